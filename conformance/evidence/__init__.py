"""What probes gather and checks judge. Each type is a thing that the standard speaks of."""

from conformance.evidence.changes import (
    Alteration,
    Corner,
    Cut,
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
    Since,
    Spelling,
    Transcript,
    Walk,
    asked,
    difference,
)
from conformance.evidence.deliveries import Conversation, Step
from conformance.evidence.discovery import Introduction
from conformance.evidence.documents import Expiry
from conformance.evidence.errors import Case
from conformance.evidence.evidence import Evidence, Need
from conformance.evidence.records import Copy
from conformance.evidence.service import Burst, Compressed, Sample
from conformance.evidence.terms import Terms

__all__ = [
    "Alteration",
    "Burst",
    "Case",
    "Compressed",
    "Conversation",
    "Copy",
    "Corner",
    "Cut",
    "Evidence",
    "Expiry",
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
    "Since",
    "Spelling",
    "Step",
    "Terms",
    "Transcript",
    "Walk",
    "asked",
    "difference",
]
