"""Asks for returns, and for what is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from conformance.evidence import Answer, Reckoning, Refusal
from conformance.model.exchange import Exchange
from conformance.model.instant import Instant, write
from conformance.model.quarter import Quarter, quarter_at
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Visit, let_in

# Nobody is called so.
NO_AUTHORITY = "local-authority:ZZZZ"


def reckon(visit: Visit, _question: str) -> Reckoning:
    """Two quarters as at what the feed has told up to, one as at now, and the first once more; then what is wrong."""
    authority = _busiest(visit)
    # Whatever comes meanwhile comes after this instant.
    position, records = visit.tail.watermark, dict(visit.tail.latest)
    position = position if visit.target.now is None else min(position, visit.target.now)
    quarter = quarter_at(position - 1)
    walk = visit.calendar.walk
    is_whole = visit.calendar.is_complete and not visit.terms.description.is_cut
    is_past = all(entry.changed_at < position for entry in records.values())
    asked = tuple(
        _ask(visit, name, when, authority, position) for when in (quarter.before, quarter) for name in ("ps2", "ps1")
    )
    wrong = f"{quarter.year}-Q5"
    return Reckoning(
        visit.terms,
        authority,
        position,
        asked,
        _ask(visit, "ps1", quarter, authority, None),
        _ask(visit, "ps1", quarter, authority, position),
        (
            Refusal("unknown-quarter", f"the quarter {wrong}", _get(visit, "ps1", wrong, authority)),
            Refusal("invalid-filter", f"the authority {NO_AUTHORITY}", _get(visit, "ps1", str(quarter), NO_AUTHORITY)),
        ),
        records if is_whole and is_past else None,
        str(walk.pages[-1].members.get("epoch")) if walk and walk.pages else "",
    )


def _busiest(visit: Visit) -> str:
    """The authority with most decisions in the feed. Raises `NotThere`."""
    listed = visit.terms.description.words("authorities")
    cases: Counter[str] = Counter()
    for entry in visit.tail.latest.values():
        authority = (entry.data or {}).get("planningAuthority")
        if entry.kind in ("application", "decision") and isinstance(authority, str) and authority in listed:
            cases[authority] += 1
    if not cases:
        raise NotThere("the feed holds no case of an authority that the description lists")
    return max(cases, key=lambda name: (cases[name], name))


def _ask(visit: Visit, name: str, quarter: Quarter, authority: str, as_at: Instant | None) -> Answer:
    return Answer(name, quarter, as_at, _get(visit, name, str(quarter), authority, as_at))


def _get(visit: Visit, name: str, quarter: str, authority: str, as_at: Instant | None = None) -> Exchange:
    position = {} if as_at is None else {"asAt": write(as_at)}
    return let_in(visit.client.get(f"returns/{name}", quarter=quarter, authority=authority, **position))


def two_quarters(_visit: Visit) -> Iterator[str]:
    """One question."""
    yield "the returns of this quarter and the last"


RECKONINGS = Probe(Reckoning, reckon, two_quarters, recalls=False, smoke=0, repeats=False, of="returns")
