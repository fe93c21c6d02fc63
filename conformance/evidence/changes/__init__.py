"""Evidence of the chapter *Changes*."""

from conformance.evidence.changes.pages import Replay, Resize
from conformance.evidence.changes.removal import RollCall
from conformance.evidence.changes.watermark import Histories, Reread, Transcript
from conformance.evidence.changes.windows import Cut, Mark, Walk, asked, beyond, difference

__all__ = [
    "Cut",
    "Histories",
    "Mark",
    "Replay",
    "Reread",
    "Resize",
    "RollCall",
    "Transcript",
    "Walk",
    "asked",
    "beyond",
    "difference",
]
