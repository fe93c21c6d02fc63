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
    beyond,
    difference,
)
from conformance.evidence.deliveries import Conversation, Step
from conformance.evidence.discovery import Introduction
from conformance.evidence.documents import Expiry
from conformance.evidence.errors import Case
from conformance.evidence.evidence import Evidence, Need
from conformance.evidence.records import Copy
from conformance.evidence.service import Burst, Sample
from conformance.evidence.terms import Terms

__all__ = [
    "Burst",
    "Case",
    "Conversation",
    "Copy",
    "Cut",
    "Evidence",
    "Expiry",
    "Histories",
    "Introduction",
    "Mark",
    "Need",
    "Replay",
    "Reread",
    "Resize",
    "RollCall",
    "Sample",
    "Step",
    "Terms",
    "Transcript",
    "Walk",
    "asked",
    "beyond",
    "difference",
]
