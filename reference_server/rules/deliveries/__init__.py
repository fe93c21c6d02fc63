"""The decisions of the chapter *Deliveries*, one module a section."""

from reference_server.rules.deliveries.delivering import DELIVERY_BYTES, Deliveries
from reference_server.rules.deliveries.editing import Edits
from reference_server.rules.deliveries.notifying import Notices

__all__ = ["DELIVERY_BYTES", "Deliveries", "Edits", "Notices"]
