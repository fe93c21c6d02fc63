"""Ways of getting the chapter *Documents* wrong, one module a section."""

from reference_server.faults.documents import content, expiry, grants, headers, listing, signature, uploads

SECTIONS = (listing, grants, signature, expiry, content, headers, uploads)
