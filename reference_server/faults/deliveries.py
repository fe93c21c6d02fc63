"""Ways of getting the chapter *Deliveries* wrong."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from reference_server.fault import fault
from reference_server.rules import Deliveries
from reference_server.rules.publication import Change


@fault("deliveries.applied-item-is-published", view="partner", mode="sandbox")
def applies_and_does_not_publish(rules: Deliveries) -> Deliveries:
    """Says applied, and puts nothing into its feed."""
    return replace(rules, keeps=lambda _change: None)


@fault("deliveries.applied-item-is-published", view="partner", mode="sandbox")
def loses_every_third_delivery(rules: Deliveries) -> Deliveries:
    """Says applied, and forgets one item in three."""
    numbers = count()
    return replace(rules, keeps=lambda change: None if next(numbers) % 3 == 2 else change)


@fault("deliveries.applied-item-is-published", view="partner", mode="sandbox")
def drops_empty_lists(rules: Deliveries) -> Deliveries:
    """Stores what was sent without its empty lists."""

    def keeps(change: Change) -> Change:
        data = change.data and {name: value for name, value in change.data.items() if value != []}
        return replace(change, data=data)

    return replace(rules, keeps=keeps)


@fault("deliveries.older-version-changes-nothing", view="partner", mode="sandbox")
def applies_whatever_comes_last(rules: Deliveries) -> Deliveries:
    """Applies each item, whatever its version."""
    return replace(rules, is_newer=lambda _version, _held: True)


@fault("deliveries.older-version-changes-nothing", view="partner", mode="sandbox")
def applies_the_same_version_again(rules: Deliveries) -> Deliveries:
    """Applies an item of the version that it holds."""
    return replace(rules, is_newer=lambda version, held: version >= held)
