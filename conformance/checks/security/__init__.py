"""Checks of the chapter *Security*, one module a section."""

from conformance.checks.security import answers, issuer, reach, tokens

SECTIONS = (tokens, reach, answers, issuer)
