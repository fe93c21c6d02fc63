"""Checks of the chapter *Records*, one module a section, and *Content* in three."""

from conformance.checks.records import content, dates, lifecycle, lookup, places

SECTIONS = (content, dates, places, lifecycle, lookup)
