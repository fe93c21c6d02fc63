"""The fields `RateLimit` and `RateLimit-Policy`: a list of names, each with whole numbers."""

from __future__ import annotations

import re

# An item of a list of structured fields (RFC 9651): a name, then parameters.
ITEM = re.compile(
    r'\s*(?P<name>"(?:[ !#-\[\]-~]|\\["\\])*"|[A-Za-z*][\w!#$%&\'*+.^`|~:/-]*)(?P<rest>(?:[^",]|"[^"]*")*)'
)
PARAMETER = re.compile(r";\s*(?P<key>[a-z*][a-z0-9_.*-]*)(?:=(?P<value>\"[^\"]*\"|:[^:]*:|\?[01]|[^\s;,\"]+))?\s*")
NUMBER = re.compile(r"\d{1,15}")

Policies = dict[str, dict[str, int]]


def read(text: str | None) -> Policies | None:
    """The numbers of each name; None if it is no such list. Parameters that are no whole numbers are left out."""
    if not text:
        return None
    found: Policies = {}
    place = 0
    while place < len(text):
        item = ITEM.match(text, place)
        if not item or PARAMETER.sub("", item["rest"]).strip():
            return None
        pairs = ((one["key"], one["value"] or "") for one in PARAMETER.finditer(item["rest"]))
        found[item["name"]] = {key: int(value) for key, value in pairs if NUMBER.fullmatch(value)}
        place = item.end() + 1
    return found
