"""Ways of getting the chapter *Changes* wrong, one module a section."""

from reference_server.faults.changes import caching, entries, pages, removal, retention, watermark, windows

SECTIONS = (windows, pages, entries, watermark, retention, caching, removal)
