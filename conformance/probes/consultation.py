"""Goes over what the feed told of consultations. Asks nothing: the feed was read already."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.evidence import Proceedings
from conformance.model.page import Entry
from conformance.probes.probe import Probe
from conformance.probes.visit import Unanswered, Visit


def proceedings(visit: Visit, _question: str) -> Proceedings:
    """What the first reading of the feed told. Raises `Unanswered` where there was none."""
    walk = visit.calendar.walk
    if walk is None:
        raise Unanswered("the feed could not be read")
    told = tuple(entry for entry in walk.entries if entry.kind in Proceedings.kinds)
    held: dict[tuple[str, str], Entry] = {}
    if walk.is_whole and not visit.terms.description.is_cut:
        for entry in told:
            before = held.get(entry.key)
            if before is None or entry.version >= before.version:
                held[entry.key] = entry
    live = {key: entry for key, entry in held.items() if not entry.is_tombstone}
    return Proceedings(visit.terms, tuple(entry for entry in told if not entry.is_tombstone), live)


def everything(_visit: Visit) -> Iterator[str]:
    """One question."""
    yield "everything that the feed told of consultations"


PROCEEDINGS = Probe(Proceedings, proceedings, everything, repeats=False)
