"""The judges, one module a chapter."""

from typing import Any

from conformance.check import Check
from conformance.checks import deliveries, discovery, documents, errors, publication, records, service
from conformance.checks.changes import SECTIONS

CHAPTERS = (discovery, records, *SECTIONS, publication, service, errors, documents, deliveries)

ALL: tuple[Check[Any], ...] = tuple(
    value for chapter in CHAPTERS for value in vars(chapter).values() if isinstance(value, Check)
)
