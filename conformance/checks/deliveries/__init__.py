"""Checks of the chapter *Deliveries*."""

from conformance.checks.deliveries import conversing, delivering, refusing

SECTIONS = (conversing, delivering, refusing)
