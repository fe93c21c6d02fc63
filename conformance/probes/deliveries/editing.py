"""Edits a record of its own in a sandbox from its creation to its end, rightly and wrongly, and some in batches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import orjson

from conformance.evidence import Edit, Move, Revision
from conformance.model.exchange import Exchange, Request
from conformance.model.page import Entry
from conformance.model.strict import Json
from conformance.probes.deliveries.conversing import KIND, record
from conformance.probes.deliveries.sending import JSON
from conformance.probes.probe import Probe
from conformance.probes.visit import Unanswered, Visit

Data = dict[str, Json]
ANY = ("If-None-Match", "*")


@dataclass(slots=True)
class _Course:
    """A revision while it goes on. `version` is that of the record, as far as is known."""

    visit: Visit
    name: str
    version: int = 0
    edits: list[Edit] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The record that is edited."""
        return f"{self.name}-edited"

    def put(self, move: Move, data: Data, *condition: tuple[str, str]) -> Edit:
        """Put a state of the record."""
        return self.keep(move, data, self.write("PUT", f"records/{KIND}/{self.id}", data, (JSON, *condition)))

    def delete(self, move: Move, *condition: tuple[str, str]) -> Edit:
        """Delete the record."""
        return self.keep(move, None, self.write("DELETE", f"records/{KIND}/{self.id}", None, condition))

    def look(self, move: Move) -> Edit:
        """Look the record up."""
        return self.keep(move, None, self.visit.client.get(f"records/{KIND}/{self.id}"))

    def batch(self, move: Move, key: str, atomicity: str, *items: Data) -> None:
        """Send some edits at once."""
        named = (("Idempotency-Key", key),) if key else ()
        body: Data = {"atomicity": atomicity, "items": list(items)}
        for item in items:
            self.visit.outbox.hold(KIND, str(item["id"]), 1, "upsert")
        exchange = self.write("POST", "edits", body, (JSON, *named))
        ids = tuple(str(item["id"]) for item in items)
        self.edits.append(Edit(move, ids, None, self.version, exchange))

    def item(self, who: str, **members: Json) -> Data:
        """An item of a batch: a record beside the one that is edited, or that one."""
        return {"kind": KIND, "id": f"{self.name}-{who}", "op": "upsert", "data": record(self.visit, 0), **members}

    def write(self, method: str, name: str, body: Data | None, headers: tuple[tuple[str, str], ...]) -> Exchange:
        """Send what changes something, kept in mind before it leaves."""
        client, outbox = self.visit.client, self.visit.outbox
        client.memory.owed = outbox.owes(frozenset((self.id,))) + 1
        client.memory.spend()
        outbox.hold(KIND, self.id, self.version + 1, "upsert")
        written = b"" if body is None else orjson.dumps(body)
        return client.write(Request(method, client.address(name), headers, written))

    def keep(self, move: Move, data: Data | None, exchange: Exchange) -> Edit:
        """Note what came of an edit."""
        edit = Edit(move, (self.id,), data, self.version, exchange)
        self.edits.append(edit)
        self.version = max(self.version, edit.version or 0)
        return edit

    def tag(self) -> tuple[str, str]:
        """The condition for the version that was answered last."""
        tags = (edit.exchange.header("ETag") for edit in reversed(self.edits) if edit.is_taken)
        return "If-Match", next((tag for tag in tags if tag), f'"{self.version}"')


def revise(visit: Visit, _course: str) -> Revision:
    """The life of one record, with batches before its end."""
    course = _Course(visit, visit.mint())
    _edit(course)
    _in_batches(course)
    midway = _latest(course)
    course.delete(Move.REMOVE, course.tag())
    course.look(Move.GONE)
    final = _latest(course)
    _leave_nothing(course, final)
    return Revision(visit.terms, tuple(course.edits), midway, final)


def _edit(course: _Course) -> None:
    first, second = record(course.visit, 0), record(course.visit, 1)
    course.put(Move.CREATE, first, ANY)
    old = course.tag()
    course.look(Move.LOOK)
    course.put(Move.CARELESS, record(course.visit, 2))
    course.put(Move.CREATE_AGAIN, record(course.visit, 3), ANY)
    course.put(Move.CHANGE, second, old)
    course.put(Move.STALE, record(course.visit, 4), old)
    course.put(Move.INVALID, {"addressText": 7}, course.tag())
    course.put(Move.EQUAL, second, course.tag())
    course.delete(Move.CARELESS_REMOVAL)
    course.delete(Move.STALE_REMOVAL, old)


def _in_batches(course: _Course) -> None:
    conflict = course.item("edited", ifVersion=course.version + 1, data=record(course.visit, 5))
    items = (
        course.item("one", ifVersion=0),
        conflict,
        course.item("unversioned"),
        course.item("two", ifVersion=0),
    )
    course.batch(Move.BATCH, course.name, "each", *items)
    course.batch(Move.BATCH_AGAIN, course.name, "each", *items)
    course.batch(Move.BATCH_OTHER, course.name, "each", course.item("other", ifVersion=0))
    course.batch(Move.BATCH_ALL, f"{course.name}-all", "all", course.item("together", ifVersion=0), conflict)
    course.batch(Move.BATCH_KEYLESS, "", "each", course.item("keyless", ifVersion=0))


def _latest(course: _Course) -> Mapping[str, Entry]:
    visit = course.visit
    if not visit.overtakes():
        raise Unanswered("the watermark did not pass the last edit")
    latest = visit.tail.latest.values()
    return {entry.id: entry for entry in latest if entry.kind == KIND and entry.id.startswith(course.name)}


def _leave_nothing(course: _Course, final: Mapping[str, Entry]) -> None:
    """Delete what is left, in the way of this class: the endpoint may offer no other."""
    ours = {key for key in course.visit.outbox.held if key.startswith(course.name)}
    live = [entry for entry in final.values() if not entry.is_tombstone]
    items: list[Json] = [{"kind": KIND, "id": entry.id, "op": "delete", "ifVersion": entry.version} for entry in live]
    gone = ours - {entry.id for entry in live}
    if items:
        body: Data = {"atomicity": "each", "items": items}
        key = ("Idempotency-Key", f"{course.name}-end")
        if course.write("POST", "edits", body, (JSON, key)).status == 200:
            gone = ours
    for name in gone:
        course.visit.outbox.held.pop(name, None)


def courses(_visit: Visit) -> Iterator[str]:
    """One is enough."""
    yield "the life of a record"


REVISIONS = Probe(Revision, revise, courses, recalls=False, smoke=0, of="edit")
