"""Lawful but unusual records, and ways to look them up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reference_server.fault import App, variant
from reference_server.rules import Rules
from reference_server.rules.publication import Change
from reference_server.wire import Sent, edits, edits_data


@variant
def finds_the_newest_first(app: App) -> App:
    """Lists what is found in an order of its own, which the standard leaves open."""

    def edit(sent: Sent) -> None:
        answer = sent.read() if sent.is_look_up else {}
        if "items" in answer:
            sent.write({**answer, "items": answer["items"][::-1]})

    return edits(app, edit)


def _journal(rules: Rules, edit: Callable[[Change], Change]) -> Rules:
    """Rules that keep every entry, of changes that pass through an edit."""
    settle = lambda changes: tuple(map(edit, changes))  # noqa: E731
    publication = replace(rules.publication, settle=settle)
    return replace(rules, changes=replace(rules.changes, keeps_all=True), publication=publication)


@variant
def tells_of_its_corrections(rules: Rules) -> Rules:
    """Takes back what it has recorded wrongly, from a withdrawal to a decision, and says so each time."""

    def edit(change: Change) -> Change:
        data = change.data or {}
        began = data.get("stage") not in ("submission", "validation") and "receivedDate" in data
        if change.kind != "application" or not began:
            return change
        if data["stage"] == "consultation" and data["status"] == "undetermined":
            return replace(change, data={**data, "status": "withdrawn", "withdrawnDate": data["receivedDate"]})
        told = [{"correctedDate": data["receivedDate"], "reason": "wrong-case"}]
        return replace(change, data={**data, "corrections": told})

    return _journal(rules, edit)


@variant
def goes_to_court(rules: Rules) -> Rules:
    """Has had every decision quashed, and weighs those cases again that had gone to appeal."""

    def edit(change: Change) -> Change:
        data = change.data or {}
        if change.kind == "decision" and data:
            return replace(change, data={**data, "quashed": True})
        if change.kind == "application" and data and (data["stage"], data["status"]) == ("appeal", "determined"):
            return replace(change, data={**data, "stage": "assessment", "status": "undetermined"})
        return change

    return _journal(rules, edit)


@variant
def uses_words_of_its_own(rules: Rules) -> Rules:
    """Has codes in open lists that nobody else has, which is what such lists are for."""

    def edit(change: Change) -> Change:
        is_told = change.kind == "decision" and change.data
        return replace(change, data={**(change.data or {}), "decisionMaker": "parish-moot"}) if is_told else change

    return _journal(rules, edit)


@variant
def writes_what_only_looks_private(app: App) -> App:
    """Has descriptions full of references, dimensions and public addresses that look like something else."""
    words = "See 26/0012/FUL, SK240115A, company 01234567, 1:100@A3.Rev B; ask trees@westmarch.gov.uk or 0345 603 7631."
    return edits_data(app, "application", lambda data: {**data, "notes": words})
