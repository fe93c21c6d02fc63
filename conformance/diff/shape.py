"""Compares two JSON Schemas: which values are allowed now that were not, and the other way round.

A keyword that is not known here and changes counts as breaking.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from conformance.diff.combined import ALTERNATIVES, BRANCHES, alternatives, bare, branches, combined
from conformance.diff.difference import Difference, Nature, Way
from conformance.diff.inside import INNER, NAMED, inner, members
from conformance.diff.keywords import KNOWN, is_annotation, plain, reworded
from conformance.diff.node import Node, same
from conformance.model.strict import Json

HELD = {
    *INNER,
    *NAMED,
    *BRANCHES,
    *ALTERNATIVES,
    "properties",
    "required",
    "allOf",
    "if",
    "not",
    "prefixItems",
    "$ref",
    "$defs",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Compares shapes that go one way. What `seen` holds was compared already.

    A shape under `if` or `not` constrains members that are declared elsewhere: to name one there is to narrow.
    """

    way: Way
    seen: set[tuple[object, ...]] = field(default_factory=set)
    constrains: bool = False

    def compare(self, base: Node, head: Node) -> Iterator[Difference]:
        """Every difference between two schemas."""
        old, new = branches(base), branches(head)
        if old or new:
            yield from (self.tell(head, nature, says) for nature, says in reworded(base, head))
            yield from alternatives(self, head, old or [bare(base)], new or [bare(head)])
        elif base.target and head.target:
            yield from self._keywords(_without_reference(base), _without_reference(head))
            yield from self._followed(base, head)
        else:
            yield from self._keywords(_expanded(base), _expanded(head))

    def _followed(self, base: Node, head: Node) -> Iterator[Difference]:
        old, new = base.followed(), head.followed()
        key = (old.file, old.pointer, new.file, new.pointer, self.way, self.constrains)
        if key not in self.seen:
            self.seen.add(key)
            yield from self.compare(old, new)

    def _keywords(self, base: Node, head: Node) -> Iterator[Difference]:
        if isinstance(base.value, bool) or isinstance(head.value, bool):
            yield from self._nothing(base, head)
            return
        yield from (self.tell(head, nature, says) for nature, says in plain(base, head))
        yield from members(self, base, head)
        yield from inner(self, base, head)
        yield from combined(self, base, head)
        for name in sorted({*base.members, *head.members} - KNOWN - HELD):
            if not is_annotation(name) and not same(base.members.get(name), head.members.get(name)):
                yield self.tell(head, Nature.UNLIKE, f"`{name}` has changed")

    def _nothing(self, base: Node, head: Node) -> Iterator[Difference]:
        """`true` allows everything and `false` nothing; `{}` is as good as `true`."""
        if base.value is False and head.value is not False:
            yield self.tell(head, Nature.WIDER, "it is allowed now")
        elif head.value is False and base.value is not False:
            yield self.tell(head, Nature.NARROWER, "it is not allowed any more")
        elif base.value is not False:
            yield from self._keywords(_opened(base), _opened(head))

    def tell(self, node: Node, nature: Nature, says: str) -> Difference:
        """One difference, at its place."""
        return Difference(node.file, node.place, nature, self.way, says)


def _opened(node: Node) -> Node:
    return replace(node, value={}) if node.value is True else node


def _without_reference(node: Node) -> Node:
    return replace(node, value={name: inner for name, inner in node.members.items() if name != "$ref"})


def _expanded(node: Node) -> Node:
    """What a schema says with what it refers to, in the place where it refers."""
    if not node.target:
        return node
    target = node.followed()
    siblings = _without_reference(node).members
    value: Json = {**target.members, **siblings} if isinstance(target.value, dict) else target.value
    return replace(node, value=value, file=target.file)
