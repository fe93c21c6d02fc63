"""Checks of the chapter *Publication*, one module a section."""

from conformance.checks.publication import personal, traces, views

SECTIONS = (views, personal, traces)
