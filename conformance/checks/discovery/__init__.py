"""Checks of the chapter *Discovery*, one module a section."""

from conformance.checks.discovery import claims, deprecation, description, directory

SECTIONS = (description, claims, directory, deprecation)

__all__ = ["SECTIONS", "claims", "deprecation", "description", "directory"]
