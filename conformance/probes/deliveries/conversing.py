"""Delivers to a sandbox item by item, step by step after a drawn program, and reads what came of it.

A program is data: steps whose versions are symbols, resolved while it runs. So it can be judged by many checks, and
Hypothesis can make it smaller. The sandbox is never reset; each program has ids of its own.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, field

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from conformance.evidence import Conversation, Step
from conformance.model.exchange import Exchange
from conformance.model.instant import write
from conformance.model.page import Entry, Page
from conformance.model.strict import Json
from conformance.probes.deliveries.sending import send, status_of
from conformance.probes.probe import Probe
from conformance.probes.visit import Visit, answered

KIND = "site"
READS = 12


class Against(enum.StrEnum):
    """The version of a step, told by what the receiver holds."""

    NEXT = "next"
    SAME = "same"
    OLDER = "older"


@dataclass(frozen=True, slots=True, order=True)
class Put:
    """Deliver a state of a record."""

    who: str
    state: int
    against: Against = Against.NEXT


@dataclass(frozen=True, slots=True, order=True)
class Delete:
    """Deliver a tombstone of a record."""

    who: str
    against: Against = Against.NEXT


Program = tuple[Put | Delete, ...]


@dataclass(slots=True)
class _Course:
    """A program while it runs: what the receiver is known to hold."""

    name: str
    steps: list[Step] = field(default_factory=list)
    held: dict[str, tuple[int, str, dict[str, Json] | None]] = field(default_factory=dict)
    ambiguous: set[str] = field(default_factory=set)


def converse(visit: Visit, program: Program) -> Conversation:
    """Carry out a program, then read the receiver's feed from where it stood before."""
    start = _newest(visit)
    course = _Course(visit.mint())
    for step in program:
        _carry_out(visit, course, step)
    found, exchanges = _read_back(visit, start, course)
    return Conversation(visit.terms, tuple(course.steps), found, frozenset(course.ambiguous), exchanges)


def _newest(visit: Visit) -> str:
    """A cursor at the newest end of the receiver's feed."""
    visit.tail.catch_up(0)
    page = Page.read(answered(visit.client.get("changes", from_=write(visit.tail.watermark))))
    return page.cursor or ""


def _carry_out(visit: Visit, course: _Course, step: Put | Delete) -> None:
    key = f"{course.name}-{step.who}"
    held, op, data = course.held.get(key, (0, "", None))
    version = {Against.NEXT: held + 1, Against.SAME: held, Against.OLDER: held - 1}[step.against]
    if version < 1:
        return
    item: dict[str, Json] = {"kind": KIND, "id": key, "version": version}
    if isinstance(step, Put):
        # An equal version with other content would be a fault of ours.
        same = step.against is Against.SAME
        item |= {"op": "upsert", "data": data if same and op == "upsert" else record(visit, step.state)}
        if same and op == "delete":
            return
    else:
        if step.against is Against.SAME and op != "delete":
            return
        item |= {"op": "delete", "reason": "withdrawn"}
    _deliver(visit, course, item, held)


def record(visit: Visit, state: int) -> dict[str, Json]:
    """A site as a sender would send it, marked as a test."""
    return {
        "planningAuthority": visit.authority,
        "addressText": f"Conformance test {visit.target.run_id}, state {state}, Façade, Straße",
        "uprns": [] if state % 2 else ["900000000099"],
    }


def _deliver(visit: Visit, course: _Course, item: dict[str, Json], held: int) -> None:
    exchange = send(visit, item)
    status = status_of(exchange)
    key, op, version, data = str(item["id"]), str(item["op"]), int(str(item["version"])), item.get("data")
    kept = data if isinstance(data, dict) else None
    over = course.held.get(key, (0, "", None))[1]
    course.steps.append(Step(key, op, version, held, kept, status, exchange, over))
    if not exchange.status:
        course.ambiguous.add(key)
    elif status == "applied":
        course.held[key] = (max(version, held), op, kept)


def _read_back(visit: Visit, cursor: str, course: _Course) -> tuple[tuple[Entry, ...], tuple[Exchange, ...]]:
    """The latest entry of each id of a program, once the watermark has passed its last step."""
    latest: dict[str, Entry] = {}
    exchanges: list[Exchange] = []
    due = visit.present
    for _ in range(READS):
        page = Page.read(answered(visit.client.get("changes", cursor=cursor)))
        exchanges.append(page.exchange)
        latest.update({entry.id: entry for entry in page.entries if entry.id.startswith(course.name)})
        cursor = page.cursor or cursor
        if page.complete and (page.watermark or 0) > due:
            break
        visit.client.clock.sleep(0.05)
    return tuple(latest.values()), tuple(exchanges)


def telling(_visit: Visit) -> Iterator[Program]:
    """Once; changed and removed; and each of the ways in which a repeat comes late."""
    yield (Put("a", 0),)
    yield (Put("a", 0), Put("a", 1))
    yield (Put("a", 0), Put("a", 1), Put("a", 0, Against.OLDER))
    yield (Put("a", 0), Put("a", 0, Against.SAME))
    yield (Put("a", 0), Delete("a"), Put("a", 1, Against.OLDER))
    yield (Put("a", 0), Delete("a"), Put("a", 1))


def programs(_visit: Visit) -> SearchStrategy[Program]:
    """Up to eight steps on two records."""
    who, against = st.sampled_from(("a", "b")), st.sampled_from(tuple(Against))
    step = st.one_of(st.builds(Put, who, st.integers(0, 3), against), st.builds(Delete, who, against))
    return st.lists(step, min_size=1, max_size=8).map(tuple)


CONVERSATIONS = Probe(Conversation, converse, telling, programs, recalls=False, smoke=0, sparing=4, of="deliver")
