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
    """An address without the words that the server makes with its clock in hand: cursors, and the ends of grants."""
    return re.sub(r"(cursor=|/d/[^?]*\?)[^&]*(&signature=.*)?", r"\1", url)


def asked(report: Report) -> list[tuple[str, str, bytes]]:
    return [(sent.method, plain(sent.url), sent.body) for sent in (exchange.request for exchange in report.exchanges)]


def test_the_same_seed_as_at_the_same_instant_asks_the_same_again(court: Court) -> None:
    try:
        now = court.clock.now()
        first, second = judge(court, now), judge(court, now)
    finally:
        court.gallery.take_down("standard")
    assert first.exit_code is Exit.CONFORMS, told(first)
    assert len(asked(first)) > 100
    assert asked(first) == asked(second)
