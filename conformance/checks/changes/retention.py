"""Checks of *Changes*, section *Retention*."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.changes.windows import CLEAR
from conformance.checks.refusal import refused_with
from conformance.evidence import Case, Introduction, Transcript
from conformance.model.finding import Findings
from conformance.model.instant import write

# Two clocks are never quite together, and an answer takes its time.
MINUTE = 60_000


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
    "changes.horizon-is-long-enough",
    over="past_horizon",
    given=("discovery.describes-itself",),
    unseen="the description does not say that the history began longer ago than the horizon",
)
def the_history_reaches_back_to_the_horizon(introduction: Introduction) -> Findings:
    """Whoever comes back within the horizon goes on where it stopped."""
    earliest = introduction.terms.description.earliest
    if introduction.past_horizon and earliest is not None and earliest > introduction.horizon + MINUTE:
        yield introduction.breach(f"an `earliest` not after {write(introduction.horizon)}", write(earliest))
