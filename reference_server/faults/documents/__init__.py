"""Ways of getting the chapter *Documents* wrong, one module a section."""

from reference_server.faults.documents import expiry, grants

SECTIONS = (grants, expiry)
