"""The rules for writing the OpenAPI description, one file a path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from conformance.lint.complaint import Complaint, line_with
from conformance.model.strict import Json
from conformance.standard import Standard
from conformance.standard.place import read_object

METHODS = ("get", "put", "post", "delete", "patch", "head", "options")
CAMEL = re.compile(r"[a-z]+(?:[A-Z][a-z0-9]*)*")
STEP = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*|\{[a-zA-Z]+\}")
PROBLEM = "application/problem+json"


def described(spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every complaint about the description as a whole: its addresses, its licence, its files."""
    path = spec / "openapi.yaml"
    info = _object(standard.openapi.get("info"))
    for word in ("license", "contact", "summary"):
        if not info.get(word):
            yield Complaint(path, line_with(path, "info:"), f"`info` has no `{word}`")
    if "jsonSchemaDialect" in standard.openapi:
        yield Complaint(
            path, line_with(path, "jsonSchemaDialect"), "leave `jsonSchemaDialect` out: tools stumble over it"
        )
    for address in _object(standard.openapi.get("paths")):
        if not all(STEP.fullmatch(step) for step in address.split("/")[1:]):
            yield Complaint(path, line_with(path, f"{address}:"), f"{address} is not in small-letters-and-hyphens")
    used = {str(_object(item).get("$ref")) for item in _object(read_object(path).get("paths")).values()}
    for file in sorted((spec / "paths").glob("*.yaml")):
        if f"paths/{file.name}" not in used:
            yield Complaint(file, 1, "no address in openapi.yaml refers to this file")


def operations(spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every complaint about an operation."""
    tags = {str(_object(tag).get("name")) for tag in _list(standard.openapi.get("tags"))}
    names: set[str] = set()
    for address, item in _object(standard.openapi.get("paths")).items():
        for method in METHODS:
            operation = _object(_object(item).get(method))
            if operation:
                file = _file(spec, address)
                tell = partial(Complaint, file, line_with(file, f"{method}:"))
                yield from (tell(f"{method.upper()} {address} {message}") for message in _named(operation, tags, names))
                yield from (tell(f"{method.upper()} {address} {message}") for message in _carries(method, operation))


def _named(operation: dict[str, Json], tags: set[str], names: set[str]) -> Iterator[str]:
    name, own = str(operation.get("operationId", "")), {str(tag) for tag in _list(operation.get("tags"))}
    if not CAMEL.fullmatch(name):
        yield "has no `operationId` in theFormOfThis"
    elif name in names:
        yield f"has the `operationId` {name}, which another has too"
    names.add(name)
    for word in ("summary", "description"):
        if not operation.get(word):
            yield f"has no `{word}`"
    if not own:
        yield "has no tag"
    for tag in sorted(own - tags):
        yield f"has the tag {tag}, which openapi.yaml does not describe"


def _carries(method: str, operation: dict[str, Json]) -> Iterator[str]:
    if method in ("get", "head") and "requestBody" in operation:
        yield "has a body, which caches and proxies drop"
    for parameter in _list(operation.get("parameters")):
        if not _object(parameter).get("description"):
            yield f"has the parameter {_object(parameter).get('name')} without a description"
    responses = _object(operation.get("responses"))
    if not any(str(status).startswith(("2", "3")) for status in responses):
        yield "has no answer for when it goes well"
    for status, answer in responses.items():
        if not _object(answer).get("description"):
            yield f"has the answer {status} without a description"
        content = _object(_object(answer).get("content"))
        if str(status) >= "4" and content and set(content) != {PROBLEM}:
            yield f"has the answer {status} with a body that is no {PROBLEM}"


def _file(spec: Path, address: str) -> Path:
    """Where a path stands: in a file of its own, or in openapi.yaml itself."""
    item = _object(_object(read_object(spec / "openapi.yaml").get("paths")).get(address))
    reference = item.get("$ref")
    return spec / str(reference) if reference else spec / "openapi.yaml"


def _object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
