"""The decisions of the chapter *Changes*, one module for the feed and one for each section beside it."""

from reference_server.rules.changes.feed import Changes, Pairs, Row, repeated_or_unknown
from reference_server.rules.changes.snapshot import Key, Live, Snapshot

__all__ = ["Changes", "Key", "Live", "Pairs", "Row", "Snapshot", "repeated_or_unknown"]
