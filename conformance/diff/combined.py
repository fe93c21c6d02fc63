"""What a schema says by way of other schemas: all of them, any of them, or on a condition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from conformance.diff.difference import Difference, Nature
from conformance.diff.inside import or_else, or_true
from conformance.diff.keywords import is_annotation
from conformance.diff.node import Node, same
from conformance.diff.pairs import paired

if TYPE_CHECKING:
    from conformance.diff.shape import Reader

ALTERNATIVES = ("anyOf", "oneOf")
BRANCHES = ("then", "else")


def combined(reader: Reader, base: Node, head: Node) -> Iterator[Difference]:
    """Every difference between what two schemas say by way of others."""
    yield from _all_of(reader, base.at("allOf", ""), head.at("allOf", ""))
    for name in ALTERNATIVES:
        if name in base.members and name in head.members:
            yield from alternatives(reader, head, base.at(name, "").items(), head.at(name, "").items())
        elif name in head.members:
            yield reader.tell(head, Nature.NARROWER, f"there are alternatives now, `{name}`")
        elif name in base.members:
            yield reader.tell(head, Nature.WIDER, f"there are no alternatives any more, `{name}`")
    yield from _conditions(reader, base, head)


def _conditions(reader: Reader, base: Node, head: Node) -> Iterator[Difference]:
    inner = replace(reader, constrains=True)
    if not same(base.members.get("if"), head.members.get("if")):
        yield reader.tell(head, Nature.UNLIKE, "`if` has changed: other values are under the condition")
        return
    for name in BRANCHES:
        if name in base.members or name in head.members:
            yield from inner.compare(or_true(base.at(name)), or_true(head.at(name)))
    if "not" in base.members or "not" in head.members:
        old, new = or_else(base.at("not"), value=False), or_else(head.at("not"), value=False)
        yield from (difference.flipped for difference in inner.compare(old, new))


def _all_of(reader: Reader, base: Node, head: Node) -> Iterator[Difference]:
    pairs, gone, added = paired(base.items(), head.items())
    for old, new in pairs:
        yield from reader.compare(old, new)
    yield from (reader.tell(head, Nature.WIDER, "a condition is gone") for _ in gone)
    yield from (reader.tell(head, Nature.NARROWER, "there is one more condition") for _ in added)


def alternatives(reader: Reader, place: Node, base: list[Node], head: list[Node]) -> Iterator[Difference]:
    """Every difference between two lists of forms, any of which is enough."""
    pairs, gone, added = paired(base, head)
    for old, new in pairs:
        yield from reader.compare(old, new)
    yield from (reader.tell(place, Nature.NARROWER, "one of the forms that it can have is gone") for _ in gone)
    yield from (reader.tell(place, Nature.WIDER, "it can have one more form") for _ in added)


def branches(node: Node) -> list[Node]:
    """The forms of a schema that says nothing but which forms there are."""
    names = [name for name in node.members if not is_annotation(name)]
    return node.at(names[0], "").items() if len(names) == 1 and names[0] in ALTERNATIVES else []


def bare(node: Node) -> Node:
    """A schema without the words that explain it."""
    return replace(node, value={name: inner for name, inner in node.members.items() if not is_annotation(name)})
