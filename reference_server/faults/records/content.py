"""Ways of getting *Records*, section *Content*, wrong."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from reference_server.fault import App, fault
from reference_server.rules import Publication
from reference_server.rules.publication import Change
from reference_server.wire import Entry, edits_data

# Shows as nothing at all.
SOFT_HYPHEN = "\u00ad"


@fault("records.property-number-is-canonical")
def pads_the_uprn(app: App) -> App:
    """Sends UPRNs with leading zeros, as the gazetteer prints them."""
    return edits_data(app, "site", lambda data: {**data, "uprns": ["0" + uprn for uprn in data.get("uprns", [])]})


@fault("records.matches-its-schema")
def forgets_the_reference(app: App) -> App:
    """Leaves the reference of an application out."""
    return edits_data(app, "application", lambda data: {name: data[name] for name in data if name != "reference"})


@fault("records.matches-its-schema")
def sends_only_what_changed(app: App) -> App:
    """Sends a patch in place of the whole record."""
    return edits_data(app, "application", lambda data: {"status": data["status"]})


@fault("records.matches-its-schema")
def invents_a_status(app: App) -> App:
    """Uses a word of its own in a closed list."""
    return edits_data(app, "application", lambda data: {**data, "status": "PCO"})


@fault("records.legal-date-is-a-day")
def dates_with_a_time(app: App) -> App:
    """Writes a day as an instant."""
    return _dated(app, lambda day: f"{day}T00:00:00Z")


@fault("records.legal-date-is-a-day")
def dates_day_first(app: App) -> App:
    """Writes a day as the extract has it, 28/03/2026."""
    return _dated(app, lambda day: "/".join(reversed(day.split("-"))))


@fault("records.legal-date-is-a-day")
def dates_the_unknown(app: App) -> App:
    """Writes 1 January 1900 where it knows no date."""
    return edits_data(app, "application", lambda data: {**data, "withdrawnDate": "1900-01-01"})


def _dated(app: App, write: object) -> App:
    def edit(data: Entry) -> Entry:
        return {**data, "receivedDate": write(data["receivedDate"])} if "receivedDate" in data else data  # type: ignore[operator]

    return edits_data(app, "application", edit)


@fault("records.reference-resolves")
def refers_to_what_is_not_there(app: App) -> App:
    """Refers to the internal key of an application, which nobody else has."""
    return edits_data(app, "decision", lambda data: {**data, "application": "internal-0000417"})


@fault("records.property-number-is-canonical")
def counts_with_property_numbers(app: App) -> App:
    """Sends UPRNs as numbers, as the column of its database has them."""
    return edits_data(app, "site", lambda data: {**data, "uprns": [int(uprn) for uprn in data.get("uprns", [])]})


@fault("records.id-tells-nothing")
def makes_ids_of_references(rules: Publication) -> Publication:
    """Makes the id of a decision out of its reference, with dashes for the slashes."""
    names: dict[str, str] = {}

    def settle(changes: tuple[Change, ...]) -> tuple[Change, ...]:
        names.update((change.id, _name(change.data)) for change in changes if change.kind == "decision" and change.data)
        return tuple(_renamed(change, names) for change in changes)

    return replace(rules, settle=settle)


def _name(data: Entry) -> str:
    return "-".join(re.findall(r"\w+", f"{data['planningAuthority']} {data['reference']}"))


def _renamed(change: Change, names: dict[str, str]) -> Change:
    """A record under its new name, and with the new names of those that it refers to."""
    data = {name: names.get(str(value), value) for name, value in (change.data or {}).items()}
    return replace(change, id=names.get(change.id, change.id), data=data if change.data is not None else None)


def _links(app: App, write: object) -> App:
    def edit(data: Entry) -> Entry:
        links = [{**link, "reference": write(link["reference"])} for link in data.get("linkedApplications", [])]  # type: ignore[operator]
        return {**data, "linkedApplications": links} if links else data

    return edits_data(app, "application", edit)


@fault("records.reference-is-exact")
def pads_references(app: App) -> App:
    """Sends the references of linked applications in the width of their column."""
    return _links(app, lambda reference: reference.ljust(20))


@fault("records.reference-is-exact")
def takes_accents_apart(app: App) -> App:
    """Sends references of decisions with an accent, as the file system of its office writes it, in two parts."""
    accent = unicodedata.normalize("NFD", "É")
    return edits_data(app, "decision", lambda data: {**data, "reference": f"{data['reference']}{accent}"})


@fault("records.reference-is-exact")
def hyphenates_references(app: App) -> App:
    """Sends references out of a text processor, which may part them at the end of a line."""
    return _links(app, lambda reference: reference.replace("/", f"/{SOFT_HYPHEN}"))


@fault("records.code-is-spelt-as-listed")
def writes_codes_with_capitals(app: App) -> App:
    """Sends decisions as the menu of the case system shows them."""
    return edits_data(app, "decision", lambda data: {**data, "decision": data["decision"].capitalize()})


@fault("records.code-is-spelt-as-listed")
def joins_codes_with_underscores(app: App) -> App:
    """Sends codes as its programming language has to spell them."""

    def edit(data: Entry) -> Entry:
        return {**data, "applicationTypes": [word.replace("-", "_") for word in data["applicationTypes"]]}

    return edits_data(app, "application", edit)


@fault("records.code-is-spelt-as-listed")
def writes_positions_as_on_the_screen(app: App) -> App:
    """Sends the caption of a position in place of its code."""

    def edit(data: Entry) -> Entry:
        position = data.get("position")
        return {**data, "position": position.replace("-", " ").capitalize()} if position else data

    return edits_data(app, "consulteeResponse", edit)


@fault("records.code-is-spelt-as-listed")
def writes_topics_in_capitals(app: App) -> App:
    """Writes topics in capitals, as the rows of its look-up table are."""
    return edits_data(
        app, "publicComment", lambda data: {**data, "topics": [word.upper() for word in data.get("topics", [])]}
    )
