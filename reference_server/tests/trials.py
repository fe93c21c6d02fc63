"""Puts a recipe on trial: the suite judges it, or a consumer follows it, while clerks write."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

from conformance.clock import SystemClock
from conformance.model.report import Report
from conformance.runner import run
from conformance.standard import Standard
from conformance.target import Target
from reference_server.recipes.cluster import database
from reference_server.recipes.endpoint import VIEW, Feed, core_over
from reference_server.recipes.recipe import Recipe
from reference_server.recipes.writers import Office
from reference_server.tests.opened import listening

HISTORY, LOTS = 40, 8
# Before anybody reads, everybody is in the middle of something.
RUN_IN = 1.0
POLL = 1.0
LATEST = 2


class Losses(NamedTuple):
    """What a consumer that followed a feed has of what was committed."""

    committed: int
    lost: int


@contextmanager
def offered(address: str, recipe: Recipe) -> Iterator[tuple[str, Office]]:
    """The base URL of Core over a recipe with some history, and the clerks who write into it."""
    with database(address, recipe.name) as own:
        feed = Feed(own, recipe)
        office = Office(own, recipe)
        for start in range(0, HISTORY, LOTS):
            office.prepare(range(start, start + LOTS))
            feed.issue()
        try:
            with listening(core_over(feed)) as root:
                yield f"{root}/v0/{VIEW}", office
        finally:
            feed.close()


def judge_recipe(standard: Standard, address: str, recipe: Recipe, seed: int, folder: Path) -> Report:
    """One run of the suite while the clerks write."""
    with offered(address, recipe) as (base, office), office.at_work():
        time.sleep(RUN_IN)
        return run(standard, Target(base, seed=seed, report_dir=folder), SystemClock())


def follow_recipe(address: str, recipe: Recipe, seconds: float) -> Losses:
    """A consumer that asks every second for what came after `coveredTo`, and once more when all is quiet."""
    seen: set[tuple[str, int]] = set()
    with offered(address, recipe) as (base, office):
        covered, end = "2026-01-01T00:00:00.000Z", time.monotonic() + seconds
        with office.at_work():
            while time.monotonic() < end:
                covered = _read_on(base, covered, seen)
                time.sleep(POLL)
        for _ in range(LATEST):
            time.sleep(POLL)
            covered = _read_on(base, covered, seen)
    return Losses(len(office.committed), len(office.committed - seen))


def _read_on(base: str, since: str, seen: set[tuple[str, int]]) -> str:
    query, covered = f"from={since}", None
    while covered is None:
        with urlopen(f"{base}/changes?{query}", timeout=10) as answer:  # noqa: S310 - our own server
            page = json.load(answer)
        seen.update((entry["id"], entry["version"]) for entry in page["items"])
        query = f"cursor={page['cursor']}"
        covered = page["coveredTo"] or (since if page["complete"] else None)
    return str(covered)
