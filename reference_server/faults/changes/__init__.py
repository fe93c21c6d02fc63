"""Ways of getting the chapter *Changes* wrong, one module a section, and one for the edges of two."""

from reference_server.faults.changes import corners, entries, pages, removal, watermark, windows

SECTIONS = (windows, pages, corners, entries, watermark, removal)
