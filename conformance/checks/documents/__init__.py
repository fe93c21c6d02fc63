"""Checks of the chapter *Documents*, one module a section."""

from conformance.checks.documents import content, expiry, grants, headers, listing, signature, uploads

SECTIONS = (listing, grants, signature, expiry, content, headers, uploads)
