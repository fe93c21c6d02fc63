"""Evidence of the chapter *Changes*."""

from conformance.evidence.changes.digests import StateDigest
from conformance.evidence.changes.pages import Replay, Resize
from conformance.evidence.changes.removal import RollCall
from conformance.evidence.changes.snapshot import Passage, Snapshot, SnapshotCase
from conformance.evidence.changes.watermark import Histories, Reread, Transcript
from conformance.evidence.changes.windows import Cut, Mark, Walk, asked, difference

__all__ = [
    "Cut",
    "Histories",
    "Mark",
    "Passage",
    "Replay",
    "Reread",
    "Resize",
    "RollCall",
    "Snapshot",
    "SnapshotCase",
    "StateDigest",
    "Transcript",
    "Walk",
    "asked",
    "difference",
]
