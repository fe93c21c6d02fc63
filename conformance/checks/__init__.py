"""The judges, one module a chapter."""

from typing import Any

from conformance.check import Check
from conformance.checks import deliveries, discovery, errors, service
from conformance.checks.changes import SECTIONS as CHANGES
from conformance.checks.documents import SECTIONS as DOCUMENTS
from conformance.checks.publication import SECTIONS as PUBLICATION
from conformance.checks.records import SECTIONS as RECORDS

CHAPTERS = (discovery, *RECORDS, *CHANGES, *PUBLICATION, service, errors, *DOCUMENTS, deliveries)

ALL: tuple[Check[Any], ...] = tuple(
    value for chapter in CHAPTERS for value in vars(chapter).values() if isinstance(value, Check)
)
