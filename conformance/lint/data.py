"""The rules for writing schemas, codelists, the crosswalk and examples."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from conformance.lint.complaint import Complaint
from conformance.model.instant import is_day
from conformance.model.strict import Json, NotJson
from conformance.model.strict import read as read_json
from conformance.standard import Standard, noun_of
from conformance.standard.place import read_object

STATUSES = ("active", "proposed", "retired")
BINDING = re.compile(r"\b(must|should|shall|may not|required to)\b", re.IGNORECASE)
MOST_WORDS_IN_ENUM = 2


def codelists(spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every complaint about the codelists."""
    for codelist in standard.codelists.values():
        path, seen = spec / "codelists" / f"{codelist.name}.csv", set()
        for line, row in enumerate(codelist.rows, 2):
            if row["reference"] in seen:
                yield Complaint(path, line, f"the code {row['reference']} stands twice")
            seen.add(row["reference"])
            if row["status"] not in STATUSES:
                yield Complaint(path, line, f"the status is one of {', '.join(STATUSES)}")
            if not row["source"]:
                yield Complaint(path, line, "the source is empty: say whose word it is and under which licence")
            for column in ("entry-date", "end-date"):
                if row[column] and not is_day(row[column]):
                    yield Complaint(path, line, f"{column} is a day, YYYY-MM-DD, or empty")


def schemas(spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every complaint about the schemas."""
    for name, schema in standard.schemas.items():
        path = spec / "schemas" / f"{name}.yaml"
        source = read_object(path)
        try:
            Draft202012Validator.check_schema(schema.document)
        except SchemaError as wrong:
            yield Complaint(path, 1, f"it is no JSON Schema 2020-12: {wrong.message}")
        for word in ("title", "description"):
            if not source.get(word):
                yield Complaint(path, 1, f"the schema has no `{word}`")
        if "anyOf" in source or "oneOf" in source:
            yield Complaint(path, 1, "no `anyOf` or `oneOf` at the top: validators do not finish with large ones")
        yield from _members(path, source)


def _members(path: Path, value: Json) -> Iterator[Complaint]:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict):
        yield from _object(path, value)
    for inner in inside:
        yield from _members(path, inner)


def _object(path: Path, value: dict[str, Json]) -> Iterator[Complaint]:
    words, enum, properties = value.get("description"), value.get("enum"), value.get("properties")
    if isinstance(words, str) and BINDING.search(words):
        yield Complaint(path, _line_of(path, words), "a description explains; what binds stands in a chapter")
    if isinstance(enum, list) and len(enum) > MOST_WORDS_IN_ENUM and "x-codelist" not in value:
        yield Complaint(path, 1, f"a list of words is a codelist: make codelists/….csv of {enum}")
    # Under `if` and `then` a member is only met again, and was described where it is declared.
    declares = value.get("type") == "object" and isinstance(properties, dict)
    for name, inner in properties.items() if declares and isinstance(properties, dict) else ():
        if isinstance(inner, dict) and not inner.get("description"):
            yield Complaint(path, _line_of(path, f"{name}:"), f"the member `{name}` has no description")


def crosswalk(spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every complaint about the crosswalk: each field of a kind has a row, each row a field."""
    views = standard.codelists["view"].codes
    for kind, fields in standard.crosswalk.items():
        path = spec / "crosswalk" / f"{kind}.csv"
        listed = [field.path for field in fields]
        schema = f"schemas/{noun_of(kind)}.yaml"
        leaves = set(_leaves(read_object(spec / schema)))
        for name in sorted(leaves.difference(listed)):
            yield Complaint(path, 1, f"the field {name} of {schema} has no row")
        for line, field in enumerate(fields, 2):
            if field.path not in leaves:
                yield Complaint(path, line, f"{schema} has no field {field.path}")
            if field.views != views[len(views) - len(field.views) :]:
                yield Complaint(path, line, f"who sees a field, sees it in every wider view: {' '.join(views)}")


def _leaves(schema: Json, place: str = "") -> Iterator[str]:
    properties = schema.get("properties") if isinstance(schema, dict) else None
    items = schema.get("items") if isinstance(schema, dict) else None
    if isinstance(properties, dict):
        for name, inner in properties.items():
            yield from _leaves(inner, f"{place}.{name}" if place else name)
    elif isinstance(items, dict):
        yield from _leaves(items, f"{place}[]")
    else:
        yield place


def examples(spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every complaint about the examples: what is valid validates, what is invalid does not."""
    for path in sorted((spec / "examples").glob("*/*/*.json")):
        noun, sort = path.parent.parent.name, path.parent.name
        if noun not in standard.schemas:
            yield Complaint(path, 1, f"there is no schema {noun}")
            continue
        try:
            flaws = list(standard.schemas[noun].flaws(read_json(path.read_bytes())))
        except NotJson as wrong:
            yield Complaint(path, 1, str(wrong))
            continue
        if sort == "valid" and flaws:
            yield Complaint(path, 1, f"it is not valid: {flaws[0]}")
        if sort == "invalid" and not flaws:
            yield Complaint(path, 1, f"it is valid, though it is there to show that {path.stem.replace('-', ' ')}")


def _line_of(path: Path, words: str) -> int:
    lines = path.read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if words[:40] in line), 1)


def as_json(path: Path) -> Json:
    """A JSON file as it is, for tests that try another validator."""
    value: Json = json.loads(path.read_text("utf-8"))
    return value
