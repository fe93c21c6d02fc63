"""The decisions of the chapter *Changes*, one module for the feed and one for each section beside it."""

from reference_server.rules.changes.digests import Digests, Identity, State
from reference_server.rules.changes.feed import (
    Changes,
    Pairs,
    Row,
    entity_tag,
    names,
    repeated_or_unknown,
    whole_number,
)
from reference_server.rules.changes.filters import Filter, Filters, Head
from reference_server.rules.changes.snapshot import Key, Live, Snapshot

__all__ = [
    "Changes",
    "Digests",
    "Filter",
    "Filters",
    "Head",
    "Identity",
    "Key",
    "Live",
    "Pairs",
    "Row",
    "Snapshot",
    "State",
    "entity_tag",
    "names",
    "repeated_or_unknown",
    "whole_number",
]
