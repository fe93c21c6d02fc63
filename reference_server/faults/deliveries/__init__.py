"""Ways of getting the chapter *Deliveries* wrong."""

from reference_server.faults.deliveries import delivering, refusing

SECTIONS = (delivering, refusing)
