"""Lawful but unusual ways to remove records: all that a tombstone can say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reference_server.fault import variant
from reference_server.rules import Publication
from reference_server.rules.publication import Change
from reference_server.sample.successors import successors

ELSEWHERE = "https://planning.westmarch-and-ombery.example/v0/public"


def removing(rules: Publication, edit: Callable[[Change], Change]) -> Publication:
    """A publisher whose removals pass through `edit`."""
    return replace(
        rules, settle=lambda changes: tuple(edit(one) if one.data is None else one for one in rules.settle(changes))
    )


@variant
def moves_what_it_withdraws(rules: Publication) -> Publication:
    """Says of each record that it lives on elsewhere, as when councils become one."""
    return removing(rules, lambda one: replace(one, reason="moved", told={"movedTo": ELSEWHERE}))


@variant
def merges_its_duplicates(rules: Publication) -> Publication:
    """Names for a document that goes the one that remains."""

    def edit(one: Change) -> Change:
        remains = list(successors().get(one.id, ()))[:1]
        return replace(one, reason="merged", told={"replacedBy": remains}) if remains else one

    return removing(rules, edit)


@variant
def splits_what_was_two(rules: Publication) -> Publication:
    """Names for a document that goes the two that it was."""

    def edit(one: Change) -> Change:
        remain = list(successors().get(one.id, ()))[:2]
        return replace(one, reason="split", told={"replacedBy": remain}) if remain else one

    return removing(rules, edit)


@variant
def erases_what_it_withdraws(rules: Publication) -> Publication:
    """Takes back, with each record, all that it ever said of it."""
    return removing(rules, lambda one: replace(one, told={"erase": True}))
