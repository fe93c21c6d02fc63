"""Ways of getting the chapter *Deliveries* wrong."""

from reference_server.faults.deliveries import delivering, editing, notifying, refusing

SECTIONS = (delivering, refusing, editing, notifying)
