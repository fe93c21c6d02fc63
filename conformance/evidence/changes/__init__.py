"""Evidence of the chapter *Changes*."""

from conformance.evidence.changes.filters import Filter, FilterCase, Selection, reach
from conformance.evidence.changes.pages import Replay, Resize
from conformance.evidence.changes.removal import RollCall
from conformance.evidence.changes.watermark import Histories, Reread, Transcript
from conformance.evidence.changes.windows import Cut, Mark, Walk, asked, difference

__all__ = [
    "Cut",
    "Filter",
    "FilterCase",
    "Histories",
    "Mark",
    "Replay",
    "Reread",
    "Resize",
    "RollCall",
    "Selection",
    "Transcript",
    "Walk",
    "asked",
    "difference",
    "reach",
]
