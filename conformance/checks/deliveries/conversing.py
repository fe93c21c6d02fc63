"""Checks of *Deliveries*, section *Delivering*: one item after the other."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.altered import altered
from conformance.evidence import Conversation, Delivery, Step
from conformance.model.finding import Findings

KEPT = "deliveries.applied-item-is-published"
OLDER = "deliveries.older-version-changes-nothing"
REMOVED = "deliveries.removed-record-stays-removed"


@check(KEPT, over="applied", unseen="no item was applied")
def what_was_applied_can_be_read(conversation: Conversation) -> Findings:
    """A receipt: who holds it stops sending."""
    final = {entry.id: entry for entry in conversation.final}
    for step in conversation.applied:
        entry = final.get(step.id)
        seen = (step.exchange, entry.exchange) if entry else ()
        if entry is None:
            yield conversation.breach(f"{step.id} in the feed, after {step}", "no entry of it", step.exchange)
        elif entry.version != step.version or entry.op != step.op:
            yield conversation.breach(f"{step.op} version {step.version}", f"{entry.op} version {entry.version}", *seen)
        elif entry.data != step.data:
            yield conversation.breach(
                f"the data as sent with {step}", altered(step.data or {}, entry.data or {}), *seen
            )


@check(OLDER, over="older", given=(KEPT,), unseen="no older item was delivered")
def an_old_state_does_not_come_back(conversation: Conversation) -> Findings:
    """Retries overtake each other."""
    for step in conversation.older:
        if step.status == "applied":
            yield conversation.breach(f"stale or unchanged: version {step.held} is held", f"{step}", step.exchange)


@check(REMOVED, over="buried", given=(OLDER, KEPT), unseen="no item came after a tombstone")
def a_tombstone_keeps_its_version(conversation: Conversation) -> Findings:
    """What comes back this way is what somebody asked to be taken down."""
    for step in conversation.buried:
        if step.status == "applied":
            yield conversation.breach(f"stale: it was removed with version {step.held}", f"{step}", step.exchange)


@check(
    "deliveries.status-says-what-was-done",
    over="late",
    given=(OLDER, REMOVED, KEPT),
    unseen="nothing was delivered that was held already",
)
def a_late_item_is_told_what_it_met(conversation: Conversation) -> Findings:
    """`stale` tells that somebody is ahead, `unchanged` that the repeat was needless."""
    for step in conversation.late:
        wanted = "unchanged" if step.version == step.held else "stale"
        told = _version(step)
        # That it is applied is another matter, and one who holds back with everything says so.
        if step.status in ("applied", "accepted"):
            continue
        if step.status != wanted or told != step.held:
            yield conversation.breach(
                f"{wanted}, with version {step.held}, which is held", f"{step}, with version {told}", step.exchange
            )


def _version(step: Step) -> object:
    results = Delivery.read(step.exchange)
    return results[0].get("version") if results else None
