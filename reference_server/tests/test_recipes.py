"""Feeds over a real PostgreSQL with many writers: the suite finds those that lose changes, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance.model.report import Exit
from conformance.model.verdict import Outcome
from conformance.standard import Standard
from reference_server.recipes.cluster import NoPostgres, cluster
from reference_server.recipes.recipe import named, recipes
from reference_server.tests.judging import broken, told
from reference_server.tests.trials import judge_recipe

SEED = 20261123
# One of each sort that people write; `benchmarks/postgres.py` tries all of them, and often.
BROKEN = ("now", "bigserial", "short_lag")
HONEST = tuple(recipe.name for recipe in recipes() if recipe.is_honest)
LATE = {"changes.nothing-arrives-late", "changes.reread-loses-only-superseded"}


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A server for the tests of this process."""
    try:
        with cluster() as address:
            yield address
    except NoPostgres as reason:
        pytest.skip(str(reason))


@pytest.mark.parametrize("name", BROKEN)
def test_a_feed_that_loses_changes_is_found(postgres: str, name: str, tmp_path: Path) -> None:
    report = judge_recipe(Standard.read(), postgres, named(name), SEED, tmp_path)
    assert report.exit_code is Exit.DOES_NOT_CONFORM, told(report)
    assert broken(report) & LATE, told(report)


@pytest.mark.parametrize("name", HONEST)
def test_a_feed_that_loses_nothing_is_not_accused(postgres: str, name: str, tmp_path: Path) -> None:
    report = judge_recipe(Standard.read(), postgres, named(name), SEED, tmp_path)
    assert report.exit_code is Exit.CONFORMS, told(report)
    assert report.having(Outcome.FAILED, Outcome.WARNED, Outcome.ERRORED) == (), told(report)
    seen = {verdict.requirement.id for verdict in report.having(Outcome.PASSED)}
    assert seen >= LATE, told(report)


def test_there_are_ten_ways_to_lose_a_change_and_three_that_do_not() -> None:
    assert [sum(recipe.is_honest is sort for recipe in recipes()) for sort in (False, True)] == [10, 3]
    assert all(recipe.says.endswith(".") for recipe in recipes())
