"""Requests out of the OpenAPI description."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from conformance.contract import Attempt, lawful, unlawful
from conformance.model.instant import read
from conformance.tests.specimens import standard

PATHS = ("/description", "/changes")
DECLARED = {"/description": set(), "/changes": {"from", "to", "cursor", "limit", "epoch", "kind", "authority"}}


def drawn(seed: int, n: int = 12) -> tuple[Attempt, ...]:
    return lawful(standard().openapi, PATHS, seed, n)


@pytest.mark.parametrize("seed", [0, 5, 2**31 - 1])
def test_the_same_seed_draws_the_same_requests(seed: int) -> None:
    assert drawn(seed) == drawn(seed)
    assert len(set(drawn(seed))) == len(drawn(seed))


def test_another_seed_draws_other_requests() -> None:
    assert len({drawn(seed) for seed in range(3)}) == 3


@pytest.mark.parametrize("seed", range(5))
def test_a_lawful_request_carries_declared_parameters_only_with_lawful_values(seed: int) -> None:
    assert {one.path for one in drawn(seed)} == set(PATHS)
    for one in drawn(seed, 20):
        query = dict(parse_qsl(one.query, keep_blank_values=True, errors="strict"))
        assert set(query) <= DECLARED[one.path]
        assert all(read(query[name]) is not None for name in ("from", "to") if name in query)
        assert int(query.get("limit", 1)) >= 1
        assert 1 <= len(query.get("cursor", "x")) <= 2048
        assert (one.flaw, one.query.isascii()) == ("", True)


def test_no_more_are_drawn_than_are_wanted() -> None:
    assert len(drawn(1, 8)) <= 8
    assert len(lawful(standard().openapi, ("/changes",), 1, 1)) == 1


def test_an_unlawful_request_is_ascii_as_well_and_known_by_its_kind() -> None:
    some = unlawful(standard().openapi, ("/changes",), 3, 20)
    assert some == unlawful(standard().openapi, ("/changes",), 3, 20)
    assert all(one.query.isascii() and one.says == "a negative request of the description" for one in some)
