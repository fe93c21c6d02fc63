"""Checks of *Changes*, section *Removal*."""

from __future__ import annotations

from conformance.check import check
from conformance.evidence import RollCall, Walk
from conformance.model.finding import Findings

TOMBSTONE = frozenset(("seq", "changedAt", "kind", "id", "version", "op", "reason", "erase", "movedTo", "replacedBy"))


@check("changes.removal-is-a-tombstone", over="tombstones", unseen="the feed holds no tombstone")
def a_tombstone_has_a_reason_from_the_list(walk: Walk) -> Findings:
    """A reason in free words tells the public what the removal was there to take back."""
    reasons = walk.terms.codelists["tombstone-reason"].codes
    for entry in walk.tombstones:
        if entry.body.get("reason") not in reasons:
            yield walk.breach(
                f"a reason out of {', '.join(reasons)}",
                f"{entry}: {entry.body.get('reason', 'no reason')!r}"[:200],
                entry.exchange,
            )


@check("changes.removal-is-a-tombstone", over="known", unseen="the feed was not read to its end")
def a_record_does_not_vanish(roll_call: RollCall) -> Findings:
    """What silently disappears from the source lives on in every copy."""
    for entry in roll_call.vanished:
        yield roll_call.breach("the record, or a tombstone of it", f"{entry} was there, and nothing tells of it now")


@check("changes.tombstone-is-empty", over="tombstones", unseen="the feed holds no tombstone")
def a_tombstone_carries_nothing_of_the_record(walk: Walk) -> Findings:
    """A record is often removed because of what is in it."""
    for entry in walk.tombstones:
        extra = sorted(set(entry.body) - TOMBSTONE)
        if extra:
            yield walk.breach("a tombstone without facts", f"{entry} has {', '.join(extra)}", entry.exchange)
