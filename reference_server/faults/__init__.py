"""Every fault there is: ways of getting the standard wrong, one at a time."""

from reference_server.fault import Fault
from reference_server.faults import consultation, discovery, errors, returns, service
from reference_server.faults.changes import SECTIONS as CHANGES
from reference_server.faults.deliveries import SECTIONS as DELIVERIES
from reference_server.faults.documents import SECTIONS as DOCUMENTS
from reference_server.faults.publication import SECTIONS as PUBLICATION
from reference_server.faults.records import SECTIONS as RECORDS
from reference_server.faults.security import SECTIONS as SECURITY

CHAPTERS = (
    discovery,
    *RECORDS,
    *CHANGES,
    *PUBLICATION,
    service,
    errors,
    *SECURITY,
    *DOCUMENTS,
    *DELIVERIES,
    consultation,
    returns,
)

ALL: tuple[Fault, ...] = tuple(
    value for chapter in CHAPTERS for value in vars(chapter).values() if isinstance(value, Fault)
)
