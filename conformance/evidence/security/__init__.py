"""Evidence of the chapter *Security*."""

from conformance.evidence.security.door import Alike, Knock, Likeness, Try
from conformance.evidence.security.issuer import Issue, Outlived
from conformance.evidence.security.reach import Reading

__all__ = ["Alike", "Issue", "Knock", "Likeness", "Outlived", "Reading", "Try"]
