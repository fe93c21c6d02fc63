"""Ways of getting *Changes*, section *Removal*, wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reference_server.fault import App, fault
from reference_server.rules import Publication, Rules
from reference_server.rules.publication import Change
from reference_server.sample.successors import successors
from reference_server.wire import Entry, edits_entries


@fault("changes.removal-is-a-tombstone", may=("changes.version-grows",), needs="live-traffic")
def deletes_the_row(rules: Publication) -> Publication:
    """Deletes the row of a record that is removed, and says nothing."""
    return replace(rules, grave=lambda _reason: None)


@fault("changes.removal-is-a-tombstone")
def gives_reasons_in_words(rules: Publication) -> Publication:
    """Tells in the officer's own words why a record was removed."""
    return replace(rules, grave=lambda _reason: "taken down after the neighbour's complaint")


@fault("changes.removal-is-a-tombstone")
def gives_no_reason(app: App) -> App:
    """Sends tombstones without a reason."""
    return edits_entries(app, lambda entry: {name: value for name, value in entry.items() if name != "reason"})


@fault("changes.tombstone-is-empty")
def buries_the_record_with_its_data(app: App) -> App:
    """Sends the last state of a record in its tombstone."""

    def edit(entry: Entry) -> Entry:
        return {**entry, "data": {"description": "What it said"}} if entry["op"] == "delete" else entry

    return edits_entries(app, edit)


@fault("changes.tombstone-is-empty")
def names_the_removed_case(app: App) -> App:
    """Puts the reference of a removed case beside its id, "so that one knows"."""

    def edit(entry: Entry) -> Entry:
        return {**entry, "reference": "26/00417/FUL"} if entry["op"] == "delete" else entry

    return edits_entries(app, edit)


def removing(rules: Publication, edit: Callable[[Change], Change]) -> Publication:
    """A publisher whose removals pass through `edit`."""
    return replace(
        rules, settle=lambda changes: tuple(edit(one) if one.data is None else one for one in rules.settle(changes))
    )


@fault("changes.erased-version-is-gone", view="partner", mode="sandbox")
def keeps_what_was_erased(rules: Rules) -> Rules:
    """Keeps a journal, and what was to be erased with it."""
    return replace(
        rules,
        changes=replace(rules.changes, keeps_all=True),
        publication=replace(rules.publication, erases=lambda _says_so: False),
    )


@fault("changes.moved-record-says-where")
def moves_without_an_address(rules: Publication) -> Publication:
    """Says that a record lives on elsewhere, and not where."""
    return removing(rules, lambda one: replace(one, reason="moved"))


@fault("changes.moved-record-says-where")
def gives_an_address_to_what_was_withdrawn(rules: Publication) -> Publication:
    """Names its archive as the place of what was withdrawn."""
    return removing(rules, lambda one: replace(one, told={"movedTo": "https://archive.westmarch.example/v0/public"}))


@fault("changes.replaced-record-names-its-successors")
def merges_without_a_word(rules: Publication) -> Publication:
    """Says that a record was a duplicate, and not of what."""
    return removing(rules, lambda one: replace(one, reason="merged"))


@fault("changes.replaced-record-names-its-successors")
def splits_into_one(rules: Publication) -> Publication:
    """Says of a document that it was two, and names one."""

    def edit(one: Change) -> Change:
        remains = list(successors().get(one.id, (one.id,)))[:1]
        return replace(one, reason="split", told={"replacedBy": remains})

    return removing(rules, edit)


@fault("changes.successor-is-there")
def names_what_nobody_has(rules: Publication) -> Publication:
    """Names as what remains a record by the number that it has inside."""
    return removing(rules, lambda one: replace(one, reason="merged", told={"replacedBy": [one.id[::-1]]}))
