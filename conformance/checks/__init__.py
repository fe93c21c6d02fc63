"""The judges, one module a chapter."""

from typing import Any

from conformance.check import Check
from conformance.checks import errors, returns
from conformance.checks.changes import SECTIONS as CHANGES
from conformance.checks.consultation import SECTIONS as CONSULTATION
from conformance.checks.deliveries import SECTIONS as DELIVERIES
from conformance.checks.discovery import SECTIONS as DISCOVERY
from conformance.checks.documents import SECTIONS as DOCUMENTS
from conformance.checks.publication import SECTIONS as PUBLICATION
from conformance.checks.records import SECTIONS as RECORDS
from conformance.checks.security import SECTIONS as SECURITY
from conformance.checks.service import SECTIONS as SERVICE

CHAPTERS = (
    *DISCOVERY,
    *RECORDS,
    *CHANGES,
    *PUBLICATION,
    *SERVICE,
    errors,
    *SECURITY,
    *DOCUMENTS,
    *DELIVERIES,
    *CONSULTATION,
    returns,
)

ALL: tuple[Check[Any], ...] = tuple(
    value for chapter in CHAPTERS for value in vars(chapter).values() if isinstance(value, Check)
)
