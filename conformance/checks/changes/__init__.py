"""Checks of the chapter *Changes*, one module a section."""

from conformance.checks.changes import digests, entries, pages, removal, snapshot, watermark, windows

SECTIONS = (windows, pages, entries, watermark, removal, snapshot, digests)
