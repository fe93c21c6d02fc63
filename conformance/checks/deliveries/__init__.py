"""Checks of the chapter *Deliveries*."""

from conformance.checks.deliveries import conversing, delivering, editing, notifying, refusing

SECTIONS = (conversing, delivering, refusing, editing, notifying)
