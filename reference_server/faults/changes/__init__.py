"""Ways of getting the chapter *Changes* wrong, one module a section."""

from reference_server.faults.changes import entries, filters, pages, removal, watermark, windows

SECTIONS = (windows, pages, entries, watermark, removal, filters)
