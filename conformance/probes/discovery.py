"""Asks an endpoint who it is."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.evidence import Introduction
from conformance.probes.probe import Probe
from conformance.probes.visit import Visit


def introduce(visit: Visit, _question: str) -> Introduction:
    """The description, as the preflight got it."""
    url = visit.client.address("description")
    return Introduction(
        visit.terms, next(e for e in visit.client.memory.exchanges if e.request.url == url and e.status)
    )


def who(_visit: Visit) -> Iterator[str]:
    """One question."""
    yield "who are you?"


INTRODUCTIONS = Probe(Introduction, introduce, who, repeats=False)
