"""JSON read as RFC 8259 and I-JSON want it: what a lenient reader lets pass is refused here, by name."""

from __future__ import annotations

import json
import math
from functools import lru_cache
from typing import NoReturn, TypeAlias

import orjson

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

DEEPEST = 64


class NotJson(ValueError):
    """A body is not strict JSON; the message says what is wrong with it."""


@lru_cache(maxsize=64)
def read(body: bytes) -> Json:
    """The value of a body. Callers share it and do not change it. Raises `NotJson`."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise NotJson(f"byte {wrong.start} is not UTF-8") from None
    if text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}"):
        raise NotJson("it starts with a byte order mark")
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse, parse_float=_finite)
    except RecursionError:
        raise NotJson("it is nested too deeply to read") from None
    except NotJson:
        raise
    except ValueError as wrong:
        # Of a number of thousands of digits Python also says what to do in a program.
        raise NotJson(f"{wrong}".partition("; use sys.")[0][:200]) from None
    if depth(value) > DEEPEST:
        raise NotJson(f"it is nested more than {DEEPEST} deep")
    if "\\u" in text:
        _refuse_lone_surrogates(body, value)
    return value  # type: ignore[no-any-return] # json.loads says Any


def depth(value: Json) -> int:
    """How many arrays and objects lie inside one another."""
    deepest, level = 0, [value]
    while level:
        containers = [item for item in level if isinstance(item, list | dict)]
        level = [inner for item in containers for inner in (item.values() if isinstance(item, dict) else item)]
        deepest += bool(containers)
    return deepest


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) != len(pairs):
        # Takes each name out once, so that a million of them take no more than a moment.
        left = dict(members)
        twice = next(name for name, _ in pairs if left.pop(name, left) is left)
        raise NotJson(f"the member {twice!r} stands twice in one object")
    return members


def _refuse(constant: str) -> NoReturn:
    raise NotJson(f"{constant} is no JSON number")


def _finite(number: str) -> float:
    value = float(number)
    if math.isinf(value):
        raise NotJson(f"{number[:40]} is larger than a double can hold")
    return value


def _refuse_lone_surrogates(body: bytes, value: Json) -> None:
    try:
        orjson.loads(body)
    except orjson.JSONDecodeError:
        # It has bounds of its own besides, for numbers and for depth; those stand elsewhere here.
        try:
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        except UnicodeEncodeError:
            raise NotJson("a string holds half of a surrogate pair") from None
