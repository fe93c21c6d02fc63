"""Evidence of the chapter *Records*."""

from conformance.evidence.records.copy import Copy
from conformance.evidence.records.lookup import Aim, Enquiry, Sought
from conformance.evidence.records.register import Place, Register

__all__ = ["Aim", "Copy", "Enquiry", "Place", "Register", "Sought"]
