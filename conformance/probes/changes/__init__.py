"""Probes of the chapter *Changes*."""

from conformance.probes.changes.caching import REVISITS
from conformance.probes.changes.census import census
from conformance.probes.changes.corners import CORNERS
from conformance.probes.changes.digests import STATE_DIGESTS
from conformance.probes.changes.entries import LEDGERS
from conformance.probes.changes.filters import FILTER_CASES, SELECTIONS
from conformance.probes.changes.pages import ALTERATIONS, REPLAYS, RESIZES, VIGILS
from conformance.probes.changes.removal import ROLL_CALLS
from conformance.probes.changes.retention import RETURNS, SINCES
from conformance.probes.changes.snapshot import SNAPSHOT_CASES, SNAPSHOTS
from conformance.probes.changes.spellings import SPELLINGS
from conformance.probes.changes.watermark import HISTORIES, IDLES, REREADS, TRANSCRIPTS
from conformance.probes.changes.windows import CUTS, WALKS

__all__ = [
    "ALTERATIONS",
    "CORNERS",
    "CUTS",
    "FILTER_CASES",
    "HISTORIES",
    "IDLES",
    "LEDGERS",
    "REPLAYS",
    "REREADS",
    "RESIZES",
    "RETURNS",
    "REVISITS",
    "ROLL_CALLS",
    "SELECTIONS",
    "SINCES",
    "SNAPSHOTS",
    "SNAPSHOT_CASES",
    "SPELLINGS",
    "STATE_DIGESTS",
    "TRANSCRIPTS",
    "VIGILS",
    "WALKS",
    "census",
]
