"""Ways of getting the chapter *Returns* wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import TypeAlias

from reference_server import spec
from reference_server.fault import fault
from reference_server.rules import Returns
from reference_server.rules.returns import (
    UNCLASSIFIED,
    Case,
    Counts,
    Course,
    Data,
    Quarter,
    added,
    agreed_day,
    band,
    calendar_quarter,
    day,
    is_on_hand,
    is_own,
    outcome,
    row,
)

DAY = 86_400_000
Rows: TypeAlias = Sequence[tuple[str, Counts]]
Names: TypeAlias = Sequence[str]
YEAR = timedelta(days=366)


@fault("returns.return-says-what-it-counts")
def ends_the_quarter_a_day_late(rules: Returns) -> Returns:
    """States the first day of the next quarter as the last of this one."""
    return replace(rules, last=lambda quarter: quarter.after)


@fault("returns.return-is-as-at-the-newest-position")
def counts_as_at_midnight(rules: Returns) -> Returns:
    """Counts as at the last midnight where nobody says otherwise, since that is when its reports are made."""
    return replace(rules, newest=lambda watermark: watermark // DAY * DAY)


@fault("returns.return-is-as-at-the-newest-position")
def counts_as_at_the_end_of_the_day(rules: Returns) -> Returns:
    """States the coming midnight as its position, though nobody knows yet what comes until then."""
    return replace(rules, newest=lambda watermark: (watermark // DAY + 1) * DAY)


@fault("returns.position-gives-the-same-return")
def counts_the_asking(rules: Returns) -> Returns:
    """Counts each request for a return as a case that is not clear."""
    times = count(1)
    return replace(rules, asked=lambda counts: {**counts, "unclear": counts["unclear"] + next(times)})


@fault("returns.unfinished-quarter-says-so")
def calls_every_quarter_over(rules: Returns) -> Returns:
    """Says of a quarter that runs that it is over."""
    return replace(rules, has_ended=lambda _quarter, _at: True)


@fault("returns.unfinished-quarter-says-so")
def calls_no_quarter_over(rules: Returns) -> Returns:
    """Says of every quarter that it is not over, since something can always be corrected."""
    return replace(rules, has_ended=lambda _quarter, _at: False)


@fault("returns.unknown-quarter-is-refused")
def takes_any_quarter(rules: Returns) -> Returns:
    """Takes a fifth quarter for the fourth."""

    def lenient(text: str) -> Quarter | None:
        year, _, _ = text.partition("-")
        found = calendar_quarter(text)
        return found or calendar_quarter(f"{int(year) - 1}-Q4") if year.isdigit() else None

    return replace(rules, quarter=lenient)


@fault("returns.other-authority-is-refused")
def returns_for_any_authority(rules: Returns) -> Returns:
    """Answers for an authority that it knows nothing of, with zeros."""
    return replace(rules, knows=lambda authority, _known: bool(authority))


@fault("returns.return-counts-what-the-view-shows")
def counts_what_partners_see(rules: Returns) -> Returns:
    """Counts in the public view the cases that are not public."""
    return replace(rules, view=lambda _view: "partner")


@fault("returns.unclear-case-is-told")
def guesses_the_day_of_receipt(rules: Returns) -> Returns:
    """Takes the first of January for a day that nobody knows."""

    def guessed(case: Case) -> date | None:
        return day(case.facts.get("receivedDate")) or date(1900, 1, 1)

    return replace(rules, received=guessed)


@fault("returns.received-goes-by-its-date")
def receives_only_what_is_open(rules: Returns) -> Returns:
    """Counts what came in among the cases that are open now."""
    return replace(rules, comes=lambda course: course.over is None)


@fault("returns.decided-is-the-authoritys-own")
def counts_decisions_on_appeal(rules: Returns) -> Returns:
    """Counts what the inspector decided as decided by the council."""
    return replace(rules, owns=lambda _facts, _decision: True)


@fault("returns.decided-is-the-authoritys-own")
def counts_committees_alone(rules: Returns) -> Returns:
    """Counts decisions of the committee, and takes what officers decide for none of the authority."""

    def owns(facts: Data, decision: Data) -> bool:
        return is_own(facts, decision) and decision.get("decisionMaker") == "committee"

    return replace(rules, owns=owns)


@fault("returns.undecided-departure-is-counted")
def forgets_what_was_withdrawn(rules: Returns) -> Returns:
    """Counts nothing as gone that was not decided, and has it on hand for ever."""
    return replace(rules, departs=lambda _course: False)


@fault("returns.on-hand-is-what-was-open")
def forgets_old_cases(rules: Returns) -> Returns:
    """Counts on hand what came in within the year."""

    def recent(course: Course, when: date, is_running: bool) -> bool:
        return is_on_hand(course, when, is_running) and course.received > when - YEAR

    return replace(rules, is_on_hand=recent)


@fault("returns.caseload-adds-up")
def forgets_to_take_away(rules: Returns) -> Returns:
    """Adds up without what left undecided."""
    return replace(rules, end=lambda on_hand, received, decided, _left: on_hand + received - decided)


@fault("returns.quarters-join")
def begins_anew_in_a_running_quarter(rules: Returns) -> Returns:
    """Counts on hand at the start of a quarter that runs only what came in within the year."""

    def recent(course: Course, when: date, is_running: bool) -> bool:
        return is_on_hand(course, when, is_running) and not (is_running and course.received <= when - YEAR)

    return replace(rules, is_on_hand=recent)


@fault("returns.unclassified-is-told")
def guesses_the_row(rules: Returns) -> Returns:
    """Counts as other development what nobody has classified."""

    def guessed(facts: Data) -> str:
        found = row(facts)
        return "Q18" if found == UNCLASSIFIED else found

    return replace(rules, row=guessed)


@fault("returns.unclassified-is-told")
def leaves_out_the_unclassified(rules: Returns) -> Returns:
    """Counts what nobody has classified among what the return does not ask for."""

    def left_out(facts: Data) -> str:
        found = row(facts)
        return "Q99" if found == UNCLASSIFIED else found

    return replace(rules, row=left_out)


@fault("returns.decision-stands-in-its-row")
def overlooks_the_stated_row(rules: Returns) -> Returns:
    """Finds the row from the types alone, whatever the officer has stated."""
    return replace(rules, row=lambda facts: row({**facts, "reportingType": None}))


@fault("returns.outcome-is-of-the-decision")
def grants_what_is_split(rules: Returns) -> Returns:
    """Counts a split decision as granted."""
    return replace(rules, outcome=lambda word: "granted" if word == "split" else outcome(word))


@fault("returns.delegated-is-an-officers-decision")
def delegates_everything(rules: Returns) -> Returns:
    """Counts every decision as delegated, since an officer signs each."""
    return replace(rules, is_delegated=lambda _decision: True)


@fault("returns.agreement-stands-apart")
def counts_weeks_in_spite_of_an_agreement(rules: Returns) -> Returns:
    """Puts decisions with an agreement into weeks like all others."""
    return replace(rules, has_agreement=lambda _case, _decided: False)


@fault("returns.agreement-stands-apart")
def keeps_every_agreement(rules: Returns) -> Returns:
    """Counts every decision with an agreement as made in time."""

    def kept(case: Case, decided: date) -> date | None:
        agreed = agreed_day(case, decided)
        return max(agreed, decided) if agreed else None

    return replace(rules, agreed_day=kept)


@fault("returns.agreement-stands-apart")
def gives_a_day_to_every_agreement(rules: Returns) -> Returns:
    """Takes half a year for the time of an agreement that states no day."""

    def given(case: Case, decided: date) -> date | None:
        return agreed_day(case, decided) or decided

    return replace(rules, agreed_day=given)


@fault("returns.weeks-run-from-the-clock")
def takes_the_last_day_for_late(rules: Returns) -> Returns:
    """Takes a decision on the last day of a band for one of the next band."""
    return replace(rules, band=lambda days: band(days + 1))


@fault("returns.weeks-run-from-the-clock")
def counts_months_for_weeks(rules: Returns) -> Returns:
    """Takes eight weeks for two months, and thirteen for three."""
    return replace(rules, band=lambda days: band(days - 6))


@fault("returns.rows-add-up")
def totals_what_is_classified(rules: Returns) -> Returns:
    """Leaves what nobody has classified out of the totals."""

    def some(rows: Rows, names: Names) -> Counts:
        return added([(name, counts) for name, counts in rows if name != UNCLASSIFIED], names)

    return replace(rules, totals=some)


@fault("returns.rows-add-up")
def totals_every_column_twice(rules: Returns) -> Returns:
    """Counts applications in progress again in the totals of the bands."""
    bands = {line["reference"] for line in spec.codelist("ps2-band")}

    def twice(rows: Rows, names: Names) -> Counts:
        return {name: n * 2 if name in bands else n for name, n in added(rows, names).items()}

    return replace(rules, totals=twice)
