"""Checks of the chapter *Changes*, one module a section."""

from conformance.checks.changes import (
    caching,
    digests,
    entries,
    filters,
    pages,
    removal,
    retention,
    snapshot,
    watermark,
    windows,
)

SECTIONS = (windows, pages, entries, watermark, retention, caching, removal, filters, snapshot, digests)
