"""Checks of the chapter *Consultation*, one module a section."""

from conformance.checks.consultation import public, requests, responses, rounds

SECTIONS = (rounds, requests, responses, public)
