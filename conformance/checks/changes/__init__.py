"""Checks of the chapter *Changes*, one module a section."""

from conformance.checks.changes import caching, entries, filters, pages, removal, retention, watermark, windows

SECTIONS = (windows, pages, entries, watermark, retention, caching, removal, filters)
