"""Holds what a consumer would hold."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.evidence import Copy
from conformance.model.page import Entry
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Unanswered, Visit


def copy(visit: Visit, _question: str) -> Copy:
    """The copy after one walk over the whole feed. Raises `NotThere` where the walk did not end."""
    walk = visit.calendar.walk
    if walk is None:
        raise Unanswered("the feed could not be read")
    if visit.terms.description.is_cut:
        raise NotThere("the history was cut, so the feed alone gives no whole copy")
    if walk.endless or walk.unread:
        raise NotThere(f"the feed was not read to a complete page: {walk.endless or walk.unread}")
    held: dict[tuple[str, str], Entry] = {}
    for entry in walk.entries:
        before = held.get(entry.key)
        if before is None or entry.version >= before.version:
            held[entry.key] = entry
    live = {key: entry for key, entry in held.items() if not entry.is_tombstone}
    return Copy(visit.terms, live, walk.pages[-1].exchange)


def whole_feed(_visit: Visit) -> Iterator[str]:
    """One question."""
    yield "the whole feed"


COPIES = Probe(Copy, copy, whole_feed, repeats=False)
