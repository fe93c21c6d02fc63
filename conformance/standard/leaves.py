"""The leaves of a schema: what stands at the end of each path, and what kind of value it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from conformance.model.strict import Json
from conformance.standard.schemas import Schema

# What makes a text something else than free words.
BOUND = ("$ref", "pattern", "format", "x-codelist", "x-refers-to", "enum")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One path of a kind's `data`, as the crosswalk writes it, with its schema. `needed` says that it is required."""

    path: str
    schema: dict[str, Json]
    needed: bool = False

    @property
    def name(self) -> str:
        """The last member on the path."""
        return self.path.removesuffix("[]").rpartition(".")[2]

    @property
    def top(self) -> str:
        """The first member on the path."""
        return self.path.partition(".")[0].removesuffix("[]")

    @property
    def is_date(self) -> bool:
        """Whether it is a legal date."""
        return self.schema.get("format") == "date"

    @property
    def is_text(self) -> bool:
        """Whether it holds words of a person, and no code, name, address on the web or number."""
        return self.schema.get("type") == "string" and not any(word in self.schema for word in BOUND)

    @property
    def codelist(self) -> str:
        """The list that its words stand in, or ''."""
        name = self.schema.get("x-codelist")
        return name if isinstance(name, str) else ""

    @property
    def refers_to(self) -> str:
        """The kind of record that it refers to, or ''."""
        kind = self.schema.get("x-refers-to")
        return kind if isinstance(kind, str) else ""

    def is_a(self, noun: str) -> bool:
        """Whether another schema says what it is."""
        target = self.schema.get("$ref")
        return isinstance(target, str) and target.rpartition("/")[2] == noun


def leaves_of(schema: Schema) -> Mapping[str, Leaf]:
    """Every leaf of a schema, by its path."""
    return {leaf.path: leaf for leaf in _leaves(schema.document, "", needed=True)}


def _leaves(schema: Json, place: str, *, needed: bool) -> Iterator[Leaf]:
    if not isinstance(schema, dict):
        return
    properties, items, required = schema.get("properties"), schema.get("items"), schema.get("required")
    if isinstance(properties, dict):
        names = required if isinstance(required, list) else []
        for name, inner in properties.items():
            yield from _leaves(inner, f"{place}.{name}" if place else name, needed=needed and name in names)
    elif isinstance(items, dict):
        yield from _leaves(items, f"{place}[]", needed=False)
    else:
        yield Leaf(place, schema, needed)


def at(value: Json, path: str) -> Iterator[Json]:
    """What stands in a value at a path, in each place of the lists on the way."""
    name, _, rest = path.partition(".")
    inner = value.get(name.removesuffix("[]")) if isinstance(value, dict) else None
    if inner is None:
        return
    for one in (inner if isinstance(inner, list) else ()) if name.endswith("[]") else (inner,):
        if rest:
            yield from at(one, rest)
        elif one is not None:
            yield one
