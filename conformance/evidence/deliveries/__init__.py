"""Evidence of the chapter *Deliveries*."""

from conformance.evidence.deliveries.conversing import Conversation, Step
from conformance.evidence.deliveries.delivering import Delivery, Errand, Parcel, Role, Round

__all__ = ["Conversation", "Delivery", "Errand", "Parcel", "Role", "Round", "Step"]
