"""Checks of the chapter *Service*: what is kept, what is promised, and what is told of limits."""

from conformance.checks.service import limits, measured, promises

SECTIONS = (promises, measured, limits)

__all__ = ["SECTIONS", "limits", "measured", "promises"]
