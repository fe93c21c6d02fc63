"""Ways of getting the chapter *Changes* wrong: one module a section, and two for what only odd questions show."""

from reference_server.faults.changes import corners, entries, pages, removal, spellings, watermark, windows

SECTIONS = (windows, spellings, pages, corners, entries, watermark, removal)
