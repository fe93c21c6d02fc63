"""Ways of getting the chapter *Changes* wrong, one module a section."""

from reference_server.faults.changes import digests, entries, pages, removal, snapshot, watermark, windows

SECTIONS = (windows, pages, entries, watermark, removal, snapshot, digests)
