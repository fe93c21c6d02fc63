"""Checks of the chapter *Returns*: each number against the same number counted from the feed."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.changes.causes import WHOLE_FEED
from conformance.checks.records.causes import CONSISTENT
from conformance.checks.refusal import CLEAR, problem_of
from conformance.evidence import Reckoning, Refusal
from conformance.model.caseload import AGREEMENTS, OUTCOMES, UNCLASSIFIED
from conformance.model.finding import Findings
from conformance.model.instant import read_http, write
from conformance.standard.standard import PROBLEM

SECOND = 1000
SAYS = ("errors.answer-is-described", "changes.watermark-is-not-ahead", "returns.return-says-what-it-counts")
# A feed that tells something else than its records were, or not all of it, is counted otherwise.
FEED = (
    "returns.position-gives-the-same-return",
    "records.matches-its-schema",
    "records.legal-date-is-a-day",
    "records.reference-resolves",
    "records.code-is-spelt-as-listed",
    "publication.view-is-allow-listed",
    *CONSISTENT,
    "changes.window-includes-start",
    "changes.cursor-is-reusable",
    "changes.watermark-bounds-entries",
    *WHOLE_FEED,
    *SAYS,
)
CLEARED = ("returns.unclear-case-is-told", "returns.return-counts-what-the-view-shows", *FEED)
RECEIVED, DECIDED = "returns.received-goes-by-its-date", "returns.decided-is-the-authoritys-own"
FLOWS = (RECEIVED, DECIDED, "returns.undecided-departure-is-counted", *CLEARED)
ROWS = ("returns.decision-stands-in-its-row", "returns.unclassified-is-told", *FLOWS)
NO_CASE = "the feed was not read as a whole"


@check(
    "returns.return-says-what-it-counts",
    over="answers",
    given=(
        "errors.answer-is-described",
        "changes.epoch-stays",
        "changes.watermark-bounds-entries",
        "changes.watermark-is-not-ahead",
    ),
)
def a_return_names_its_subject(reckoning: Reckoning) -> Findings:
    """A number without its quarter and its position cannot be compared with anything."""
    for answer in reckoning.answers:
        if answer.exchange.status != 200:
            yield reckoning.breach(f"200 with the {answer}", f"status {answer.exchange.status}", answer.exchange)
            continue
        due = {
            "authority": reckoning.authority,
            "quarter": str(answer.quarter),
            "from": str(answer.quarter.first),
            "to": str(answer.quarter.last),
            "epoch": reckoning.told,
        }
        if answer.as_at is not None:
            due["asAt"] = write(answer.as_at)
        for name, value in due.items():
            stated = answer.members.get(name)
            if stated != value:
                yield reckoning.breach(f"`{name}` {value}", f"{answer}: {stated!r}"[:200], answer.exchange)


@check("returns.return-is-as-at-the-newest-position", given=SAYS)
def a_return_without_a_position_is_of_now(reckoning: Reckoning) -> Findings:
    """Numbers of last night look the same as those of today."""
    newest, stated = reckoning.newest, reckoning.newest.position
    date = read_http(newest.exchange.header("Date"))
    if stated is not None and stated < reckoning.position:
        expected = f"`asAt` {write(reckoning.position)} or later, up to which the feed had told"
        yield reckoning.breach(expected, write(stated), newest.exchange)
    elif stated is not None and date is not None:
        latest = date + SECOND + int(reckoning.terms.levels["dateSpreadSeconds"]) * SECOND
        if stated > latest:
            yield reckoning.breach(f"`asAt` not after {write(latest)}", write(stated), newest.exchange)


@check("returns.position-gives-the-same-return", given=("changes.nothing-arrives-late", *SAYS))
def a_position_counts_alike_every_time(reckoning: Reckoning) -> Findings:
    """Numbers that nobody can compute again cannot be defended."""
    first, again = next(one for one in reversed(reckoning.asked) if one.name == "ps1"), reckoning.again
    if first.numbers and again.numbers and first.numbers != again.numbers:
        yield reckoning.breach(str(first.numbers), str(again.numbers), first.exchange, again.exchange)


@check("returns.unfinished-quarter-says-so", over="answers", given=SAYS)
def a_quarter_that_runs_is_not_over(reckoning: Reckoning) -> Findings:
    """Half a quarter in a national table is a fall by half."""
    for answer in reckoning.answers:
        stated, position = answer.members.get("quarterEnded"), answer.position
        if position is not None and isinstance(stated, bool):
            ended = position >= answer.quarter.next.begins
            if stated is not ended:
                expected = f"`quarterEnded` {ended}, as at {write(position)}"
                yield reckoning.breach(expected, f"{answer}: {stated}", answer.exchange)


@check("returns.unknown-quarter-is-refused", over="bad_quarters", given=CLEAR)
def what_is_no_quarter_is_refused(reckoning: Reckoning) -> Findings:
    """Zeros for a quarter that does not exist are taken for a quiet one."""
    yield from _refused(reckoning, reckoning.bad_quarters)


@check("returns.other-authority-is-refused", over="strangers", given=CLEAR)
def an_authority_that_is_not_served_is_refused(reckoning: Reckoning) -> Findings:
    """A return of zeros for the neighbour is one that the neighbour has to explain."""
    yield from _refused(reckoning, reckoning.strangers)


def _refused(reckoning: Reckoning, refused: tuple[Refusal, ...]) -> Findings:
    for one in refused:
        expected, kind = f"400 with {PROBLEM}{one.flaw}, for {one.says}", problem_of(one.exchange).get("type")
        if one.exchange.status != 400 or kind != PROBLEM + one.flaw:
            yield reckoning.breach(expected, f"status {one.exchange.status} with {kind or 'no problem'}", one.exchange)


@check("returns.return-counts-what-the-view-shows", over="caseloads", given=FEED, unseen=NO_CASE)
def no_case_is_counted_that_is_not_shown(reckoning: Reckoning) -> Findings:
    """A sum gives private work away."""
    loads = reckoning.caseloads
    if loads:
        first, last = loads[0][0].numbers, loads[-1][0].numbers
        # Of all these numbers each case is in one at most.
        received = sum(answer.numbers.get("received", 0) for answer, _ in loads)
        counted = first.get("onHandStart", 0) + last.get("unclear", 0) + received
        if counted > loads[0][1].cases:
            yield reckoning.breach(
                f"at most {loads[0][1].cases} cases, which the feed of this view holds",
                f"{counted} on hand, received or unclear",
                *(answer.exchange for answer, _ in loads),
            )


def _same(reckoning: Reckoning, name: str, due: str) -> Findings:
    """A finding where a number of PS1 is not the one counted from the feed."""
    for answer, count in reckoning.caseloads:
        stated, expected = answer.numbers.get(name), getattr(count, due)
        if stated is not None and stated != expected:
            yield reckoning.breach(f"`{name}` {expected}, as in the feed", f"{answer}: {stated}", answer.exchange)


@check(
    "returns.unclear-case-is-told",
    over="caseloads",
    given=("returns.return-counts-what-the-view-shows", *FEED),
    unseen=NO_CASE,
)
def what_is_unclear_is_not_guessed(reckoning: Reckoning) -> Findings:
    """A day that nobody knows is not the first of January."""
    yield from _same(reckoning, "unclear", "unclear")


@check("returns.received-goes-by-its-date", over="caseloads", given=CLEARED, unseen=NO_CASE)
def what_came_in_is_counted_by_the_day_of_receipt(reckoning: Reckoning) -> Findings:
    """What was decided since came in all the same."""
    yield from _same(reckoning, "received", "received")


@check("returns.decided-is-the-authoritys-own", over="caseloads", given=CLEARED, unseen=NO_CASE)
def a_case_is_decided_once_and_by_the_authority(reckoning: Reckoning) -> Findings:
    """An inspector's decision is not the council's work."""
    yield from _same(reckoning, "decided", "decided")


@check("returns.undecided-departure-is-counted", over="caseloads", given=(DECIDED, *CLEARED), unseen=NO_CASE)
def what_left_undecided_has_left(reckoning: Reckoning) -> Findings:
    """What was withdrawn and is forgotten stays on hand for ever."""
    yield from _same(reckoning, "leftUndecided", "left")


@check("returns.on-hand-is-what-was-open", over="caseloads", given=FLOWS, unseen=NO_CASE)
def what_was_open_was_on_hand(reckoning: Reckoning) -> Findings:
    """The oldest cases are those that a caseload is asked for. The next quarter follows from the first."""
    for answer, count in reckoning.caseloads[:1]:
        stated = answer.numbers.get("onHandStart")
        if stated is not None and stated != count.on_hand:
            yield reckoning.breach(f"`onHandStart` {count.on_hand}", f"{answer}: {stated}", answer.exchange)


@check("returns.caseload-adds-up", over="answers", given=SAYS)
def a_caseload_is_a_sum(reckoning: Reckoning) -> Findings:
    """It is the sum that everybody computes first."""
    for answer in reckoning.answers:
        n = answer.numbers
        if {"onHandStart", "received", "decided", "leftUndecided", "onHandEnd"} <= set(n):
            end = n["onHandStart"] + n["received"] - n["decided"] - n["leftUndecided"]
            if n["onHandEnd"] != end:
                yield reckoning.breach(f"`onHandEnd` {end}", f"{answer}: {n['onHandEnd']}", answer.exchange)


@check(
    "returns.quarters-join",
    over="pairs",
    given=("returns.caseload-adds-up", "returns.on-hand-is-what-was-open", *FLOWS),
    unseen="no two quarters were answered",
)
def a_quarter_begins_where_the_last_one_ends(reckoning: Reckoning) -> Findings:
    """A caseload that jumps overnight was counted in two ways."""
    for early, late in reckoning.pairs:
        end, start = early.numbers.get("onHandEnd"), late.numbers.get("onHandStart")
        if end is not None and start is not None and end != start:
            told = f"{late}: {start}"
            yield reckoning.breach(f"`onHandStart` {end}, the end of {early}", told, early.exchange, late.exchange)


@check("returns.unclassified-is-told", over="tables", given=FLOWS, unseen=NO_CASE)
def a_row_that_nobody_knows_is_not_guessed(reckoning: Reckoning) -> Findings:
    """A row that was guessed is worse than an empty one: nobody looks again."""
    for answer, count in reckoning.tables:
        due = count.rows[UNCLASSIFIED]["total"] if UNCLASSIFIED in count.rows else 0
        stated = dict(answer.rows).get(UNCLASSIFIED, {}).get("total", 0)
        if stated < due:
            yield reckoning.breach(f"{due} unclassified", f"{answer}: {stated}", answer.exchange)


@check(
    "returns.decision-stands-in-its-row",
    over="tables",
    given=("returns.unclassified-is-told", *FLOWS),
    unseen=NO_CASE,
)
def each_row_has_its_decisions(reckoning: Reckoning) -> Findings:
    """The row decides which limit applies."""
    for answer, count in reckoning.tables:
        stated = sorted((name, counts.get("total", 0)) for name, counts in answer.rows if counts.get("total"))
        due = sorted((name, counts["total"]) for name, counts in count.rows.items())
        if stated != due:
            expected, told = (", ".join(f"{name} {total}" for name, total in one) or "no row" for one in (due, stated))
            yield reckoning.breach(expected, f"{answer}: {told}"[:400], answer.exchange)


def _columns(reckoning: Reckoning, names: tuple[str, ...]) -> Findings:
    """A finding where some columns of a row are not those counted from the feed."""
    for answer, count in reckoning.tables:
        for row, counts in answer.rows:
            for name in names if row in count.rows else ():
                stated, expected = counts.get(name), count.rows[row][name]
                if stated is not None and stated != expected:
                    told = f"{answer}: {stated}"
                    yield reckoning.breach(f"`{name}` {expected} in row {row}", told, answer.exchange)


@check("returns.outcome-is-of-the-decision", over="tables", given=ROWS, unseen=NO_CASE)
def an_outcome_is_that_of_its_word(reckoning: Reckoning) -> Findings:
    """What one council calls granted and the next refused makes both incomparable."""
    yield from _columns(reckoning, OUTCOMES)


@check("returns.delegated-is-an-officers-decision", over="tables", given=ROWS, unseen=NO_CASE)
def what_officers_decided_is_delegated(reckoning: Reckoning) -> Findings:
    """Whether committees or officers decide is what the return is for."""
    yield from _columns(reckoning, ("delegated",))


@check("returns.agreement-stands-apart", over="tables", given=ROWS, unseen=NO_CASE)
def an_agreed_time_is_counted_by_itself(reckoning: Reckoning) -> Findings:
    """In weeks such a decision would look late although it was in time."""
    yield from _columns(reckoning, AGREEMENTS)


@check(
    "returns.weeks-run-from-the-clock",
    over="tables",
    given=("returns.agreement-stands-apart", *ROWS),
    unseen=NO_CASE,
)
def each_band_has_its_decisions(reckoning: Reckoning) -> Findings:
    """One day decides whether a case was in time, and thousands are decided on it."""
    yield from _columns(reckoning, (*reckoning.terms.codelists["ps2-band"].codes, "noStart"))


@check("returns.rows-add-up", over="answers", given=SAYS)
def totals_are_sums(reckoning: Reckoning) -> Findings:
    """Who adds the rows up and gets another number trusts none of them."""
    bands = (*reckoning.terms.codelists["ps2-band"].codes, "noStart", "agreed")
    for answer in reckoning.answers:
        for name, total in answer.totals.items():
            due = sum(counts.get(name, 0) for _, counts in answer.rows)
            if total != due:
                yield reckoning.breach(f"`totals.{name}` {due}", f"{answer}: {total}", answer.exchange)
        for row, counts in answer.rows:
            for names in (OUTCOMES, bands):
                parts = sum(counts.get(name, 0) for name in names)
                if parts != counts.get("total", parts):
                    told = f"{answer}, row {row}: {parts} in {', '.join(names)}"
                    yield reckoning.breach(f"parts of the total, {counts['total']}", told, answer.exchange)
