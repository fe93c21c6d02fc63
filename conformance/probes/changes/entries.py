"""Puts together every entry that a run was given."""

from __future__ import annotations

from conformance.evidence import Ledger
from conformance.probes.changes.watermark import everything, transcribe
from conformance.probes.probe import Probe
from conformance.probes.visit import Visit


def account(visit: Visit, question: str) -> Ledger:
    """The pages so far."""
    return Ledger(visit.terms, transcribe(visit, question).pages)


LEDGERS = Probe(Ledger, account, everything, repeats=False, looks_back=True)
