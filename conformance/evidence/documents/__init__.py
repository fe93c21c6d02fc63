"""Evidence of the chapter *Documents*."""

from conformance.evidence.documents.content import Address, Download, Slice
from conformance.evidence.documents.expiry import Expiry
from conformance.evidence.documents.listing import Listing

__all__ = ["Address", "Download", "Expiry", "Listing", "Slice"]
