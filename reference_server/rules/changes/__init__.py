"""The decisions of the chapter *Changes*, one module for the feed and one for each section beside it."""

from reference_server.rules.changes.digests import Digests, Identity, State
from reference_server.rules.changes.feed import Changes, Pairs, Row, repeated_or_unknown
from reference_server.rules.changes.snapshot import Key, Live, Snapshot

__all__ = ["Changes", "Digests", "Identity", "Key", "Live", "Pairs", "Row", "Snapshot", "State", "repeated_or_unknown"]
