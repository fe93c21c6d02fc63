"""Checks of *Changes*, section *Retention*."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.refusal import CLEAR, refused_with
from conformance.evidence import Case, Introduction, Return, Since, Transcript
from conformance.model.finding import Findings
from conformance.model.instant import write

# Two clocks are never quite together, and an answer takes its time.
MINUTE = 60_000
NO_PAST = "no earlier run of this epoch is known: each run with --history FILE is held against those before it"
FIRM = (
    "changes.epoch-stays",
    "changes.removal-is-a-tombstone",
    "changes.reread-loses-only-superseded",
    "changes.version-fixes-content",
)


@check(
    "changes.epoch-stays",
    over="epochs",
    given=("discovery.describes-itself",),
    unseen="no page names an epoch",
)
def every_page_names_the_epoch_of_the_description(transcript: Transcript) -> Findings:
    """A new epoch tells every consumer to throw its copy away and to begin anew."""
    told = transcript.terms.description.text("epoch")
    for page, epoch in transcript.epochs:
        expected, told = told or epoch, epoch
        if epoch != expected:
            yield transcript.breach(f"the epoch {expected!r}, named before", f"{epoch!r}"[:120], page.exchange)


@check(
    "changes.before-earliest-is-gone",
    over="early_positions",
    given=CLEAR,
    unseen="the description does not say that the history was cut",
)
def what_was_cut_off_is_not_answered(case: Case) -> Findings:
    """Given a part as if it were all, a consumer keeps for ever what was removed in the other part."""
    yield from refused_with("history-truncated", case)


@check("changes.earlier-epoch-is-gone", over="other_epochs", given=(*CLEAR, "changes.epoch-stays"))
def another_epoch_is_not_answered(case: Case) -> Findings:
    """After a loss of the log an instant is still an instant, and everything before it may have changed."""
    yield from refused_with("epoch-changed", case)


@check(
    "changes.cut-history-has-a-snapshot",
    over="cut",
    given=("discovery.describes-itself",),
    unseen="the description does not say that the history was cut",
)
def who_cuts_claims_a_snapshot(introduction: Introduction) -> Findings:
    """Whoever comes anew cannot get the whole from the feed any more."""
    claimed = introduction.terms.description.classes
    if introduction.cut and "snapshot" not in claimed:
        yield introduction.breach("`snapshot` among the classes", ", ".join(claimed)[:200])


@check(
    "changes.horizon-is-long-enough",
    over="past_horizon",
    given=("discovery.describes-itself",),
    unseen="the history is younger than the horizon, or the description does not say when it `began`",
)
def the_history_reaches_back_to_the_horizon(introduction: Introduction) -> Findings:
    """Whoever comes back within the horizon goes on where it stopped."""
    earliest = introduction.terms.description.earliest
    if introduction.past_horizon and earliest is not None and earliest > introduction.horizon + MINUTE:
        yield introduction.breach(f"an `earliest` not after {write(introduction.horizon)}", write(earliest))


@check("changes.history-stands", over="records", given=FIRM, unseen=NO_PAST)
def what_an_earlier_run_was_given_is_there_or_superseded(since: Since) -> Findings:
    """An audit of last month has to come to the same end today."""
    found = since.found
    for fact in since.records:
        if fact.mark not in found and fact.mark not in since.later:
            yield since.breach(f"{fact}, given on {write(since.past.at)}, or a later one", "neither of them")
        elif fact.mark in found and found[fact.mark].digest != fact.digest:
            yield since.breach(f"{fact} as it was given on {write(since.past.at)}", "the same entry with other content")


@check(
    "changes.tombstone-stays",
    over="tombstones",
    given=("changes.horizon-is-long-enough", *FIRM),
    unseen=NO_PAST,
)
def a_tombstone_is_there_within_the_horizon(since: Since) -> Findings:
    """Who comes back after three weeks has to learn what was removed in the first."""
    found = since.found
    for fact in since.tombstones:
        if fact.mark not in found and fact.mark not in since.later:
            expected = f"the tombstone of {fact}, given on {write(since.past.at)}"
            yield since.breach(expected, "neither it nor a later entry of the record")


@check(
    "changes.earliest-moves-with-time",
    over="moves",
    given=("changes.horizon-is-long-enough", "discovery.describes-itself"),
    unseen=NO_PAST,
)
def earliest_does_not_run_ahead_of_time(since: Since) -> Findings:
    """Whoever reads `earliest` works out by when it has to be back."""
    step = int(since.terms.levels["earliestStepSeconds"] * 1000)
    for then, now in since.moves:
        latest = then + max(0, since.now - since.past.at) + step
        if now > latest:
            expected = f"an `earliest` not after {write(latest)}: it was {write(then)} on {write(since.past.at)}"
            yield since.breach(expected, write(now))


@check("changes.cursor-lasts", given=("changes.epoch-stays", "changes.horizon-is-long-enough"), unseen=NO_PAST)
def a_cursor_of_an_earlier_run_is_answered(back: Return) -> Findings:
    """Whoever has to begin again from the start does so at the worst moment."""
    if back.page.trouble:
        yield back.breach(f"a page for the cursor that was given out on {write(back.past.at)}", back.page.trouble)
