"""Probes of the chapter *Security*."""

from conformance.probes.security.door import KNOCKS
from conformance.probes.security.issuer import ISSUES, OUTLIVED
from conformance.probes.security.reach import LIKENESSES, READINGS

__all__ = ["ISSUES", "KNOCKS", "LIKENESSES", "OUTLIVED", "READINGS"]
