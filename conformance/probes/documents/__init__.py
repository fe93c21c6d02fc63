"""Probes of the chapter *Documents*."""

from conformance.probes.documents.content import ADDRESSES, DOWNLOADS
from conformance.probes.documents.expiry import AFTERLIVES, EXPIRIES, LIFESPANS
from conformance.probes.documents.grants import GRANTINGS, PLEAS
from conformance.probes.documents.listing import LISTINGS
from conformance.probes.documents.signature import TAMPERINGS

__all__ = [
    "ADDRESSES",
    "AFTERLIVES",
    "DOWNLOADS",
    "EXPIRIES",
    "GRANTINGS",
    "LIFESPANS",
    "LISTINGS",
    "PLEAS",
    "TAMPERINGS",
]
