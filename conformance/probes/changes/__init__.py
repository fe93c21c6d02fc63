"""Probes of the chapter *Changes*."""

from conformance.probes.changes.census import census
from conformance.probes.changes.corners import CORNERS
from conformance.probes.changes.pages import ALTERATIONS, REPLAYS, RESIZES
from conformance.probes.changes.removal import ROLL_CALLS
from conformance.probes.changes.spellings import SPELLINGS
from conformance.probes.changes.watermark import HISTORIES, REREADS, TRANSCRIPTS
from conformance.probes.changes.windows import CUTS, WALKS

__all__ = [
    "ALTERATIONS",
    "CORNERS",
    "CUTS",
    "HISTORIES",
    "REPLAYS",
    "REREADS",
    "RESIZES",
    "ROLL_CALLS",
    "SPELLINGS",
    "TRANSCRIPTS",
    "WALKS",
    "census",
]
