"""Probes of the chapter *Documents*."""

from conformance.probes.documents.content import ADDRESSES, DOWNLOADS
from conformance.probes.documents.expiry import AFTERLIVES, EXPIRIES, LIFESPANS
from conformance.probes.documents.grants import GRANTINGS, PLEAS
from conformance.probes.documents.listing import LISTINGS
from conformance.probes.documents.lodging import LODGEMENTS
from conformance.probes.documents.signature import TAMPERINGS
from conformance.probes.documents.uploads import HANDOVERS

__all__ = [
    "ADDRESSES",
    "AFTERLIVES",
    "DOWNLOADS",
    "EXPIRIES",
    "GRANTINGS",
    "HANDOVERS",
    "LIFESPANS",
    "LISTINGS",
    "LODGEMENTS",
    "PLEAS",
    "TAMPERINGS",
]
