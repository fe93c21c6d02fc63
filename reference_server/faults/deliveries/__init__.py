"""Ways of getting the chapter *Deliveries* wrong."""

from reference_server.faults.deliveries import delivering, editing, refusing

SECTIONS = (delivering, refusing, editing)
