"""Words out of somebody else's system, made fit to print: no escapes that steer a terminal, no endless lines."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable

WIDTH = 100
# Characters that turn the reading direction round, and with it the meaning of a line.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def printable(text: str) -> str:
    """The text with every control character written out."""
    return "".join(_show(letter) for letter in text)


def _show(letter: str) -> str:
    if letter == "\t" or (letter.isprintable() and letter not in TURNING):
        return letter
    if letter == "\n":
        return " "
    if unicodedata.category(letter) == "Zs":
        return letter
    return letter.encode("unicode_escape").decode("ascii")


def wrapped(label: str, text: str, lines: int = 2) -> list[str]:
    """A label and a text beside it, in a few lines at most."""
    head = f"  {label:<9} "
    room = WIDTH - len(head)
    # An address is not to be broken: it is there to be copied.
    folded = textwrap.wrap(printable(text), room, break_long_words=False, break_on_hyphens=False) or [""]
    if len(folded) > lines:
        folded = [*folded[: lines - 1], textwrap.shorten(" ".join(folded[lines - 1 :]), room, placeholder=" ...")]
    return [(head if n == 0 else " " * len(head)) + line for n, line in enumerate(folded)]


def listed(words: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, last = tuple(words) or ("",)
    return f"{', '.join(most)} and {last}" if most else last
