"""What probes gather and checks judge. Each type is a thing that the standard speaks of."""

from conformance.evidence.changes import (
    Alteration,
    Corner,
    Cut,
    Filter,
    FilterCase,
    Histories,
    Idle,
    Ledger,
    Mark,
    Replay,
    Reread,
    Resize,
    Return,
    Revisit,
    RollCall,
    Selection,
    Since,
    Spelling,
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
from conformance.evidence.service import Burst, Compressed, Sample
from conformance.evidence.terms import Terms

__all__ = [
    "Aim",
    "Alteration",
    "Burst",
    "Case",
    "Compressed",
    "Conversation",
    "Copy",
    "Corner",
    "Cut",
    "Enquiry",
    "Evidence",
    "Expiry",
    "Filter",
    "FilterCase",
    "Histories",
    "Idle",
    "Introduction",
    "Ledger",
    "Mark",
    "Need",
    "Replay",
    "Reread",
    "Resize",
    "Return",
    "Revisit",
    "RollCall",
    "Sample",
    "Selection",
    "Since",
    "Sought",
    "Spelling",
    "Step",
    "Terms",
    "Transcript",
    "Walk",
    "asked",
    "difference",
    "reach",
]
