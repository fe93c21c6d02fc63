"""Checks of *Changes*, section *Retention*."""

from __future__ import annotations

from conformance.check import check
from conformance.evidence import Transcript
from conformance.model.finding import Findings


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
