"""Probes of the chapter *Documents*."""

from conformance.probes.documents.content import ADDRESSES, DOWNLOADS
from conformance.probes.documents.expiry import EXPIRIES
from conformance.probes.documents.listing import LISTINGS

__all__ = ["ADDRESSES", "DOWNLOADS", "EXPIRIES", "LISTINGS"]
