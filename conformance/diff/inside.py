"""What a schema says of what lies inside a value: its members and its items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from conformance.diff.difference import Difference, Nature
from conformance.diff.node import Node

if TYPE_CHECKING:
    from conformance.diff.shape import Reader

# Each of these holds one schema, and is as good as `true` where it is absent.
INNER = {
    "items": "[]",
    "additionalProperties": "other members",
    "unevaluatedProperties": "other members",
    "unevaluatedItems": "other items",
    "propertyNames": "names of members",
    "contentSchema": "content",
}
NAMED = ("patternProperties", "dependentSchemas")
CLOSING = ("additionalProperties", "unevaluatedProperties")


def members(reader: Reader, base: Node, head: Node) -> Iterator[Difference]:
    """Every difference between the members that two schemas name."""
    old, new = base.at("properties").members, head.at("properties").members
    needed, needs = _words(base, "required"), _words(head, "required")
    for name in [*new, *(name for name in old if name not in new)]:
        if name in old and name in new:
            yield from reader.compare(base.member(name), head.member(name))
        elif name in new:
            yield _added(reader, base, head, name, needed=name in needs - needed)
        else:
            yield _removed(reader, head, name)
    for name in sorted(needs - needed - (new.keys() - old.keys())):
        yield reader.tell(head.member(name), Nature.NARROWER, "it is required now")
    for name in sorted(needed - needs - (old.keys() - new.keys())):
        yield reader.tell(head.member(name), Nature.WIDER, "it is not required any more")


def _added(reader: Reader, base: Node, head: Node, name: str, *, needed: bool) -> Difference:
    place = head.member(name)
    if needed:
        return reader.tell(place, Nature.NARROWER, "it is new, and required")
    if reader.constrains or place.value is False:
        return reader.tell(place, Nature.NARROWER, "there is a condition on it now")
    closed = any(base.members.get(word) is False for word in CLOSING)
    return reader.tell(place, Nature.WIDER if closed else Nature.NEW, "it is new")


def _removed(reader: Reader, head: Node, name: str) -> Difference:
    if reader.constrains:
        return reader.tell(head.member(name), Nature.WIDER, "there is no condition on it any more")
    return reader.tell(head.member(name), Nature.LOST, "it is gone")


def inner(reader: Reader, base: Node, head: Node) -> Iterator[Difference]:
    """Every difference between what two schemas say of items and of the other members."""
    for name, says in INNER.items():
        if name in base.members or name in head.members:
            yield from reader.compare(or_true(base.at(name, says)), or_true(head.at(name, says)))
    for name in NAMED:
        for key in sorted({*base.at(name).members, *head.at(name).members}):
            yield from reader.compare(or_true(base.at(name).at(key)), or_true(head.at(name).at(key)))
    yield from _tuple(reader, base.at("prefixItems", "").items(), head.at("prefixItems", "").items(), head)


def _tuple(reader: Reader, old: list[Node], new: list[Node], head: Node) -> Iterator[Difference]:
    if len(old) != len(new):
        yield reader.tell(head, Nature.UNLIKE, f"{len(new)} items have a meaning of their own, and {len(old)} had")
    for n, (base, item) in enumerate(zip(old, new, strict=False)):
        yield from reader.compare(base, replace(item, place=f"{item.place}[{n}]"))


def or_else(node: Node, *, value: bool) -> Node:
    """A schema, or what its absence means."""
    return replace(node, value=value) if node.value is None else node


def or_true(node: Node) -> Node:
    """A schema, or `true`, which is what most absent ones mean."""
    return or_else(node, value=True)


def _words(node: Node, name: str) -> frozenset[str]:
    words = node.members.get(name)
    return frozenset(str(word) for word in words) if isinstance(words, list) else frozenset()
