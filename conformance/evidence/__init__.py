"""What probes gather and checks judge. Each type is a thing that the standard speaks of."""

from conformance.evidence.changes import (
    Cut,
    Filter,
    FilterCase,
    Histories,
    Mark,
    Replay,
    Reread,
    Resize,
    RollCall,
    Selection,
    Transcript,
    Walk,
    asked,
    difference,
    reach,
)
from conformance.evidence.deliveries import Conversation, Step
from conformance.evidence.discovery import Introduction
from conformance.evidence.documents import Expiry
from conformance.evidence.errors import Case
from conformance.evidence.evidence import Evidence, Need
from conformance.evidence.records import Aim, Copy, Enquiry, Sought
from conformance.evidence.service import Burst, Sample
from conformance.evidence.terms import Terms

__all__ = [
    "Aim",
    "Burst",
    "Case",
    "Conversation",
    "Copy",
    "Cut",
    "Enquiry",
    "Evidence",
    "Expiry",
    "Filter",
    "FilterCase",
    "Histories",
    "Introduction",
    "Mark",
    "Need",
    "Replay",
    "Reread",
    "Resize",
    "RollCall",
    "Sample",
    "Selection",
    "Sought",
    "Step",
    "Terms",
    "Transcript",
    "Walk",
    "asked",
    "difference",
    "reach",
]
