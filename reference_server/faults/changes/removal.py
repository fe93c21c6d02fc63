"""Ways of getting *Changes*, section *Removal*, wrong."""

from __future__ import annotations

from dataclasses import replace

from reference_server.fault import App, fault
from reference_server.rules import Publication
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
