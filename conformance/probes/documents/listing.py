"""Goes over everything that the feed told of documents."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.evidence import Listing
from conformance.model.page import Entry
from conformance.probes.changes.watermark import transcribe
from conformance.probes.probe import Probe
from conformance.probes.visit import Visit


def listing(visit: Visit, question: str) -> Listing:
    """What was met of each document, and the live ones."""
    met: dict[str, list[Entry]] = {}
    for page in transcribe(visit, question).pages:
        for entry in page.entries:
            if entry.kind == "document" and entry.data:
                met.setdefault(entry.id, []).append(entry)
    latest = visit.tail.latest.values()
    live = {entry.id: entry for entry in latest if entry.kind == "document" and not entry.is_tombstone}
    return Listing(visit.terms, tuple(tuple(entries) for entries in met.values() if len(entries) > 1), live)


def everything(_visit: Visit) -> Iterator[str]:
    """One question."""
    yield "every document that the run met"


LISTINGS = Probe(Listing, listing, everything, repeats=False, looks_back=True)
