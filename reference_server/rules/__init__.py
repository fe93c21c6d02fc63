"""Every decision of the standard as a value or a function that can be swapped: one dataclass a chapter.

The server reads its rules and never asks whether they keep the standard.
"""

from reference_server.rules.changes import Changes, Digests, Filters, Snapshot
from reference_server.rules.deliveries import Deliveries, Edits, Notices
from reference_server.rules.discovery import Discovery
from reference_server.rules.documents import Content, Documents, Uploads
from reference_server.rules.errors import Errors
from reference_server.rules.publication import Publication
from reference_server.rules.records import Records
from reference_server.rules.returns import Returns
from reference_server.rules.rules import STANDARD, Rules
from reference_server.rules.security import Security
from reference_server.rules.service import Service

__all__ = [
    "STANDARD",
    "Changes",
    "Content",
    "Deliveries",
    "Digests",
    "Discovery",
    "Documents",
    "Edits",
    "Errors",
    "Filters",
    "Notices",
    "Publication",
    "Records",
    "Returns",
    "Rules",
    "Security",
    "Service",
    "Snapshot",
    "Uploads",
]
