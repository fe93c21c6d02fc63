"""Checks of the chapter *Deliveries*."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.altered import altered
from conformance.evidence import Conversation
from conformance.model.finding import Findings


@check("deliveries.applied-item-is-published", over="applied", unseen="no item was applied")
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


@check(
    "deliveries.older-version-changes-nothing",
    over="older",
    given=("deliveries.applied-item-is-published",),
    unseen="no older item was delivered",
)
def an_old_state_does_not_come_back(conversation: Conversation) -> Findings:
    """Retries overtake each other."""
    for step in conversation.older:
        if step.status == "applied":
            yield conversation.breach(f"stale or unchanged: version {step.held} is held", f"{step}", step.exchange)
