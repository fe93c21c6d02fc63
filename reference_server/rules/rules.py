"""All the rules of a publisher as one value."""

from __future__ import annotations

from dataclasses import dataclass, field

from reference_server.rules.changes import Changes, Digests, Filters, Snapshot
from reference_server.rules.deliveries import Deliveries, Edits, Notices
from reference_server.rules.discovery import Discovery
from reference_server.rules.documents import Content, Documents, Uploads
from reference_server.rules.errors import Errors
from reference_server.rules.publication import Publication
from reference_server.rules.records import Records
from reference_server.rules.returns import Returns
from reference_server.rules.security import Security
from reference_server.rules.service import Service


@dataclass(frozen=True, slots=True)
class Rules:
    """How a publisher behaves. The defaults keep the standard."""

    discovery: Discovery = field(default_factory=Discovery)
    changes: Changes = field(default_factory=Changes)
    filters: Filters = field(default_factory=Filters)
    snapshot: Snapshot = field(default_factory=Snapshot)
    digests: Digests = field(default_factory=Digests)
    records: Records = field(default_factory=Records)
    publication: Publication = field(default_factory=Publication)
    documents: Documents = field(default_factory=Documents)
    content: Content = field(default_factory=Content)
    uploads: Uploads = field(default_factory=Uploads)
    deliveries: Deliveries = field(default_factory=Deliveries)
    edits: Edits = field(default_factory=Edits)
    notices: Notices = field(default_factory=Notices)
    returns: Returns = field(default_factory=Returns)
    service: Service = field(default_factory=Service)
    errors: Errors = field(default_factory=Errors)
    security: Security = field(default_factory=Security)


STANDARD = Rules()
