"""Ways of getting the chapter *Records* wrong, one module a section."""

from reference_server.faults.records import content, dates, lifecycle, lookup, places

SECTIONS = (content, dates, places, lifecycle, lookup)
