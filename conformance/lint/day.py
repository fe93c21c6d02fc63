"""The rules for the day of one application: each exchange is of this standard, and everybody takes part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from conformance.lint.complaint import Complaint, line_with
from conformance.model.strict import Json, NotJson
from conformance.model.strict import read as read_json
from conformance.standard import Standard

MEMBERS = ("number", "at", "from", "to", "title", "says", "shows", "request", "answer")
# What stands in the place of what is left out.
LEFT_OUT = "..."
# A base that ends so is that of a view; what is asked elsewhere is not in the description.
VIEW = re.compile(r"/v\d+/[a-z]+$")
REFERENCE = "#/components/schemas/"
JSON = ("application/json", "application/problem+json")

Object = dict[str, Json]


def day(spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every complaint about the exchanges in `day/`."""
    taking_part: set[str] = set()
    paths = sorted((spec / "day").glob("*.json"))
    for place, path in enumerate(paths, 1):
        try:
            exchange = _object(read_json(path.read_bytes()))
        except NotJson as wrong:
            yield Complaint(path, 1, str(wrong))
            continue
        taking_part |= {str(exchange.get("from")), str(exchange.get("to"))}
        yield from _told(path, place, exchange, standard)
        yield from _carried(path, exchange, standard)
    for name in standard.profiles:
        if name not in taking_part:
            yield Complaint(spec / "profiles" / f"{name}.yaml", 1, f"{name} takes no part in the day of spec/day")


def _told(path: Path, place: int, exchange: Object, standard: Standard) -> Iterator[Complaint]:
    """What is wrong with what is told of an exchange."""
    for name in MEMBERS:
        if not exchange.get(name):
            yield Complaint(path, 1, f"the exchange has no `{name}`")
    if exchange.get("number") != place or not path.name.startswith(f"{place:02}-"):
        yield Complaint(path, 1, f"it is number {place} of the day; its name and its `number` say so")
    for name in ("from", "to"):
        system = str(exchange.get(name))
        if system not in standard.profiles:
            yield Complaint(path, line_with(path, f'"{name}"'), f"profiles/ has no {system}")
    for shown in _list(exchange.get("shows")):
        if shown not in standard.requirements:
            yield Complaint(path, line_with(path, f'"{shown}"'), f"there is no requirement {shown}")


def _carried(path: Path, exchange: Object, standard: Standard) -> Iterator[Complaint]:
    """What is wrong with a request and its answer by the description of the API."""
    request, answer = _object(exchange.get("request")), _object(exchange.get("answer"))
    if not VIEW.search(str(request.get("base"))):
        return
    tell = partial(Complaint, path, line_with(path, '"request"'))
    method, address = str(request.get("method")), urlsplit(str(request.get("address"))).path
    operation = _operation(standard, method, address)
    if not operation:
        yield tell(f"openapi.yaml has no {method} {address}")
        return
    status = str(answer.get("status"))
    response = _object(_object(operation.get("responses")).get(status))
    if not response:
        yield tell(f"openapi.yaml has no answer {status} to {method} {address}")
    sent = _object(operation.get("requestBody"))
    for part, body, described in (("request", request.get("body"), sent), ("answer", answer.get("body"), response)):
        tell = partial(Complaint, path, line_with(path, f'"{part}"'))
        yield from (tell(f"the body of the {part} is not valid: {flaw}") for flaw in _flaws(standard, body, described))


def _operation(standard: Standard, method: str, address: str) -> Object:
    """The operation that answers at an address; one without parameters before one that has some."""
    paths = _object(standard.openapi.get("paths"))
    for template in sorted(paths, key=lambda name: name.count("{")):
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), address):
            return _object(_object(paths[template]).get(method.lower()))
    return {}


def _flaws(standard: Standard, body: Json, described: Object) -> Iterator[str]:
    """What is wrong with a body that is shown whole."""
    if not isinstance(body, dict) or not is_whole(body):
        return
    content = _object(described.get("content"))
    media = next((_object(content[name]) for name in JSON if name in content), {})
    name = str(_object(media.get("schema")).get("$ref")).removeprefix(REFERENCE)
    if name in standard.schemas:
        yield from map(str, standard.schemas[name].flaws(body))
    elif described:
        yield "none is described"


def is_whole(value: Json) -> bool:
    """Whether nothing is left out of a value."""
    if isinstance(value, dict):
        return LEFT_OUT not in value and all(map(is_whole, value.values()))
    if isinstance(value, list):
        return all(map(is_whole, value))
    return not (isinstance(value, str) and value.endswith(LEFT_OUT))


def _object(value: Json) -> Object:
    return value if isinstance(value, dict) else {}


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
