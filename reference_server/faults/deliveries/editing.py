"""Ways of getting *Deliveries*, section *Editing*, wrong."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from reference_server.fault import fault
from reference_server.rules import Edits
from reference_server.rules.publication import Change

editing = partial(fault, view="partner", mode="sandbox")


@editing("deliveries.tag-is-the-version")
def tags_weakly(rules: Edits) -> Edits:
    """Sends weak tags, as a proxy that compresses does."""
    return replace(rules, tag=lambda version: f'W/"{version}"')


@editing("deliveries.tag-is-the-version")
def tags_by_a_number_of_its_own(rules: Edits) -> Edits:
    """Sends the number of a row in place of the version."""
    return replace(rules, tag=lambda version: f'"{version * 7 + 1000}"')


@editing("deliveries.edit-needs-a-precondition")
def edits_without_a_condition(rules: Edits) -> Edits:
    """Lets the last one win who says nothing of what was read."""
    return replace(rules, needs_condition=False)


@editing("deliveries.stale-edit-is-refused")
def edits_whatever_was_read(rules: Edits) -> Edits:
    """Wants a condition, and does not look at it."""
    return replace(rules, fits=lambda _fits: True)


@editing("deliveries.creation-finds-nothing-there")
def creates_over_what_is_there(rules: Edits) -> Edits:
    """Creates a record that somebody else has created."""
    return replace(rules, is_free=lambda _free: True)


@editing("deliveries.edit-is-published")
def edits_its_own_form_alone(rules: Edits) -> Edits:
    """Answers with the edit, and puts the record as it was into the feed."""

    def keeps(change: Change) -> Change:
        data = change.data and {**change.data, "addressText": "as it was"}
        return replace(change, data=data)

    return replace(rules, keeps=keeps)


@editing("deliveries.equal-edit-changes-nothing")
def publishes_what_is_equal(rules: Edits) -> Edits:
    """Makes a version each time that a form is saved."""
    return replace(rules, is_equal=lambda _equal: False)


@editing("deliveries.refused-edit-changes-nothing")
def edits_then_compares(rules: Edits) -> Edits:
    """Writes first, looks at the condition then, and refuses."""
    return replace(rules, undoes=False)


@editing("deliveries.invalid-edit-is-refused")
def edits_without_a_schema(rules: Edits) -> Edits:
    """Takes any object for a record."""
    return replace(rules, is_valid=lambda _valid: True)


@editing("deliveries.deletion-is-a-tombstone")
def deletes_for_itself_alone(rules: Edits) -> Edits:
    """Says that a record is deleted, and publishes nothing."""
    return replace(rules, buries=False)


@editing("deliveries.batch-answers-each-item")
def takes_items_without_a_version(rules: Edits) -> Edits:
    """Edits what a batch names without saying which version was read."""
    return replace(rules, needs_version=False)


@editing("deliveries.batch-answers-each-item")
def tells_of_failures_first(rules: Edits) -> Edits:
    """Sorts the results by their status."""
    return replace(rules, results=lambda told: sorted(told, key=lambda one: str(one["status"]), reverse=True))


@editing("deliveries.batch-is-all-or-nothing")
def applies_a_part_of_a_batch(rules: Edits) -> Edits:
    """Applies what it can of a batch that stands together."""
    return replace(rules, is_atomic=False)


@editing("deliveries.batch-has-a-key")
def takes_a_batch_without_a_key(rules: Edits) -> Edits:
    """Takes a batch that can never be sent again."""
    return replace(rules, needs_key=False)


@editing("deliveries.key-has-one-effect")
def forgets_its_keys(rules: Edits) -> Edits:
    """Carries out a batch as often as it comes."""
    return replace(rules, remembers=lambda _digest: "")


@editing("deliveries.key-stands-for-one-body")
def answers_by_the_key_alone(rules: Edits) -> Edits:
    """Gives the old answer to another batch under the same key."""
    return replace(rules, is_same=lambda _held, _comes: True)
