"""Checks of *Deliveries*, section *Editing*."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.altered import altered
from conformance.checks.refusal import problem_of
from conformance.evidence import Edit, Move, Revision
from conformance.model.finding import Findings
from conformance.standard.standard import PROBLEM

PUBLISHED = "deliveries.edit-is-published"
CAREFUL = "deliveries.edit-needs-a-precondition"
STALE = "deliveries.stale-edit-is-refused"
FREE = "deliveries.creation-finds-nothing-there"
VALID = "deliveries.invalid-edit-is-refused"
RESULTS = "deliveries.batch-answers-each-item"
UNDONE = "deliveries.refused-edit-changes-nothing"
KEY = "deliveries.key-has-one-effect"
NOTHING = "no record could be created by an edit"
# What turned a record into something else turns all that comes after.
TURNED = (CAREFUL, STALE, FREE, VALID)


def _refused(revision: Revision, edit: Edit, status: int, word: str) -> Findings:
    """A finding unless an edit was refused with a status and the problem that belongs to it."""
    expected, exchange = f"{status} with {PROBLEM}{word}, for {edit.move}", edit.exchange
    if exchange.status != status:
        yield revision.breach(expected, f"status {exchange.status}", exchange)
    elif problem_of(exchange).get("type") != PROBLEM + word:
        told = problem_of(exchange).get("type") or "no problem type"
        yield revision.breach(expected, f"{status} with {told}"[:200], exchange)


@check("deliveries.tag-is-the-version", over="tagged", unseen=NOTHING)
def a_tag_is_the_version_in_quotes(revision: Revision) -> Findings:
    """The tag is what an editor sends back."""
    for edit in revision.tagged:
        tag = edit.exchange.header("ETag")
        if edit.is_taken and edit.version is not None and tag != f'"{edit.version}"':
            yield revision.breach(f'ETag: "{edit.version}"', f"{tag or 'no such header'}"[:100], edit.exchange)


@check(CAREFUL, over="careless", unseen=NOTHING)
def an_edit_without_a_condition_is_refused(revision: Revision) -> Findings:
    """The second one to save wipes out what the first one wrote."""
    for edit in revision.careless if revision.is_begun else ():
        yield from _refused(revision, edit, 428, "precondition-required")


@check(STALE, over="stale", given=("deliveries.tag-is-the-version", CAREFUL, FREE), unseen=NOTHING)
def an_edit_of_an_older_version_is_refused(revision: Revision) -> Findings:
    """The editor has not seen what he would overwrite."""
    for edit in revision.stale if revision.is_begun else ():
        yield from _refused(revision, edit, 412, "precondition-failed")


@check(FREE, over="occupied", given=(CAREFUL,), unseen=NOTHING)
def what_is_there_is_not_created(revision: Revision) -> Findings:
    """The second of two has to learn that it is not alone."""
    for edit in revision.occupied if revision.is_begun else ():
        yield from _refused(revision, edit, 412, "precondition-failed")


@check(VALID, over="invalid", given=(CAREFUL, STALE, FREE), unseen=NOTHING)
def an_edit_that_is_not_valid_is_refused(revision: Revision) -> Findings:
    """What is taken in is published."""
    for edit in revision.invalid if revision.is_begun else ():
        yield from _refused(revision, edit, 422, "invalid-record")


@check(PUBLISHED, over="changes", given=(UNDONE, *TURNED), unseen=NOTHING)
def what_was_edited_can_be_read(revision: Revision) -> Findings:
    """Everybody else follows the feed."""
    newest = revision.newest
    for edit in revision.changes:
        if not edit.is_taken:
            yield revision.breach(f"200 or 201, for {edit.move}", f"status {edit.exchange.status}", edit.exchange)
        elif edit.version is None or edit.version <= edit.read:
            yield revision.breach(f"an entry with a version above {edit.read}", f"{edit.version}", edit.exchange)
    if newest is None or newest.version is None:
        return
    entry = revision.midway.get(newest.ids[0])
    if entry is None or entry.version < newest.version:
        told = str(entry) if entry else "no entry of it"
        yield revision.breach(f"version {newest.version} in the feed", told, newest.exchange)
    elif entry.version == newest.version and entry.data != newest.data:
        told = altered(newest.data or {}, entry.data or {})
        yield revision.breach("the record as it was put", told, newest.exchange, entry.exchange)


@check("deliveries.equal-edit-changes-nothing", over="equal", given=(PUBLISHED, *TURNED), unseen=NOTHING)
def the_record_as_it_is_makes_no_version(revision: Revision) -> Findings:
    """A form that is saved without a change otherwise wakes every consumer."""
    for edit in revision.equal if revision.is_begun else ():
        if edit.version != edit.read:
            told = f"status {edit.exchange.status}, version {edit.version}"
            yield revision.breach(f"200 with version {edit.read}, as before", told, edit.exchange)


@check(UNDONE, over="refused", given=TURNED, unseen=NOTHING)
def a_refused_edit_leaves_the_record_as_it_was(revision: Revision) -> Findings:
    """The editor was told that nothing happened."""
    for edit in revision.refused if revision.is_begun else ():
        entry = revision.midway.get(edit.ids[0])
        if edit.exchange.status not in (412, 422, 428) or entry is None:
            continue
        if entry.data == edit.data:
            told = "a tombstone" if edit.data is None else "the record as that edit had it"
            expected = f"the record as it was, after {edit.exchange.status}, for {edit.move}"
            yield revision.breach(expected, f"{told}: {entry}", edit.exchange, entry.exchange)


@check("deliveries.deletion-is-a-tombstone", over="removals", given=(PUBLISHED, *TURNED), unseen=NOTHING)
def what_was_deleted_is_told_to_be_gone(revision: Revision) -> Findings:
    """It is in the copies of others."""
    for edit in revision.removals if revision.is_begun else ():
        entry = revision.final.get(edit.ids[0])
        if edit.move is Move.GONE:
            if edit.exchange.status != 410:
                yield revision.breach("410, for a record that was deleted", f"status {edit.exchange.status}")
        elif edit.exchange.status not in (200, 204):
            yield revision.breach(f"200, for {edit.move}", f"status {edit.exchange.status}", edit.exchange)
        elif entry is None or not entry.is_tombstone:
            yield revision.breach("a tombstone in the feed", str(entry) if entry else "no entry of it", edit.exchange)


@check(RESULTS, over="batches", given=("deliveries.stale-edit-is-refused",), unseen=NOTHING)
def a_batch_tells_of_each_item(revision: Revision) -> Findings:
    """Who sent twenty edits has to know which two to look at again."""
    wanted = ("applied", "conflict", "rejected", "applied")
    for edit in revision.batches if revision.is_begun else ():
        told = tuple((str(result.get("id")), str(result.get("status"))) for result in edit.results)
        if told != tuple(zip(edit.ids, wanted, strict=True)):
            seen = ", ".join(f"{name} {status}" for name, status in told) or f"status {edit.exchange.status}"
            yield revision.breach(f"{', '.join(wanted)}, in this order", seen[:300], edit.exchange)


@check("deliveries.batch-is-all-or-nothing", over="together", given=(RESULTS,), unseen=NOTHING)
def one_that_fails_takes_back_all(revision: Revision) -> Findings:
    """A case that moves to another site is two edits."""
    for edit in revision.together if revision.is_begun else ():
        statuses = [str(result.get("status")) for result in edit.results]
        kept = [key for key in edit.ids[:1] if key in revision.midway]
        if "applied" in statuses or kept:
            yield revision.breach("nothing applied beside a conflict", ", ".join(statuses or kept), edit.exchange)


@check("deliveries.batch-has-a-key", over="keyless", given=(RESULTS,), unseen=NOTHING)
def a_batch_without_a_key_is_refused(revision: Revision) -> Findings:
    """Without one it can never be sent again."""
    for edit in revision.keyless:
        yield from _refused(revision, edit, 400, "missing-key")


@check(KEY, over="repeats", given=(RESULTS,), unseen=NOTHING)
def the_same_batch_is_answered_as_before(revision: Revision) -> Findings:
    """The repeat is the sender's only way to learn what became of its batch."""
    first = {edit.ids: edit.results for edit in revision.batches}
    for edit in revision.repeats:
        before = first.get(edit.ids)
        if before and edit.results != before:
            told = ", ".join(str(result.get("status")) for result in edit.results)
            expected = ", ".join(str(result.get("status")) for result in before)
            yield revision.breach(f"{expected}, as before", told or f"status {edit.exchange.status}", edit.exchange)


@check("deliveries.key-stands-for-one-body", over="others", given=(RESULTS, KEY), unseen=NOTHING)
def another_body_under_a_key_is_refused(revision: Revision) -> Findings:
    """The old answer would be taken for that of the new batch."""
    for edit in revision.others:
        yield from _refused(revision, edit, 422, "key-reused")
