"""Checks of the chapter *Changes*, one module a section."""

from conformance.checks.changes import entries, filters, pages, removal, watermark, windows

SECTIONS = (windows, pages, entries, watermark, removal, filters)
