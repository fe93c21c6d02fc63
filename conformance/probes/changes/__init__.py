"""Probes of the chapter *Changes*."""

from conformance.probes.changes.census import census
from conformance.probes.changes.digests import STATE_DIGESTS
from conformance.probes.changes.pages import REPLAYS, RESIZES
from conformance.probes.changes.removal import ROLL_CALLS
from conformance.probes.changes.snapshot import SNAPSHOT_CASES, SNAPSHOTS
from conformance.probes.changes.watermark import HISTORIES, REREADS, TRANSCRIPTS
from conformance.probes.changes.windows import CUTS, WALKS

__all__ = [
    "CUTS",
    "HISTORIES",
    "REPLAYS",
    "REREADS",
    "RESIZES",
    "ROLL_CALLS",
    "SNAPSHOTS",
    "SNAPSHOT_CASES",
    "STATE_DIGESTS",
    "TRANSCRIPTS",
    "WALKS",
    "census",
]
