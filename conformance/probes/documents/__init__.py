"""Probes of the chapter *Documents*."""

from conformance.probes.documents.expiry import EXPIRIES

__all__ = ["EXPIRIES"]
