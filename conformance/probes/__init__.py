"""Ways of asking. Each makes one kind of evidence; they are asked in this order."""

from conformance.probes.calendar import Calendar
from conformance.probes.changes import (
    CUTS,
    HISTORIES,
    REPLAYS,
    REREADS,
    RESIZES,
    ROLL_CALLS,
    TRANSCRIPTS,
    WALKS,
    census,
)
from conformance.probes.deliveries import CONVERSATIONS
from conformance.probes.discovery import INTRODUCTIONS
from conformance.probes.documents import ADDRESSES, DOWNLOADS, EXPIRIES, LISTINGS
from conformance.probes.errors import CASES
from conformance.probes.probe import AnyProbe, Probe
from conformance.probes.records import COPIES
from conformance.probes.service import BURSTS, SAMPLES
from conformance.probes.visit import NotThere, Outbox, Tail, Unanswered, Visit

# What pushes comes late, what looks back on all of it last.
PROBES: tuple[AnyProbe, ...] = (
    INTRODUCTIONS,
    CASES,
    WALKS,
    COPIES,
    RESIZES,
    CUTS,
    REPLAYS,
    CONVERSATIONS,
    DOWNLOADS,
    ADDRESSES,
    SAMPLES,
    REREADS,
    ROLL_CALLS,
    BURSTS,
    EXPIRIES,
    HISTORIES,
    LISTINGS,
    TRANSCRIPTS,
)

__all__ = ["PROBES", "AnyProbe", "Calendar", "NotThere", "Outbox", "Probe", "Tail", "Unanswered", "Visit", "census"]
