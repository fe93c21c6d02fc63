"""Compares two folders of the standard, or two OpenAPI documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from conformance.diff import codelists, examples, others, requirements, tables
from conformance.diff.change import Change, Effect, in_order
from conformance.diff.difference import READERS, Way
from conformance.diff.node import Book, Node
from conformance.diff.openapi import openapi
from conformance.diff.shape import Reader
from conformance.model.strict import Json
from conformance.standard import MalformedStandard
from conformance.standard.codelists import read_codelists
from conformance.standard.crosswalk import read_crosswalk
from conformance.standard.place import read_object

DOCUMENT = "openapi.yaml"


def compare_documents(base: Json, head: Json, file: str = DOCUMENT) -> tuple[Change, ...]:
    """What a change of one OpenAPI document means for those who call what it describes."""
    nodes = [Node(value, Book({file: value}), file) for value in (base, head)]
    found = openapi(nodes[0], nodes[1], set())
    return in_order(difference.change("openapi", both_ends=False) for difference in found)


def compare_folders(base: Path, head: Path) -> tuple[Change, ...]:
    """What a change of the standard means for those who have implemented it."""
    return in_order(_folders(base, head))


def _folders(base: Path, head: Path) -> Iterator[Change]:
    yield from requirements.compare(requirements.read(base), requirements.read(head))
    yield from _shapes(base, head)
    old, new = _book(base), _book(head)
    wire = frozenset(_lists(list(old.files.values()))) | frozenset(_lists(list(new.files.values())))
    yield from codelists.compare(read_codelists(base / "codelists"), read_codelists(head / "codelists"), wire)
    yield from tables.crosswalk(read_crosswalk(base / "crosswalk"), read_crosswalk(head / "crosswalk"))
    yield from tables.levels(read_object(base / "service-levels.yaml"), read_object(head / "service-levels.yaml"))
    yield from tables.profiles(_objects(base, "profiles"), _objects(head, "profiles"))
    yield from examples.compare(base / "examples", head / "examples")
    yield from others.compare(base, head)


def _shapes(base: Path, head: Path) -> Iterator[Change]:
    """The wire, then the schemas that it does not lead to: records, which stand in `data` under their kind."""
    old, new = _book(base), _book(head)
    seen: set[tuple[object, ...]] = set()
    for difference in openapi(_file(old, DOCUMENT), _file(new, DOCUMENT), seen):
        area = "schemas" if difference.file.startswith("schemas/") else "openapi"
        yield difference.change(area, both_ends=True)
    reached = {key[2] for key in seen}
    names = [name for name in dict.fromkeys((*new.files, *old.files)) if name.startswith("schemas/")]
    for name in names:
        if name not in reached:
            yield from _record(name, old, new, seen)


def _record(name: str, old: Book, new: Book, seen: set[tuple[object, ...]]) -> Iterator[Change]:
    one, other = Node(old.files.get(name), old, name), Node(new.files.get(name), new, name)
    if one.value is None:
        yield Change(Effect.ADDITIVE, "schemas", name, "", "a new schema")
    elif other.value is None:
        yield Change(Effect.BREAKING, "schemas", name, "", "the schema is gone", READERS)
    else:
        found = Reader(Way.ANSWER, seen).compare(one, other)
        yield from (difference.change("schemas", both_ends=True) for difference in found)


def _file(book: Book, name: str) -> Node:
    return Node(book.files[name], book, name)


def _book(folder: Path) -> Book:
    if not (folder / DOCUMENT).is_file():
        raise MalformedStandard(f"{folder}: it is no folder of the standard: it has no {DOCUMENT}")
    paths = [folder / DOCUMENT, *(path for part in ("paths", "components", "schemas") for path in _yaml(folder / part))]
    closed = {
        name: frozenset(codelist.codes)
        for name, codelist in read_codelists(folder / "codelists").items()
        if not codelist.extensible
    }
    return Book({path.relative_to(folder).as_posix(): read_object(path) for path in paths}, closed)


def _yaml(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml"))


def _objects(folder: Path, part: str) -> dict[str, Json]:
    return {path.stem: read_object(path) for path in _yaml(folder / part)}


def _lists(value: Json) -> Iterator[str]:
    """The names of the codelists that something takes its words from."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict) and isinstance(value.get("x-codelist"), str):
        yield str(value["x-codelist"])
    for inner in inside:
        yield from _lists(inner)
