"""A place in a set of files, and the way from a reference to what it means."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import orjson

from conformance.model.strict import Json
from conformance.standard import MalformedStandard

SILENT = frozenset({"properties", "paths", "components", "$defs"})


@dataclass(frozen=True, slots=True)
class Book:
    """Files by name, and the codes of the closed codelists."""

    files: Mapping[str, Json]
    closed: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Node:
    """A value, with the file it stands in, the way to it, and the words that lead a person there."""

    value: Json
    book: Book = field(repr=False, compare=False)
    file: str
    pointer: tuple[str, ...] = ()
    place: str = ""

    @property
    def members(self) -> dict[str, Json]:
        """The members of an object; none of anything else."""
        return self.value if isinstance(self.value, dict) else {}

    def at(self, name: str, says: str | None = None) -> Node:
        """One member, under the words `says`, or its own name."""
        words = ("" if name in SILENT else name) if says is None else says
        place = f"{self.place} {words}".strip() if words else self.place
        return replace(self, value=self.members.get(name), pointer=(*self.pointer, name), place=place)

    def member(self, name: str) -> Node:
        """A property of an object: `a.b`."""
        inner = self.at("properties").at(name, "")
        return replace(inner, place=f"{self.place}.{name}" if self.place else name)

    def item(self, index: int, says: str = "") -> Node:
        """One element of a list."""
        value = self.value[index] if isinstance(self.value, list) and index < len(self.value) else None
        place = f"{self.place} {says}".strip() if says else self.place
        return replace(self, value=value, pointer=(*self.pointer, str(index)), place=place)

    def items(self) -> list[Node]:
        """Every element of a list."""
        return [self.item(n) for n in range(len(self.value) if isinstance(self.value, list) else 0)]

    @property
    def target(self) -> str:
        """The reference that it consists of, as a place among the files; empty for none."""
        reference = self.members.get("$ref")
        if not isinstance(reference, str):
            return ""
        name, _, pointer = reference.partition("#")
        file = posixpath.normpath(posixpath.join(posixpath.dirname(self.file), name)) if name else self.file
        return f"{file}#{pointer}"

    def followed(self) -> Node:
        """What a reference leads to, if it is one, or the node itself."""
        node, seen = self, set[str]()
        while node.target and node.target not in seen:
            seen.add(node.target)
            node = _lead(node)
        return node


def _lead(node: Node) -> Node:
    file, _, pointer = node.target.partition("#")
    steps = tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])
    found: Json = node.book.files.get(file)
    for step in steps:
        found = found.get(step) if isinstance(found, dict) else None
    if found is None:
        raise MalformedStandard(f"{node.file}: it refers to {node.members['$ref']}, which does not exist")
    return Node(found, node.book, file, steps, "/".join(steps))


def same(one: Json, other: Json) -> bool:
    """Whether two values are one in JSON, where `1` is not `true`."""
    return text_of(one) == text_of(other)


def text_of(value: Json) -> str:
    """A value as one line, whatever the order of its members."""
    options = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
    return orjson.dumps(value, option=options).decode()
