"""Ways of getting *Records*, section *Lifecycle*, wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reference_server.fault import App, fault
from reference_server.rules import Publication, Rules
from reference_server.rules.publication import Change, Data
from reference_server.wire import Entry, edits_data

State = tuple[str, str]


def recorded(rules: Publication, kind: str, edit: Callable[[Data], Data]) -> Publication:
    """Rules by which records of a kind are wrong in the books already, so that they are counted as they are told."""

    def settle(changes: tuple[Change, ...]) -> tuple[Change, ...]:
        return tuple(
            replace(change, data=edit(change.data)) if change.kind == kind and change.data else change
            for change in changes
        )

    return replace(rules, settle=settle)


def _journal(rules: Rules, edit: Callable[[Data], Data]) -> Rules:
    """Rules that keep every entry, with applications that pass through an edit before they are published."""
    publication = recorded(rules.publication, "application", edit)
    return replace(rules, changes=replace(rules.changes, keeps_all=True), publication=publication)


def _instead(before: State, after: State) -> Callable[[Data], Data]:
    """An edit that takes one state for another."""

    def edit(data: Data) -> Data:
        if (data["stage"], data["status"]) != before:
            return data
        day = {"withdrawnDate": data["receivedDate"]} if after[1] == "withdrawn" else {}
        rest = {name: value for name, value in data.items() if name != "withdrawnDate"}
        return {**rest, **day, "stage": after[0], "status": after[1]}

    return edit


def _told(app: App, before: State, after: State) -> App:
    """An application that says one state where another is."""
    return edits_data(app, "application", _instead(before, after))


@fault("records.stage-fits-status")
def returns_what_is_assessed(app: App) -> App:
    """Calls an application returned that was withdrawn during its assessment."""
    return _told(app, ("assessment", "withdrawn"), ("assessment", "returned"))


@fault("records.stage-fits-status")
def disposes_of_appeals(app: App) -> App:
    """Calls an application disposed of that waits for an inspector."""
    return _told(app, ("appeal", "undetermined"), ("appeal", "disposed"))


@fault("records.ended-stays-ended")
def revives_the_withdrawn(rules: Rules) -> Rules:
    """Has an application withdrawn while it is revised, and goes on with it."""
    return _journal(rules, _instead(("consultation", "undetermined"), ("consultation", "withdrawn")))


@fault("records.ended-stays-ended", view="partner")
def takes_the_returned_in_again(rules: Rules) -> Rules:
    """Returns every application that is not complete, and takes it in again under the same reference."""
    return _journal(rules, _instead(("validation", "undetermined"), ("validation", "returned")))


@fault("records.decided-stays-decided")
def reopens_what_is_appealed(rules: Rules) -> Rules:
    """Takes an appeal for a reason to call a case undecided."""
    return _journal(rules, _instead(("appeal", "determined"), ("appeal", "undetermined")))


@fault("records.decided-stays-decided")
def assesses_again_after_a_decision(rules: Rules) -> Rules:
    """Sets a case back to its assessment when a claim or an appeal comes in, without a word."""
    return _journal(rules, _instead(("appeal", "determined"), ("assessment", "undetermined")))


@fault("records.move-is-lawful")
def validates_again(rules: Rules) -> Rules:
    """Has a screen on which an officer can set any stage, and goes back to the validation for a consultation."""
    return _journal(rules, _instead(("consultation", "undetermined"), ("validation", "undetermined")))


@fault("records.determined-has-a-decision")
def decides_without_a_decision(app: App) -> App:
    """Calls a case determined when its report is signed."""
    return _told(app, ("assessment", "undetermined"), ("assessment", "determined"))


@fault("records.determined-has-a-decision")
def keeps_refusals_to_itself(rules: Publication) -> Publication:
    """Publishes no decision that is a refusal, since the notice is in the post, and no appeal against one."""
    kept: set[str] = set()

    def settle(changes: tuple[Change, ...]) -> tuple[Change, ...]:
        kept.update(change.id for change in changes if (change.data or {}).get("decision") == "refused")
        return tuple(c for c in changes if c.id not in kept and kept.isdisjoint(map(str, (c.data or {}).values())))

    return replace(rules, settle=settle)


@fault("records.withdrawn-has-no-decision")
def withdraws_what_is_decided(app: App) -> App:
    """Lets an applicant withdraw after the decision, and leaves the decision where it is."""
    return _told(app, ("assessment", "determined"), ("assessment", "withdrawn"))


@fault("records.withdrawal-has-its-day")
def forgets_the_day_of_a_withdrawal(rules: Publication) -> Publication:
    """Does not record when an application was withdrawn."""

    def edit(data: Entry) -> Entry:
        return {name: value for name, value in data.items() if name != "withdrawnDate"}

    return recorded(rules, "application", edit)


@fault("records.withdrawn-date-needs-a-withdrawal")
def dates_withdrawals_that_were_not(app: App) -> App:
    """Gives every case that goes on the day of its receipt as that of a withdrawal."""

    def edit(data: Entry) -> Entry:
        goes_on = data["status"] == "undetermined" and "receivedDate" in data
        return {**data, "withdrawnDate": data["receivedDate"]} if goes_on else data

    return edits_data(app, "application", edit)
