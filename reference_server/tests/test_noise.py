"""Behind a bad line a lawful server is not accused: what got lost is unseen, or asked again."""

from __future__ import annotations

from conformance.model.report import Exit
from conformance.model.verdict import Outcome
from reference_server.tests.bad_line import Weather
from reference_server.tests.judging import Court, judge_in, told

SEED = 20261123
WEATHER = Weather("some of everything", delay=1, jitter=1, lost=0.01, cut=0.01, busy=0.02)


def test_the_weather_is_not_held_against_a_server(court: Court) -> None:
    report, line = judge_in(court, WEATHER, SEED, server="standard+traffic")
    assert line.spoilt > 5
    assert report.having(Outcome.FAILED, Outcome.WARNED, Outcome.ERRORED) == (), told(report)
    assert report.exit_code in (Exit.CONFORMS, Exit.COULD_NOT_JUDGE), told(report)


def test_a_sandbox_behind_a_bad_line_is_not_accused(court: Court) -> None:
    report, line = judge_in(court, WEATHER, SEED, view="partner", mode="sandbox")
    assert line.spoilt > 5
    assert report.having(Outcome.FAILED, Outcome.WARNED, Outcome.ERRORED) == (), told(report)
    assert report.exit_code in (Exit.CONFORMS, Exit.COULD_NOT_JUDGE), told(report)
