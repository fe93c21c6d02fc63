"""Ways of getting the chapter *Records* wrong."""

from __future__ import annotations

from dataclasses import replace

from reference_server.fault import App, fault
from reference_server.rules import Publication
from reference_server.rules.publication import Change
from reference_server.wire import Entry, edits_data


@fault("records.matches-its-schema")
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


@fault("records.matches-its-schema")
def swaps_latitude_and_longitude(app: App) -> App:
    """Writes the two coordinates the other way round."""

    def edit(data: Entry) -> Entry:
        place = data.get("geometry")
        return {**data, "geometry": {**place, "coordinates": place["coordinates"][::-1]}} if place else data

    return edits_data(app, "site", edit)


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


@fault("records.reference-resolves")
def takes_the_case_off_alone(rules: Publication) -> Publication:
    """Takes a case off the register and leaves what hangs from it."""

    def settle(changes: tuple[Change, ...]) -> tuple[Change, ...]:
        withdrawn = {change.id for change in changes if change.kind == "application" and change.reach == "partner"}
        hanging = [c for c in changes if c.data and c.data.get("application") in withdrawn and c.kind == "document"]
        return tuple(change for change in changes if change not in hanging)

    return replace(rules, settle=settle)
