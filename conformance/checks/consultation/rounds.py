"""Checks of *Consultation*, section *Rounds*."""

from __future__ import annotations

from itertools import combinations

from conformance.check import check
from conformance.checks.consultation.facts import RELATED, WELL_FORMED, day, fact
from conformance.evidence import Introduction, Proceedings
from conformance.model.finding import Findings
from conformance.model.page import Entry

PROMISED = ("consultation", "consultationRequest", "consulteeResponse")
NO_ROUND = "the feed holds no consultation"
ONE_ROUND = "no application in the feed has a second consultation"


@check("consultation.kinds-are-served", given=("discovery.describes-itself", "discovery.kinds-are-those-served"))
def a_consultation_can_be_read_whole(introduction: Introduction) -> Findings:
    """Whoever buys "consultation" gets requests and responses, not the dates alone."""
    named = introduction.terms.description.words("kinds")
    for kind in PROMISED:
        if kind not in named:
            yield introduction.breach(f"{kind} in `kinds`", f"{', '.join(named)}"[:200])


@check("consultation.round-has-its-own-number", over="series", given=RELATED, unseen=ONE_ROUND)
def rounds_are_told_apart(proceedings: Proceedings) -> Findings:
    """Two rounds of one number cannot be told apart in a letter."""
    for one, other in _twos(proceedings):
        if fact(one, "round") is not None and fact(one, "round") == fact(other, "round"):
            expected = f"another `round` than that of {one}, on the same application"
            yield proceedings.breach(expected, f"{other}: {fact(other, 'round')!r}", one.exchange, other.exchange)


@check("consultation.later-round-has-a-higher-number", over="series", given=RELATED, unseen=ONE_ROUND)
def rounds_are_counted_forwards(proceedings: Proceedings) -> Findings:
    """Who reads rounds the wrong way round decides on plans that are no longer there."""
    for one, other in _twos(proceedings):
        early, late = sorted((one, other), key=lambda entry: day(entry, "startDate"))
        first, second = fact(early, "round"), fact(late, "round")
        if not day(early, "startDate") or day(early, "startDate") == day(late, "startDate"):
            continue
        if isinstance(first, int) and isinstance(second, int) and first > second:
            expected = f"a higher `round` than {first}, that of {early}, which started earlier"
            yield proceedings.breach(expected, f"{late}: {second}", early.exchange, late.exchange)


def _twos(proceedings: Proceedings) -> list[tuple[Entry, Entry]]:
    return [two for rounds in proceedings.series for two in combinations(rounds, 2)]


@check("consultation.missing-notice-has-no-day", over="rounds", given=WELL_FORMED, unseen=NO_ROUND)
def a_notice_is_either_given_or_not(proceedings: Proceedings) -> Findings:
    """A record that says both is no evidence of either."""
    for entry in proceedings.rounds:
        for notice in ("siteNotice", "pressNotice"):
            if fact(entry, notice) is False and fact(entry, f"{notice}Date") is not None:
                actual = f"{entry}: {fact(entry, f'{notice}Date')!r}"[:200]
                yield proceedings.breach(f"no `{notice}Date`, as `{notice}` is false", actual, entry.exchange)
