"""The decisions of the chapter *Documents*: what a grant opens, and how the bytes are sent."""

from reference_server.rules.documents.content import Content
from reference_server.rules.documents.grants import LONGEST, Documents, Turned, lifetime
from reference_server.rules.documents.uploads import Uploads

__all__ = ["LONGEST", "Content", "Documents", "Turned", "Uploads", "lifetime"]
