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
from conformance.evidence.documents import (
    Afterlife,
    Effect,
    Expiry,
    Forgery,
    Granting,
    Lifespan,
    Plea,
    Tampering,
    Way,
)
from conformance.evidence.errors import Case
from conformance.evidence.evidence import Evidence, Need
from conformance.evidence.records import Copy
from conformance.evidence.service import Burst, Sample
from conformance.evidence.terms import Terms

__all__ = [
    "Afterlife",
    "Burst",
    "Case",
    "Conversation",
    "Copy",
    "Cut",
    "Effect",
    "Evidence",
    "Expiry",
    "Forgery",
    "Granting",
    "Histories",
    "Introduction",
    "Lifespan",
    "Mark",
    "Need",
    "Plea",
    "Replay",
    "Reread",
    "Resize",
    "RollCall",
    "Sample",
    "Step",
    "Tampering",
    "Terms",
    "Transcript",
    "Walk",
    "Way",
    "asked",
    "difference",
]
