"""Compares two OpenAPI descriptions: what whoever calls finds otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from conformance.diff.difference import Difference, Nature, Way
from conformance.diff.node import Node, same
from conformance.diff.operation import Operations, rest
from conformance.diff.security import schemes, security
from conformance.diff.shape import Reader
from conformance.model.strict import Json

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
TOLD = {"openapi", "info", "tags", "externalDocs", "servers", "security", "paths", "webhooks", "components"}
OPERATION = {"parameters", "requestBody", "responses", "security"}


def openapi(base: Node, head: Node, seen: set[tuple[object, ...]]) -> Iterator[Difference]:
    """Every difference between two descriptions. `seen` then holds the schemas that were compared."""
    forth = Operations(Reader(Way.REQUEST, seen), Reader(Way.ANSWER, seen))
    # What a webhook asks is sent by the one who serves.
    back = Operations(Reader(Way.ANSWER, seen), Reader(Way.REQUEST, seen))
    yield from _words(base, head)
    yield from _servers(base.at("servers", ""), head.at("servers", ""))
    yield from _paths(base, head, "paths", forth)
    yield from _paths(base, head, "webhooks", back)
    yield from security(head, base.members.get("security"), head.members.get("security"))
    yield from schemes(base.at("components").at("securitySchemes", ""), head.at("components").at("securitySchemes", ""))
    yield from rest(base, head, Way.REQUEST, TOLD)


def _words(base: Node, head: Node) -> Iterator[Difference]:
    for name in ("openapi", "info", "tags", "externalDocs"):
        old, new = base.at(name).value, head.at(name).value
        if not same(old, new):
            yield Difference(head.file, name, Nature.WORDS, Way.ANSWER, "it is worded otherwise")


def _servers(base: Node, head: Node) -> Iterator[Difference]:
    old, new = _addresses(base), _addresses(head)
    for address in sorted(old - new):
        yield Difference(head.file, "servers", Nature.LOST, Way.REQUEST, f"{address} is gone")
    for address in sorted(new - old):
        yield Difference(head.file, "servers", Nature.NEW, Way.REQUEST, f"{address} is new")
    if old == new and not same(base.value, head.value):
        yield Difference(head.file, "servers", Nature.WORDS, Way.REQUEST, "they are worded otherwise")


def _addresses(servers: Node) -> frozenset[str]:
    return frozenset(str(one.members.get("url")) for one in servers.items())


def _paths(base: Node, head: Node, name: str, way: Operations) -> Iterator[Difference]:
    old, new = base.at(name, ""), head.at(name, "")
    for path in [*new.members, *(path for path in old.members if path not in new.members)]:
        one, other = old.at(path).followed(), new.at(path).followed()
        yield from _path(base, head, (path if name == "paths" else f"webhook {path}", one, other), way)


def _path(base: Node, head: Node, found: tuple[str, Node, Node], way: Operations) -> Iterator[Difference]:
    path, old, new = found
    for method in METHODS:
        if method not in old.members and method not in new.members:
            continue
        words = f"{method.upper()} {path}"
        one, other = _placed(old, method, words), _placed(new, method, words)
        if one.value is None:
            yield Difference(other.file, words, Nature.NEW, way.asked.way, "it is new")
        elif other.value is None:
            yield Difference(one.file, words, Nature.LOST, way.asked.way, "it is gone")
        else:
            yield from way.parameters(_parameters(old, one), _parameters(new, other))
            yield from way.body(one.at("requestBody", "body"), other.at("requestBody", "body"))
            yield from way.answers(one.at("responses", ""), other.at("responses", ""))
            if "security" in {*one.members, *other.members}:
                yield from security(other, _security(base, one), _security(head, other))
            yield from rest(one, other, way.asked.way, OPERATION)
    yield from rest(old, new, way.asked.way, {*METHODS, "parameters"} if old.value and new.value else _all(old, new))


def _all(*nodes: Node) -> set[str]:
    return {name for node in nodes for name in node.members}


def _placed(path: Node, method: str, words: str) -> Node:
    return replace(path.at(method), place=words)


def _security(document: Node, operation: Node) -> Json:
    own = operation.members.get("security")
    return document.members.get("security") if own is None else own


def _parameters(path: Node, operation: Node) -> dict[str, Node]:
    """The parameters of an operation by place and name; its own stand before those of its path."""
    listed = [*path.at("parameters", "").items(), *operation.at("parameters", "").items()]
    found = {}
    for node in listed:
        one = node.followed()
        name, where = str(one.members.get("name")), str(one.members.get("in"))
        spot = one if node.target else replace(one, place=f"{operation.place} parameter {name}")
        found[f"{where} {name}"] = spot
    return found
