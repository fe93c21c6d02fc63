"""Evidence of the chapter *Documents*."""

from conformance.evidence.documents.expiry import Expiry

__all__ = ["Expiry"]
