"""The JSON Schemas, bundled so that each stands alone, and compiled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import jsonschema_rs

from conformance.model.strict import Json
from conformance.standard.codelists import Codelist
from conformance.standard.place import MalformedStandard, read_object

CAPITAL = re.compile(r"[A-Z]")


@dataclass(frozen=True, slots=True)
class Flaw:
    """One place in a value that breaks its schema, with what the schema says of it."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place or 'the body'}: {self.message}"


@dataclass(frozen=True, slots=True)
class Schema:
    """One schema, self-contained: references have become `#/$defs/...`."""

    name: str
    document: dict[str, Json]
    compiled: jsonschema_rs.Draft202012Validator = field(repr=False, compare=False)

    def flaws(self, value: Json) -> Iterator[Flaw]:
        """Every departure of a value from the schema."""
        if self.compiled.is_valid(value):
            return
        for error in self.compiled.iter_errors(value):
            yield Flaw(_place(list(error.instance_path)), error.message[:200])


def _place(steps: list[str | int]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")


def read_schemas(folder: Path, codelists: Mapping[str, Codelist]) -> Mapping[str, Schema]:
    """Every schema of a folder, by the name of its file."""
    sources = {path.stem: read_object(path) for path in sorted(folder.glob("*.yaml"))}
    return {name: _compile(folder, name, sources, codelists) for name in sources}


def _compile(
    folder: Path, name: str, sources: Mapping[str, dict[str, Json]], codelists: Mapping[str, Codelist]
) -> Schema:
    needed: dict[str, Json] = {}
    waiting = [name]
    while waiting:
        noun = waiting.pop()
        if noun not in sources:
            raise MalformedStandard(f"{folder / name}.yaml: it refers to {noun}.yaml, which does not exist")
        if noun not in needed:
            needed[noun] = _settle(sources[noun], codelists, f"{folder / noun}.yaml")
            waiting += _references(sources[noun])
    document = needed.pop(name)
    whole: dict[str, Json] = dict(document) if isinstance(document, dict) else {}
    if needed:
        whole["$defs"] = {**needed, name: document}
    try:
        compiled = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
    except ValueError as wrong:
        raise MalformedStandard(f"{folder / name}.yaml: it is no JSON Schema 2020-12: {wrong}"[:300]) from None
    return Schema(name, whole, compiled)


def _references(value: Json) -> list[str]:
    if isinstance(value, list):
        return [name for inner in value for name in _references(inner)]
    if not isinstance(value, dict):
        return []
    own = value.get("$ref")
    inner_names = [name for inner in value.values() for name in _references(inner)]
    return [own.removesuffix(".yaml"), *inner_names] if isinstance(own, str) and own.endswith(".yaml") else inner_names


def _settle(value: Json, codelists: Mapping[str, Codelist], place: str) -> Json:
    """References made local, and the codes of closed lists put in."""
    if isinstance(value, list):
        return [_settle(inner, codelists, place) for inner in value]
    if not isinstance(value, dict):
        return value
    settled = {name: _settle(inner, codelists, place) for name, inner in value.items()}
    target, listed = value.get("$ref"), value.get("x-codelist")
    if isinstance(target, str) and target.endswith(".yaml"):
        settled["$ref"] = f"#/$defs/{target.removesuffix('.yaml')}"
    if isinstance(listed, str):
        if listed not in codelists:
            raise MalformedStandard(f"{place}: there is no codelist {listed}")
        if not codelists[listed].extensible:
            settled["enum"] = list(codelists[listed].codes)
    return settled


def noun_of(kind: str) -> str:
    """The schema of a kind of record: files are named in small letters, so `siteVisit` stands in `site-visit.yaml`."""
    return CAPITAL.sub(lambda found: f"-{found[0].lower()}", kind)


def dates_of(schema: Schema) -> frozenset[str]:
    """The members of a kind's `data` that are legal dates."""
    return frozenset(name for name, inner in _properties(schema) if inner.get("format") == "date")


def references_of(schema: Schema) -> tuple[tuple[str, str], ...]:
    """The members that refer to other records, each with the kind: the schema says it in `x-refers-to`."""
    return _marked(schema, "x-refers-to")


def codelists_of(schema: Schema) -> tuple[tuple[str, str], ...]:
    """The members that hold words of a list, each with the list: the schema says it in `x-codelist`."""
    return _marked(schema, "x-codelist")


def _marked(schema: Schema, keyword: str) -> tuple[tuple[str, str], ...]:
    """The members whose value, or each of whose values, the schema marks, each with the mark."""
    found = []
    for name, inner in _properties(schema):
        items = inner.get("items")
        mark = inner.get(keyword) or (items.get(keyword) if isinstance(items, dict) else None)
        if isinstance(mark, str):
            found.append((name, mark))
    return tuple(found)


def _properties(schema: Schema) -> Iterator[tuple[str, dict[str, Json]]]:
    properties = schema.document.get("properties")
    for name, inner in properties.items() if isinstance(properties, dict) else ():
        if isinstance(inner, dict):
            yield name, inner
