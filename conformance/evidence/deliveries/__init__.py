"""Evidence of the chapter *Deliveries*."""

from conformance.evidence.deliveries.conversing import Conversation, Step
from conformance.evidence.deliveries.delivering import Delivery, Errand, Parcel, Role, Round
from conformance.evidence.deliveries.editing import Edit, Move, Revision
from conformance.evidence.deliveries.notifying import Correspondence, Rejection, object_of

__all__ = [
    "Conversation",
    "Correspondence",
    "Delivery",
    "Edit",
    "Errand",
    "Move",
    "Parcel",
    "Rejection",
    "Revision",
    "Role",
    "Round",
    "Step",
    "object_of",
]
