"""Every fault there is: ways of getting the standard wrong, one at a time."""

from reference_server.fault import Fault
from reference_server.faults import deliveries, discovery, errors, service
from reference_server.faults.changes import SECTIONS as CHANGES
from reference_server.faults.documents import SECTIONS as DOCUMENTS
from reference_server.faults.publication import SECTIONS as PUBLICATION
from reference_server.faults.records import SECTIONS as RECORDS

CHAPTERS = (discovery, *RECORDS, *CHANGES, *PUBLICATION, service, errors, *DOCUMENTS, deliveries)

ALL: tuple[Fault, ...] = tuple(
    value for chapter in CHAPTERS for value in vars(chapter).values() if isinstance(value, Fault)
)
