"""With the same seed, as at the same instant, a run asks a quiet server the same again, in the same order."""

from __future__ import annotations

import re

from conformance.model.report import Exit, Report
from conformance.runner import run
from conformance.target import Target
from reference_server.tests.judging import Court, told

SEED = 20261123


def judge(court: Court, now: int) -> Report:
    target = Target(court.gallery.base("standard"), seed=SEED, now=now, report_dir=court.folder)
    return run(court.standard, target, court.clock)


def plain(url: str) -> str:
    """An address without what the server wrote into it with its clock in hand: a place in a snapshot, a grant's end."""
    return re.sub(r"(/snapshot\?cursor=|/d/[^?]*\?)[^&]*(&signature=.*)?", r"\1", url)


def test_the_same_seed_as_at_the_same_instant_asks_the_same_again(court: Court) -> None:
    try:
        now = court.clock.now()
        first, second = judge(court, now), judge(court, now)
    finally:
        court.gallery.take_down("standard")
    assert first.exit_code is Exit.CONFORMS, told(first)
    asked = [
        [(e.request.method, plain(e.request.url), e.request.body) for e in one.exchanges] for one in (first, second)
    ]
    assert len(asked[0]) > 100
    assert asked[0] == asked[1]
