"""Evidence of the chapter *Changes*."""

from conformance.evidence.changes.caching import Revisit
from conformance.evidence.changes.corners import Corner
from conformance.evidence.changes.digests import StateDigest
from conformance.evidence.changes.entries import Ledger
from conformance.evidence.changes.filters import Filter, FilterCase, Selection, reach
from conformance.evidence.changes.pages import Alteration, Replay, Resize, Vigil
from conformance.evidence.changes.removal import RollCall
from conformance.evidence.changes.retention import Return, Since
from conformance.evidence.changes.snapshot import Passage, Snapshot, SnapshotCase
from conformance.evidence.changes.spellings import Spelling
from conformance.evidence.changes.watermark import Histories, Idle, Reread, Transcript
from conformance.evidence.changes.windows import Cut, Mark, Walk, asked, beyond, difference

__all__ = [
    "Alteration",
    "Corner",
    "Cut",
    "Filter",
    "FilterCase",
    "Histories",
    "Idle",
    "Ledger",
    "Mark",
    "Passage",
    "Replay",
    "Reread",
    "Resize",
    "Return",
    "Revisit",
    "RollCall",
    "Selection",
    "Since",
    "Snapshot",
    "SnapshotCase",
    "Spelling",
    "StateDigest",
    "Transcript",
    "Vigil",
    "Walk",
    "asked",
    "beyond",
    "difference",
    "reach",
]
