"""Ways of getting *Records*, section *Dates*, wrong."""

from __future__ import annotations

from datetime import date, timedelta

from reference_server.fault import App, fault
from reference_server.faults.records.lifecycle import recorded
from reference_server.rules import Publication
from reference_server.wire import Entry, edits_data


def _shifted(app: App, kind: str, name: str, days: int) -> App:
    """An application whose records of a kind have one date moved by some days."""
    return edits_data(app, kind, lambda data: _moved(data, name, days))


def _moved(data: Entry, name: str, days: int) -> Entry:
    moved = date.fromisoformat(data[name]) + timedelta(days=days) if name in data else None
    return {**data, name: moved.isoformat()} if moved else data


@fault("records.dates-are-in-order")
def decides_before_it_receives(app: App) -> App:
    """Dates decisions by the year that somebody forgot to change in January."""
    return _shifted(app, "decision", "decisionDate", -366)


@fault("records.dates-are-in-order")
def withdraws_before_it_receives(app: App) -> App:
    """Gives the day of the letter in another year as the day of a withdrawal."""
    return _shifted(app, "application", "withdrawnDate", -366)


@fault("records.dates-are-in-order")
def swaps_start_and_end(app: App) -> App:
    """Has the two days of a consultation in each other's columns."""
    return edits_data(
        app, "consultation", lambda data: {**data, "startDate": data["endDate"], "endDate": data["startDate"]}
    )


@fault("records.dates-are-in-order")
def ends_where_the_migration_began(app: App) -> App:
    """Fills the end of a consultation with a day long ago that the old system had for a default."""
    return edits_data(app, "consultation", lambda data: {**data, "endDate": "2001-01-01"})


@fault("records.dates-are-in-order")
def wants_the_answer_before_it_asks(app: App) -> App:
    """Counts a consultee's time to answer from a day long before the request."""
    return edits_data(app, "consultationRequest", lambda data: {**data, "responseDueDate": "2019-04-01"})


@fault("records.date-is-plausible")
def receives_in_the_year_twenty_six(rules: Publication) -> Publication:
    """Keeps two-digit years as they were typed, in the first century."""

    def edit(data: Entry) -> Entry:
        return {**data, "receivedDate": f"00{data['receivedDate'][2:]}"} if "receivedDate" in data else data

    return recorded(rules, "application", edit)


@fault("records.date-is-plausible")
def waits_a_thousand_years(app: App) -> App:
    """Has a deadline of the year 3026, which somebody has typed."""
    return edits_data(app, "application", lambda data: {**data, "statutoryDeadlineDate": "3026-03-11"})


@fault("records.past-is-not-to-come")
def decides_ahead(rules: Publication) -> Publication:
    """Records a decision with the day on which the notice is going to be sent."""
    return recorded(rules, "decision", lambda data: _moved(data, "decisionDate", 90))


@fault("records.past-is-not-to-come")
def receives_tomorrow(app: App) -> App:
    """Dates what came after four o'clock by the next working day, and a bank holiday too."""
    return _shifted(app, "document", "receivedDate", 70)
