"""Requests out of the OpenAPI description. Schemathesis draws them; it sends nothing and judges nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode

from conformance.model.strict import Json


@dataclass(frozen=True, slots=True, order=True)
class Attempt:
    """One GET of the contract. `query` is sent as it stands; `flaw` is the registered problem it has, if known.

    `credentials` go along in place of the run's own, if they are given.
    """

    flaw: str
    says: str
    path: str
    query: str
    credentials: tuple[tuple[str, str], ...] | None = None


def lawful(openapi: dict[str, Json], paths: tuple[str, ...], run_seed: int, n: int) -> tuple[Attempt, ...]:
    """Requests that the description allows, some of each operation."""
    return _draw(openapi, paths, GenerationMode.POSITIVE, run_seed, n)


def unlawful(openapi: dict[str, Json], paths: tuple[str, ...], run_seed: int, n: int) -> tuple[Attempt, ...]:
    """Requests that the description does not allow."""
    return _draw(openapi, paths, GenerationMode.NEGATIVE, run_seed, n)


def _draw(
    openapi: dict[str, Json], paths: tuple[str, ...], mode: GenerationMode, run_seed: int, n: int
) -> tuple[Attempt, ...]:
    loaded = schemathesis.openapi.from_dict(openapi)
    drawn: dict[Attempt, None] = {}
    for path in paths:
        strategy = loaded[path]["GET"].as_strategy(generation_mode=mode)
        for case in _examples(strategy, run_seed, max(1, n // len(paths))):
            query = urlencode(sorted((case.query or {}).items()), doseq=True)
            drawn[Attempt("", f"a {mode.value} request of the description", path, query)] = None
    return tuple(drawn)


def _examples(strategy: SearchStrategy[Any], run_seed: int, n: int) -> list[Any]:
    found: list[Any] = []

    @seed(run_seed)
    @settings(
        max_examples=n, deadline=None, database=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck)
    )
    @given(strategy)
    def collect(case: Any) -> None:  # noqa: ANN401 - Schemathesis's own
        found.append(case)

    collect()
    return found
