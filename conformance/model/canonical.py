"""JSON in its canonical form, RFC 8785, and what is hashed over it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

import orjson
import rfc8785

from conformance.model.strict import Json

MODULUS = 2**256
LARGEST_INTEGER = 2**53 - 1
# What orjson writes otherwise than RFC 8785 has it: whole numbers with a point, exponents, large integers, and the
# order of names beyond the basic plane. Everything else it writes alike, in a twentieth of the time.
UNLIKE = re.compile(rb"[:,\[]-?(?:\d{16}|\d+\.0[,\]}]|[\d.]+e)|[\xf0-\xf7]")
# A number of up to fifteen digits is the same as a double and as written.
LONG_NUMBER = re.compile(rb"[:,\[\s]-?(?:[\d.]{16}|[\d.]+[eE])")

Exact: TypeAlias = "bool | int | Decimal | str | list[Exact] | dict[str, Exact] | None"


def canonical(value: Json) -> bytes | None:
    """The one form of an object or array; None if it has none, since a number in it is not what a double holds."""
    try:
        quick = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except (orjson.JSONEncodeError, RecursionError):
        quick = b""
    if quick and not UNLIKE.search(quick):
        return quick
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError):
        return None


def digest_of(value: Json) -> str | None:
    """The digest of a record; None where it has no canonical form."""
    form = canonical(value)
    return None if form is None else hashlib.sha256(form).hexdigest()


def share_of(kind: str, key: str, version: int, digest: str) -> int:
    """What one record adds to a state digest."""
    form = canonical({"kind": kind, "id": key, "version": version, "digest": digest}) or b""
    return int.from_bytes(hashlib.sha256(form).digest(), "big")


def exact(body: bytes) -> Exact:
    """The value of a strict JSON body with its numbers as they are written. None where all of them are plain."""
    if not LONG_NUMBER.search(body):
        return None
    value: Exact = json.loads(body, parse_float=Decimal)
    return value


def inexact(value: Exact, place: str = "") -> Iterator[tuple[str, str]]:
    """The numbers in a value that a double does not hold as they are written, each with its place."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from inexact(inner, f"{place}.{name}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from inexact(inner, f"{place}[{number}]")
    elif isinstance(value, Decimal | int) and not _is_held(Decimal(value)):
        yield place, f"{value}"[:60]


def _is_held(number: Decimal) -> bool:
    if abs(number) > LARGEST_INTEGER and number == int(number):
        return False
    return Decimal(repr(float(number))) == number
