"""Ways of getting the chapter *Changes* wrong: one module a section, and three for what only odd questions show."""

from reference_server.faults.changes import (
    caching,
    corners,
    cursors,
    digests,
    entries,
    filters,
    pages,
    removal,
    retention,
    snapshot,
    spellings,
    watermark,
    windows,
)

SECTIONS = (
    windows,
    spellings,
    pages,
    corners,
    cursors,
    entries,
    watermark,
    retention,
    caching,
    removal,
    filters,
    snapshot,
    digests,
)
