"""The judges, one module a chapter."""

from typing import Any

from conformance.check import Check
from conformance.checks import deliveries, discovery, errors, publication, records, service
from conformance.checks.changes import SECTIONS as CHANGES
from conformance.checks.documents import SECTIONS as DOCUMENTS
from conformance.checks.security import SECTIONS as SECURITY

CHAPTERS = (discovery, records, *CHANGES, publication, service, errors, *SECURITY, *DOCUMENTS, deliveries)

ALL: tuple[Check[Any], ...] = tuple(
    value for chapter in CHAPTERS for value in vars(chapter).values() if isinstance(value, Check)
)
