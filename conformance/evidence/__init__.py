"""What probes gather and checks judge. Each type is a thing that the standard speaks of."""

from conformance.evidence.changes import (
    Cut,
    Histories,
    Mark,
    Replay,
    Reread,
    Resize,
    RollCall,
    Transcript,
    Walk,
    asked,
    difference,
)
from conformance.evidence.deliveries import Conversation, Step
from conformance.evidence.discovery import Introduction
from conformance.evidence.documents import Address, Download, Expiry, Listing, Slice
from conformance.evidence.errors import Case
from conformance.evidence.evidence import Evidence, Need
from conformance.evidence.records import Copy
from conformance.evidence.service import Burst, Sample
from conformance.evidence.terms import Terms

__all__ = [
    "Address",
    "Burst",
    "Case",
    "Conversation",
    "Copy",
    "Cut",
    "Download",
    "Evidence",
    "Expiry",
    "Histories",
    "Introduction",
    "Listing",
    "Mark",
    "Need",
    "Replay",
    "Reread",
    "Resize",
    "RollCall",
    "Sample",
    "Slice",
    "Step",
    "Terms",
    "Transcript",
    "Walk",
    "asked",
    "difference",
]
