"""Compares two operations: parameters, bodies, answers and their header fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from conformance.diff.difference import Difference, Nature, Way
from conformance.diff.node import Node, same
from conformance.diff.shape import Reader

WORDS = frozenset({"summary", "description", "operationId", "tags", "externalDocs", "example", "examples", "links"})
PARAMETER = {"name", "in", "required", "schema", "content", "deprecated"}
FIRST_REFUSAL = "4"


@dataclass(frozen=True, slots=True)
class Operations:
    """Compares operations that go one way: `asked` is the way of a request, `answered` that of its answer."""

    asked: Reader
    answered: Reader

    def parameters(self, base: dict[str, Node], head: dict[str, Node]) -> Iterator[Difference]:
        """Every difference between the parameters of two operations, each under its place and name."""
        for key in [*head, *(key for key in base if key not in head)]:
            if key not in base:
                needed = bool(head[key].members.get("required"))
                says = "it is new, and required" if needed else "it is new"
                yield self._ask(head[key], Nature.NARROWER if needed else Nature.NEW, says)
            elif key not in head:
                yield self._ask(base[key], Nature.LOST, "it is gone")
            else:
                yield from self._required(base[key], head[key], self.asked.way)
                yield from self._payload(base[key], head[key], self.asked)
                yield from rest(base[key], head[key], self.asked.way, PARAMETER)

    def body(self, base: Node, head: Node) -> Iterator[Difference]:
        """Every difference between two request bodies."""
        old, new = base.followed(), head.followed()
        place = replace(new, place=f"{head.place}".strip())
        if old.value is None and new.value is None:
            return
        if old.value is None:
            needed = bool(new.members.get("required"))
            yield self._ask(place, Nature.NARROWER if needed else Nature.NEW, "there is a body now")
        elif new.value is None:
            yield self._ask(head, Nature.LOST, "there is no body any more")
        else:
            yield from self._required(old, new, self.asked.way)
            yield from self._payload(old, new, self.asked)
            yield from rest(old, new, self.asked.way, {"required", "content"})

    def answers(self, base: Node, head: Node) -> Iterator[Difference]:
        """Every difference between the answers of two operations."""
        for status in sorted({*base.members, *head.members}, key=str):
            old, new = base.at(status, f"answer {status}"), head.at(status, f"answer {status}")
            if old.value is None:
                # Whoever calls knows the class of a refusal by its first digit; another success is another protocol.
                refuses = str(status).startswith(FIRST_REFUSAL) or str(status).startswith("5")
                yield self._answer(new, Nature.NEW if refuses else Nature.WIDER, "it is new")
            elif new.value is None:
                yield self._answer(new, Nature.LOST, "it is gone")
            else:
                yield from self._answered(_followed(old), _followed(new))

    def _answered(self, base: Node, head: Node) -> Iterator[Difference]:
        old, new = base.at("headers", "").members, head.at("headers", "").members
        for name in sorted({*old, *new}):
            yield from self._header(
                base.at("headers", "").at(name, f"header {name}"), head.at("headers", "").at(name, f"header {name}")
            )
        yield from self._payload(base, head, self.answered)
        yield from rest(base, head, self.answered.way, {"headers", "content"})

    def _header(self, base: Node, head: Node) -> Iterator[Difference]:
        if base.value is None:
            needed = bool(head.followed().members.get("required"))
            yield self._answer(head, Nature.NARROWER if needed else Nature.NEW, "it is new")
        elif head.value is None:
            yield self._answer(head, Nature.LOST, "it is gone")
        else:
            old, new = _followed(base), _followed(head)
            yield from self._required(old, new, self.answered.way)
            yield from self._payload(old, new, self.answered)
            yield from rest(old, new, self.answered.way, PARAMETER)

    def _payload(self, base: Node, head: Node, reader: Reader) -> Iterator[Difference]:
        yield from reader.compare(_or_any(base.at("schema", "")), _or_any(head.at("schema", "")))
        old, new = base.at("content", ""), head.at("content", "")
        for kind in sorted({*old.members, *new.members}):
            if kind not in old.members:
                yield Difference(head.file, head.place, Nature.NEW, reader.way, f"it can be {kind} too")
            elif kind not in new.members:
                yield Difference(head.file, head.place, Nature.LOST, reader.way, f"it is {kind} no longer")
            else:
                one, other = old.at(kind, ""), new.at(kind, "")
                yield from reader.compare(_or_any(one.at("schema", "")), _or_any(other.at("schema", "")))
                yield from rest(one, other, reader.way, {"schema"})

    def _required(self, base: Node, head: Node, way: Way) -> Iterator[Difference]:
        old, new = bool(base.members.get("required")), bool(head.members.get("required"))
        if new and not old:
            yield Difference(head.file, head.place, Nature.NARROWER, way, "it is required now")
        elif old and not new:
            yield Difference(head.file, head.place, Nature.WIDER, way, "it is not required any more")

    def _ask(self, node: Node, nature: Nature, says: str) -> Difference:
        return Difference(node.file, node.place, nature, self.asked.way, says)

    def _answer(self, node: Node, nature: Nature, says: str) -> Difference:
        return Difference(node.file, node.place, nature, self.answered.way, says)


def rest(base: Node, head: Node, way: Way, known: set[str]) -> Iterator[Difference]:
    """Whatever else has changed: words are words, a thing that is out of use is still there, all others break."""
    for name in sorted({*base.members, *head.members} - known):
        if same(base.members.get(name), head.members.get(name)):
            continue
        if name in WORDS or name.startswith("x-"):
            yield Difference(head.file, head.place, Nature.WORDS, way, f"its `{name}` is worded otherwise")
        elif name == "deprecated":
            yield Difference(head.file, head.place, Nature.NEW, way, "whether it is deprecated has changed")
        else:
            yield Difference(head.file, head.place, Nature.UNLIKE, way, f"`{name}` has changed")


def _followed(node: Node) -> Node:
    return node.followed()


def _or_any(node: Node) -> Node:
    return replace(node, value=True) if node.value is None else node
