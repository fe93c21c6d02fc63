"""Probes of the chapter *Deliveries*."""

from conformance.probes.deliveries.conversing import CONVERSATIONS
from conformance.probes.deliveries.delivering import ROUNDS
from conformance.probes.deliveries.editing import REVISIONS
from conformance.probes.deliveries.notifying import CORRESPONDENCES, REJECTIONS
from conformance.probes.deliveries.sending import clean_up

__all__ = ["CONVERSATIONS", "CORRESPONDENCES", "REJECTIONS", "REVISIONS", "ROUNDS", "clean_up"]
