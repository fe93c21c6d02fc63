"""How to reach somebody, found in texts that the public is shown, and taken out of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

REMOVED = "[removed]"
EMAIL = r"[^\s@<>()\[\],;:]+@[^\s@<>()\[\],;:]+\.[A-Za-z]{2,}"
# Numbers of people: those that begin with 03, 08 or 09 are of bodies and services.
TELEPHONE = r"(?<![\w.,/-])(?:\+44[\s(0)-]*|\(?0)[1257](?:[\s()-]*\d){8,9}(?![\w/-])"
INSURANCE = r"\b[A-CEGHJ-PR-TW-Z]{2}\s?(?:\d{2}\s?){3}[A-D]\b"
PERSONAL = re.compile(f"{EMAIL}|{TELEPHONE}|{INSURANCE}")
# Numbers of drawings and cases stand here, and look like what they are not.
NUMBERS = frozenset(("reference", "referencesInDocument", "uprns", "usrns", "sha256"))
ADDRESS = ("http://", "https://")

Data = dict[str, Any]


def tells(text: str) -> bool:
    """Whether a text holds an e-mail address, a telephone number or a National Insurance number."""
    return PERSONAL.search(text) is not None


def without(value: Any) -> Any:  # noqa: ANN401 - JSON
    """The value, with what tells taken out of every text in it."""
    if isinstance(value, str):
        return value if value.startswith(ADDRESS) else PERSONAL.sub(REMOVED, value)
    if isinstance(value, list):
        return [without(item) for item in value]
    if isinstance(value, dict):
        return {name: inner if name in NUMBERS else without(inner) for name, inner in value.items()}
    return value


def members(data: Data, shown: frozenset[str]) -> Iterator[tuple[str, Any]]:
    """The members that are shown and tell something, each without it."""
    for name in sorted(shown.intersection(data).difference(NUMBERS)):
        clean = without(data[name])
        if clean != data[name]:
            yield name, clean
