"""Ways of getting *Deliveries*, section *Delivering*, wrong: positions, and what is refused as a whole."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from reference_server.fault import fault
from reference_server.rules import Deliveries

writing = partial(fault, view="partner", mode="sandbox")
HOUR = 3_600_000


@writing("deliveries.gap-is-refused")
def takes_what_leaves_a_gap(rules: Deliveries) -> Deliveries:
    """Takes a delivery, whatever came before it."""
    return replace(rules, is_gap=lambda _after, _last: False)


@writing("deliveries.repeat-is-harmless")
def wants_the_next_position_only(rules: Deliveries) -> Deliveries:
    """Refuses the repeat of a delivery as if it left a gap."""
    return replace(rules, is_gap=lambda after, last: after != last)


@writing("deliveries.state-tells-the-last-position")
def counts_no_further_than_the_first(rules: Deliveries) -> Deliveries:
    """Keeps of a delivery the position of its first item."""
    return replace(rules, last=lambda before, came: max(before, came[0]) if came else before)


@writing("deliveries.state-covers-what-can-be-read")
def promises_the_next_hour(rules: Deliveries) -> Deliveries:
    """Tells a sender that all is covered up to an hour from now."""
    return replace(rules, covered=lambda watermark: watermark + HOUR)


@writing("deliveries.new-epoch-begins-at-nothing")
def counts_on_in_a_new_epoch(rules: Deliveries) -> Deliveries:
    """Holds the positions of a new epoch against those of the old one."""
    return replace(rules, is_same_history=lambda _held, _epoch: True)


@writing("deliveries.malformed-delivery-is-refused")
def takes_a_delivery_without_a_name(rules: Deliveries) -> Deliveries:
    """Takes a delivery that does not say who sends it."""
    return replace(rules, wants=("epoch", "after", "items"))


@writing("deliveries.refused-delivery-leaves-nothing")
def keeps_what_it_refuses(rules: Deliveries) -> Deliveries:
    """Applies the items, then finds the gap, and refuses."""
    return replace(rules, undoes=False)


@writing("deliveries.large-delivery-is-refused")
def takes_any_size(rules: Deliveries) -> Deliveries:
    """Declares a limit, and does not look at it."""
    return replace(rules, most_bytes=64 * 1024 * 1024)


@writing("deliveries.large-delivery-is-refused")
def calls_the_large_malformed(rules: Deliveries) -> Deliveries:
    """Answers 400 to a body that is too large."""
    return replace(rules, too_large="malformed-body")
