"""Checks of *Changes*, section *Removal*."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.changes.causes import READ_WHOLE
from conformance.evidence import Ledger, RollCall, Walk
from conformance.model.finding import Findings
from conformance.model.strict import Json

KNOWN = "changes.removal-is-a-tombstone"
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


@check(
    "changes.erased-version-is-gone",
    over="erasures",
    given=("changes.version-grows", "changes.order-is-publication-order"),
    unseen="no entry erases what was before it",
)
def what_was_erased_is_served_no_more(ledger: Ledger) -> Findings:
    """As long as any page gives the version before, whoever asks rightly gets it again."""
    for erasure in ledger.erasures:
        for entry in ledger.entries:
            since = entry.exchange.n >= erasure.exchange.n
            if since and entry.key == erasure.key and entry.version < erasure.version:
                yield ledger.breach(
                    f"nothing before version {erasure.version}, which erases it",
                    str(entry),
                    erasure.exchange,
                    entry.exchange,
                )


@check("changes.moved-record-says-where", over="tombstones", given=(KNOWN,), unseen="the feed holds no tombstone")
def a_moved_record_has_an_address(walk: Walk) -> Findings:
    """With the address a consumer goes on by itself; without it, it deletes ten thousand cases."""
    for entry in walk.tombstones:
        reason, place = entry.body.get("reason"), entry.body.get("movedTo")
        if (reason == "moved") is not (place is not None):
            told = f"{entry}: reason {reason}, `movedTo` {place or 'absent'}"
            yield walk.breach("`movedTo` with the reason moved, and with no other", told[:300], entry.exchange)


@check(
    "changes.replaced-record-names-its-successors",
    over="tombstones",
    given=(KNOWN, "changes.version-fixes-content"),
    unseen="the feed holds no tombstone",
)
def a_replaced_record_names_what_remains(walk: Walk) -> Findings:
    """A duplicate that goes without a word takes its comments and its links with it."""
    for entry in walk.tombstones:
        reason, count = str(entry.body.get("reason")), len(_ids(entry.body.get("replacedBy")))
        fits = {"merged": count == 1, "split": count > 1}.get(reason, count == 0)
        if not fits:
            told = f"{entry}: reason {reason}, {count} ids in `replacedBy`"
            expected = "one id with the reason merged, several with split, none with another"
            yield walk.breach(expected, told, entry.exchange)


@check(
    "changes.successor-is-there",
    over="replaced",
    given=(KNOWN, "changes.replaced-record-names-its-successors", *READ_WHOLE),
    unseen="no tombstone names what remains",
)
def what_remains_can_be_read(roll_call: RollCall) -> Findings:
    """A consumer can move what hangs from the old record to the new one only if it has that one."""
    known = {entry.key: entry for entry in roll_call.known}
    for entry in roll_call.replaced:
        for name in _ids(entry.body.get("replacedBy")):
            if (entry.kind, name) not in known:
                yield roll_call.breach(f"an entry of {entry.kind} {name}, which remains", str(entry), entry.exchange)


def _ids(value: Json) -> list[str]:
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []
