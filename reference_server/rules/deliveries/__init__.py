"""The decisions of the chapter *Deliveries*, one module a section."""

from reference_server.rules.deliveries.delivering import DELIVERY_BYTES, Deliveries

__all__ = ["DELIVERY_BYTES", "Deliveries"]
