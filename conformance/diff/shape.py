"""Compares two JSON Schemas: which values are allowed now that were not, and the other way round.

A keyword that is not known here and changes counts as breaking.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from conformance.diff.difference import Difference, Nature, Way
from conformance.diff.keywords import KNOWN, is_annotation, plain, reworded
from conformance.diff.node import Node, same
from conformance.diff.pairs import paired
from conformance.model.strict import Json

ALTERNATIVES = ("anyOf", "oneOf")
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
BRANCHES = ("then", "else")
CLOSING = ("additionalProperties", "unevaluatedProperties")
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
            yield from (self._tell(head, nature, says) for nature, says in reworded(base, head))
            yield from self._alternatives(head, old or [_bare(base)], new or [_bare(head)])
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
        yield from (self._tell(head, nature, says) for nature, says in plain(base, head))
        yield from self._members(base, head)
        yield from self._inner(base, head)
        yield from self._combined(base, head)
        for name in sorted({*base.members, *head.members} - KNOWN - HELD):
            if not is_annotation(name) and not same(base.members.get(name), head.members.get(name)):
                yield self._tell(head, Nature.UNLIKE, f"`{name}` has changed")

    def _nothing(self, base: Node, head: Node) -> Iterator[Difference]:
        """`true` allows everything and `false` nothing; `{}` is as good as `true`."""
        if base.value is False and head.value is not False:
            yield self._tell(head, Nature.WIDER, "it is allowed now")
        elif head.value is False and base.value is not False:
            yield self._tell(head, Nature.NARROWER, "it is not allowed any more")
        elif base.value is not False:
            yield from self._keywords(_opened(base), _opened(head))

    def _members(self, base: Node, head: Node) -> Iterator[Difference]:
        old, new = base.at("properties").members, head.at("properties").members
        needed, needs = _words(base, "required"), _words(head, "required")
        for name in [*new, *(name for name in old if name not in new)]:
            if name in old and name in new:
                yield from self.compare(base.member(name), head.member(name))
            elif name in new:
                yield self._added(base, head, name, needed=name in needs - needed)
            else:
                yield self._removed(head, name)
        for name in sorted(needs - needed - (new.keys() - old.keys())):
            yield self._tell(head.member(name), Nature.NARROWER, "it is required now")
        for name in sorted(needed - needs - (old.keys() - new.keys())):
            yield self._tell(head.member(name), Nature.WIDER, "it is not required any more")

    def _added(self, base: Node, head: Node, name: str, *, needed: bool) -> Difference:
        place = head.member(name)
        if needed:
            return self._tell(place, Nature.NARROWER, "it is new, and required")
        if self.constrains or place.value is False:
            return self._tell(place, Nature.NARROWER, "there is a condition on it now")
        closed = any(base.members.get(word) is False for word in CLOSING)
        return self._tell(place, Nature.WIDER if closed else Nature.NEW, "it is new")

    def _removed(self, head: Node, name: str) -> Difference:
        if self.constrains:
            return self._tell(head.member(name), Nature.WIDER, "there is no condition on it any more")
        return self._tell(head.member(name), Nature.LOST, "it is gone")

    def _inner(self, base: Node, head: Node) -> Iterator[Difference]:
        for name, says in INNER.items():
            if name in base.members or name in head.members:
                yield from self.compare(_or_true(base.at(name, says)), _or_true(head.at(name, says)))
        for name in NAMED:
            for key in sorted({*base.at(name).members, *head.at(name).members}):
                yield from self.compare(_or_true(base.at(name).at(key)), _or_true(head.at(name).at(key)))
        yield from self._tuple(base.at("prefixItems", "").items(), head.at("prefixItems", "").items(), head)

    def _tuple(self, old: list[Node], new: list[Node], head: Node) -> Iterator[Difference]:
        if len(old) != len(new):
            yield self._tell(head, Nature.UNLIKE, f"{len(new)} items have a meaning of their own, and {len(old)} had")
        for n, (base, item) in enumerate(zip(old, new, strict=False)):
            yield from self.compare(base, replace(item, place=f"{item.place}[{n}]"))

    def _combined(self, base: Node, head: Node) -> Iterator[Difference]:
        yield from self._all_of(base.at("allOf", ""), head.at("allOf", ""))
        for name in ALTERNATIVES:
            if name in base.members and name in head.members:
                yield from self._alternatives(head, base.at(name, "").items(), head.at(name, "").items())
            elif name in head.members:
                yield self._tell(head, Nature.NARROWER, f"there are alternatives now, `{name}`")
            elif name in base.members:
                yield self._tell(head, Nature.WIDER, f"there are no alternatives any more, `{name}`")
        yield from self._conditions(base, head)

    def _conditions(self, base: Node, head: Node) -> Iterator[Difference]:
        inner = replace(self, constrains=True)
        if not same(base.members.get("if"), head.members.get("if")):
            yield self._tell(head, Nature.UNLIKE, "`if` has changed: other values are under the condition")
            return
        for name in BRANCHES:
            if name in base.members or name in head.members:
                yield from inner.compare(_or_true(base.at(name)), _or_true(head.at(name)))
        if "not" in base.members or "not" in head.members:
            old, new = _or(base.at("not"), value=False), _or(head.at("not"), value=False)
            yield from (difference.flipped for difference in inner.compare(old, new))

    def _all_of(self, base: Node, head: Node) -> Iterator[Difference]:
        pairs, gone, added = paired(base.items(), head.items())
        for old, new in pairs:
            yield from self.compare(old, new)
        yield from (self._tell(head, Nature.WIDER, "a condition is gone") for _ in gone)
        yield from (self._tell(head, Nature.NARROWER, "there is one more condition") for _ in added)

    def _alternatives(self, place: Node, base: list[Node], head: list[Node]) -> Iterator[Difference]:
        pairs, gone, added = paired(base, head)
        for old, new in pairs:
            yield from self.compare(old, new)
        yield from (self._tell(place, Nature.NARROWER, "one of the forms that it can have is gone") for _ in gone)
        yield from (self._tell(place, Nature.WIDER, "it can have one more form") for _ in added)

    def _tell(self, node: Node, nature: Nature, says: str) -> Difference:
        return Difference(node.file, node.place, nature, self.way, says)


def branches(node: Node) -> list[Node]:
    """The forms of a schema that says nothing but which forms there are."""
    names = [name for name in node.members if not is_annotation(name)]
    return node.at(names[0], "").items() if len(names) == 1 and names[0] in ALTERNATIVES else []


def _or(node: Node, *, value: bool) -> Node:
    return replace(node, value=value) if node.value is None else node


def _or_true(node: Node) -> Node:
    return _or(node, value=True)


def _opened(node: Node) -> Node:
    return replace(node, value={}) if node.value is True else node


def _without_reference(node: Node) -> Node:
    return replace(node, value={name: inner for name, inner in node.members.items() if name != "$ref"})


def _bare(node: Node) -> Node:
    return replace(node, value={name: inner for name, inner in node.members.items() if not is_annotation(name)})


def _expanded(node: Node) -> Node:
    """What a schema says with what it refers to, in the place where it refers."""
    if not node.target:
        return node
    target = node.followed()
    siblings = _without_reference(node).members
    value: Json = {**target.members, **siblings} if isinstance(target.value, dict) else target.value
    return replace(node, value=value, file=target.file)


def _words(node: Node, name: str) -> frozenset[str]:
    words = node.members.get(name)
    return frozenset(str(word) for word in words) if isinstance(words, list) else frozenset()
