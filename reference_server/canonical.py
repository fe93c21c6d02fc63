"""JSON in its canonical form, RFC 8785: the server's own reading of it."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from typing import Any

LARGEST_INTEGER = 2**53 - 1
# Beyond these powers of ten ECMAScript writes an exponent.
LARGEST_POINT, SMALLEST_POINT = 21, -6


def canonical(value: Any) -> bytes:  # noqa: ANN401 - JSON
    """The one form of a value. Raises `ValueError` for what has none: an integer that no double holds, for one."""
    return _written(value).encode()


def _written(value: Any) -> str:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{_text(name)}:{_written(value[name])}" for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_written, value)) + "]"
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    return _text(value) if isinstance(value, str) else _number(value)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _number(number: float) -> str:
    if isinstance(number, int):
        if abs(number) > LARGEST_INTEGER:
            raise ValueError(f"{number} is beyond the whole numbers that a double holds")
        return str(number)
    if not math.isfinite(number):
        raise ValueError(f"{number} is no JSON number")
    # Python's shortest digits are those of ECMAScript; only where the point stands is written otherwise.
    sign, digits, exponent = Decimal(repr(number)).normalize().as_tuple()
    if not any(digits):
        return "0"
    return "-" * sign + _pointed("".join(map(str, digits)), len(digits) + int(exponent))


def _pointed(digits: str, place: int) -> str:
    """Digits with the point after so many of them."""
    if len(digits) <= place <= LARGEST_POINT:
        return digits.ljust(place, "0")
    if 0 < place <= LARGEST_POINT:
        return f"{digits[:place]}.{digits[place:]}"
    if SMALLEST_POINT < place <= 0:
        return "0." + "0" * -place + digits
    point = "." if len(digits) > 1 else ""
    return f"{digits[0]}{point}{digits[1:]}e{place - 1:+d}"
