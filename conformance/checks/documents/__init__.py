"""Checks of the chapter *Documents*, one module a section."""

from conformance.checks.documents import content, expiry, grants, headers, listing

SECTIONS = (grants, listing, content, headers, expiry)
