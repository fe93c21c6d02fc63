"""Probes of the chapter *Deliveries*."""

from conformance.probes.deliveries.conversing import CONVERSATIONS
from conformance.probes.deliveries.delivering import ROUNDS
from conformance.probes.deliveries.editing import REVISIONS
from conformance.probes.deliveries.sending import clean_up

__all__ = ["CONVERSATIONS", "REVISIONS", "ROUNDS", "clean_up"]
