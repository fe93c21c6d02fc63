"""Where the publisher keeps what it acknowledged."""

from reference_server.store.reader import Document
from reference_server.store.store import Store
from reference_server.store.writer import Writing

__all__ = ["Document", "Store", "Writing"]
