"""Evidence of the chapter *Changes*."""

from conformance.evidence.changes.corners import Corner
from conformance.evidence.changes.pages import Alteration, Replay, Resize
from conformance.evidence.changes.removal import RollCall
from conformance.evidence.changes.spellings import Spelling
from conformance.evidence.changes.watermark import Histories, Reread, Transcript
from conformance.evidence.changes.windows import Cut, Mark, Walk, asked, difference

__all__ = [
    "Alteration",
    "Corner",
    "Cut",
    "Histories",
    "Mark",
    "Replay",
    "Reread",
    "Resize",
    "RollCall",
    "Spelling",
    "Transcript",
    "Walk",
    "asked",
    "difference",
]
