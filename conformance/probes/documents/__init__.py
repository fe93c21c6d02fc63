"""Probes of the chapter *Documents*."""

from conformance.probes.documents.expiry import AFTERLIVES, EXPIRIES, LIFESPANS
from conformance.probes.documents.grants import GRANTINGS, PLEAS
from conformance.probes.documents.signature import TAMPERINGS

__all__ = ["AFTERLIVES", "EXPIRIES", "GRANTINGS", "LIFESPANS", "PLEAS", "TAMPERINGS"]
