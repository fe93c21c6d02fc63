"""What stands in the query of an operation that is read in pages."""

from __future__ import annotations

from typing import Protocol
from urllib.parse import parse_qsl

from starlette.requests import Request

from reference_server.operations.answers import Problem
from reference_server.rules.changes import Pairs


class Reading(Protocol):
    """The rules by which a query is read."""

    def stray(self, pairs: Pairs, known: frozenset[str], /) -> str | None:
        """A parameter to refuse."""
        ...

    def read_limit(self, text: str, /) -> int | None:
        """The limit; None for what is none."""
        ...

    def page(self, asked: int, page_size: int, /) -> int:
        """How many entries go on a page."""
        ...


def parameters(rules: Reading, request: Request, known: frozenset[str]) -> dict[str, str]:
    """The parameters by name. Raises `Problem`."""
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    stray = rules.stray(pairs, known)
    if stray is not None:
        raise Problem("unknown-parameter", f"`{stray[:80]}` is not known here, or stands twice.")
    return dict(pairs)


def limit(rules: Reading, page_size: int, asked: str | None) -> int:
    """How many entries go on the page. Raises `Problem`."""
    if asked is None:
        return page_size
    wanted = rules.read_limit(asked)
    if wanted is None:
        raise Problem("invalid-limit", "`limit` is a whole number from 1.")
    return rules.page(wanted, page_size)
