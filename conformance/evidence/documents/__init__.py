"""Evidence of the chapter *Documents*."""

from conformance.evidence.documents.content import Address, Download, Slice
from conformance.evidence.documents.expiry import Afterlife, Expiry, Lifespan
from conformance.evidence.documents.grants import Granting, Plea
from conformance.evidence.documents.listing import Listing
from conformance.evidence.documents.signature import Effect, Forgery, Tampering, Way
from conformance.evidence.documents.uploads import Handover, Lodgement

__all__ = [
    "Address",
    "Afterlife",
    "Download",
    "Effect",
    "Expiry",
    "Forgery",
    "Granting",
    "Handover",
    "Lifespan",
    "Listing",
    "Lodgement",
    "Plea",
    "Slice",
    "Tampering",
    "Way",
]
