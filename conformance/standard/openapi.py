"""The OpenAPI description, read from its many files into one document."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from conformance.model.strict import Json
from conformance.standard.place import MalformedStandard, read_object
from conformance.standard.schemas import Schema


def bundle(spec: Path, schemas: Mapping[str, Schema]) -> dict[str, Json]:
    """One document without references to files: schemas become components, all else is put in place."""
    used: dict[str, Json] = {}
    document = _resolve(read_object(spec / "openapi.yaml"), spec / "openapi.yaml", schemas, used)
    if not isinstance(document, dict):
        raise MalformedStandard(f"{spec / 'openapi.yaml'}: it holds no object")
    components = document.setdefault("components", {})
    if isinstance(components, dict):
        components["schemas"] = dict(sorted(used.items()))
    return document


def _resolve(value: Json, place: Path, schemas: Mapping[str, Schema], used: dict[str, Json]) -> Json:
    if isinstance(value, list):
        return [_resolve(inner, place, schemas, used) for inner in value]
    if not isinstance(value, dict):
        return value
    target = value.get("$ref")
    if isinstance(target, str) and not target.startswith("#"):
        return _follow(target, place, schemas, used)
    example = value.get("externalValue")
    if isinstance(example, str):
        rest = {name: inner for name, inner in value.items() if name != "externalValue"}
        return {**rest, "value": _follow(example, place, schemas, used)}
    return {name: _resolve(inner, place, schemas, used) for name, inner in value.items()}


def _follow(target: str, place: Path, schemas: Mapping[str, Schema], used: dict[str, Json]) -> Json:
    name, _, pointer = target.partition("#")
    path = (place.parent / name).resolve()
    if path.parent.name == "schemas" and path.stem in schemas:
        _use(path.stem, schemas, used)
        return {"$ref": f"#/components/schemas/{path.stem}"}
    if not path.is_file():
        raise MalformedStandard(f"{place}: it refers to {target}, which does not exist")
    found: Json = read_object(path)
    for step in pointer.split("/")[1:]:
        found = found.get(step) if isinstance(found, dict) else None
    if found is None:
        raise MalformedStandard(f"{place}: {target} leads nowhere")
    return _resolve(found, path, schemas, used)


def _use(name: str, schemas: Mapping[str, Schema], used: dict[str, Json]) -> None:
    if name in used:
        return
    document = {key: inner for key, inner in schemas[name].document.items() if key not in ("$defs", "$schema")}
    used[name] = _to_components(document)
    nested = schemas[name].document.get("$defs")
    for inner in nested if isinstance(nested, dict) else ():
        _use(inner, schemas, used)


def _to_components(value: Json) -> Json:
    if isinstance(value, list):
        return [_to_components(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    moved = {name: _to_components(inner) for name, inner in value.items()}
    target = value.get("$ref")
    if isinstance(target, str):
        moved["$ref"] = target.replace("#/$defs/", "#/components/schemas/")
    return moved
