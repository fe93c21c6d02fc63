"""Ways of getting the chapter *Publication* wrong, one module a section."""

from reference_server.faults.publication import personal, traces, views

SECTIONS = (views, personal, traces)
