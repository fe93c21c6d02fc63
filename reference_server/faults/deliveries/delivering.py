"""Ways of getting *Deliveries*, section *Delivering*, wrong: what becomes of the items."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import count
from typing import Any

from reference_server.fault import App, fault
from reference_server.rules import Deliveries
from reference_server.rules.publication import Change
from reference_server.wire import Sent, edits

writing = partial(fault, view="partner", mode="sandbox")


@writing("deliveries.applied-item-is-published")
def applies_and_does_not_publish(rules: Deliveries) -> Deliveries:
    """Says applied, and puts nothing into its feed."""
    return replace(rules, keeps=lambda _change: None)


@writing("deliveries.applied-item-is-published")
def loses_every_third_delivery(rules: Deliveries) -> Deliveries:
    """Says applied, and forgets one item in three."""
    numbers = count()
    return replace(rules, keeps=lambda change: None if next(numbers) % 3 == 2 else change)


@writing("deliveries.applied-item-is-published")
def drops_empty_lists(rules: Deliveries) -> Deliveries:
    """Stores what was sent without its empty lists."""

    def keeps(change: Change) -> Change:
        data = change.data and {name: value for name, value in change.data.items() if value != []}
        return replace(change, data=data)

    return replace(rules, keeps=keeps)


@writing("deliveries.older-version-changes-nothing")
def applies_whatever_comes_last(rules: Deliveries) -> Deliveries:
    """Applies each item, whatever its version."""
    return replace(rules, is_newer=lambda _version, _held: True)


@writing("deliveries.older-version-changes-nothing")
def applies_the_same_version_again(rules: Deliveries) -> Deliveries:
    """Applies an item of the version that it holds."""
    return replace(rules, is_newer=lambda version, held: version >= held)


@writing("deliveries.removed-record-stays-removed")
def forgets_the_version_of_a_tombstone(rules: Deliveries) -> Deliveries:
    """Takes whatever comes for a record that was removed as if it had never been."""
    return replace(rules, buried=lambda _version: 0)


@writing("deliveries.status-says-what-was-done")
def calls_the_stale_unchanged(rules: Deliveries) -> Deliveries:
    """Says unchanged, whoever is ahead."""
    return replace(rules, says=lambda _version, _held: "unchanged")


@writing("deliveries.status-says-what-was-done")
def calls_the_unchanged_stale(rules: Deliveries) -> Deliveries:
    """Says stale of the version that it holds."""
    return replace(rules, says=lambda _version, _held: "stale")


@writing("deliveries.each-item-has-a-result")
def answers_in_its_own_order(rules: Deliveries) -> Deliveries:
    """Sends the results sorted by id."""
    return replace(rules, results=lambda results: sorted(results, key=lambda result: str(result["id"])))


@writing("deliveries.each-item-has-a-result")
def answers_only_what_it_rejected(rules: Deliveries) -> Deliveries:
    """Where one of several items is rejected, tells of that alone."""

    def results(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
        bad = [one for one in told if one["status"] == "rejected"]
        return bad if len(told) > 1 and bad else told

    return replace(rules, results=results)


@writing("deliveries.items-are-applied-in-order")
def handles_the_last_item_first(rules: Deliveries) -> Deliveries:
    """Takes the items off a stack."""
    return replace(rules, in_turn=lambda items: items[::-1])


@writing("deliveries.equal-version-with-other-data-is-rejected")
def compares_no_content(rules: Deliveries) -> Deliveries:
    """Says unchanged of an equal version, whatever it says."""
    return replace(rules, differs=lambda _held, _comes: False)


@writing("deliveries.invalid-record-is-rejected")
def validates_nothing(rules: Deliveries) -> Deliveries:
    """Takes in whatever is an object."""
    return replace(rules, is_valid=lambda _valid: True)


@writing("deliveries.unkept-kind-is-rejected")
def says_yes_to_every_kind(app: App) -> App:
    """Answers applied to a kind that it does not keep, and files it nowhere."""

    def edit(result: dict[str, Any]) -> dict[str, Any]:
        problem = result.get("problem", {})
        if not problem.get("type", "").endswith("unknown-kind"):
            return result
        return {"kind": result["kind"], "id": result["id"], "status": "applied", "version": 1}

    return edits_results(app, edit)


@writing("deliveries.rejection-says-why")
def rejects_without_a_word(rules: Deliveries) -> Deliveries:
    """Says rejected, and no more."""
    return replace(rules, explains=lambda _problem: None)


@writing("deliveries.rejection-says-why")
def rejects_in_its_own_words(rules: Deliveries) -> Deliveries:
    """Gives a problem of a type that nobody registered."""
    return replace(rules, explains=lambda problem: {**problem, "type": "urn:open-planning-exchange:problem:bad-data"})


@writing("deliveries.rejected-item-stops-no-other")
def stops_at_the_first_bad_record(rules: Deliveries) -> Deliveries:
    """Rejects all that comes after a rejected item."""
    return replace(rules, goes_on=False)


@writing("deliveries.extensions-are-kept")
def drops_extensions(rules: Deliveries) -> Deliveries:
    """Stores the columns that it has, and no extensions."""
    return replace(rules, keeps=lambda change: replace(change, data=_without_extensions(change)))


def _without_extensions(change: Change) -> dict[str, Any] | None:
    return change.data and {name: value for name, value in change.data.items() if name != "extensions"}


def edits_results(app: App, edit: Any) -> App:  # noqa: ANN401 - from result to result
    """An application whose results of a delivery pass through `edit`."""

    def change(sent: Sent) -> None:
        if sent.status == 200 and sent.request.method == "POST" and sent.request.url.path.endswith("/changes"):
            answer = sent.read()
            sent.write({**answer, "results": [edit(result) for result in answer["results"]]})

    return edits(app, change)
