"""Checks of the chapter *Documents*, one module a section."""

from conformance.checks.documents import expiry, grants

SECTIONS = (grants, expiry)
