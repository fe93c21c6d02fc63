"""Evidence of the chapter *Deliveries*."""

from conformance.evidence.deliveries.conversing import Conversation, Step
from conformance.evidence.deliveries.delivering import Delivery, Errand, Parcel, Role, Round
from conformance.evidence.deliveries.editing import Edit, Move, Revision

__all__ = ["Conversation", "Delivery", "Edit", "Errand", "Move", "Parcel", "Revision", "Role", "Round", "Step"]
