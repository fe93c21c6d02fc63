"""Hands a file in to a sandbox, reads it, and takes it back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

import orjson

from conformance.evidence import Handover
from conformance.evidence.documents.uploads import REFUSED, members_of
from conformance.model.exchange import Exchange, Request
from conformance.model.grant import grants_in
from conformance.model.page import Entry
from conformance.model.strict import Json
from conformance.probes.documents.minting import JSON, ask_for, fetch
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Visit, answered, let_in

BODY = b"%PDF-1.4\n% A test of the conformance suite, handed in and taken back.\n" * 40
OTHER = BODY[::-1]
A_LITTLE = 4096


@dataclass(slots=True)
class Course:
    """Something that is handed in, while that goes on."""

    visit: Visit
    wanted: dict[str, Json]
    steps: dict[str, Exchange] = field(default_factory=dict)

    def post(self, name: str, path: str, body: object = None) -> Exchange:
        """Take one step at the API."""
        address = self.visit.client.address(path)
        content = orjson.dumps({} if body is None else body)
        exchange = self.visit.client.write(Request("POST", address, (JSON,), content))
        self.steps[name] = answered(exchange)
        return exchange

    def reserve(self, name: str, **other: Json) -> dict[str, Json]:
        """Reserve a place, which is given up in the end whatever happens."""
        outbox, memory = self.visit.outbox, self.visit.client.memory
        memory.owed = outbox.owes(uploads=1)
        members = members_of(self.post(name, "uploads", {**self.wanted, **other}))
        upload = members.get("upload")
        if isinstance(upload, str) and upload:
            outbox.uploads.append(upload)
        return members

    def complete(self, name: str, upload: str) -> Exchange:
        """Say that the bytes are there."""
        return self.post(name, f"uploads/{quote(upload, safe='')}/complete")

    def send(self, name: str, reserved: dict[str, Json], body: bytes, method: str = "PUT") -> None:
        """Send bytes to where a reservation wants them."""
        headers, url = reserved.get("headers"), reserved.get("url")
        named = tuple((key, str(value)) for key, value in headers.items()) if isinstance(headers, dict) else ()
        kind = ("Content-Type", str(self.wanted["mimeType"]))
        said = {key.lower() for key, _ in named}
        request = Request(method, str(url), named if "content-type" in said else (*named, kind), body, authorised=False)
        self.steps[name] = answered(self.visit.client.hand_in(request, len(BODY) + A_LITTLE))

    def grant(self, name: str, document: str) -> Exchange:
        """Ask for a grant."""
        self.steps[name] = let_in(answered(ask_for(self.visit, [document], 600)))
        return self.steps[name]

    def open(self, name: str, granted: str) -> Exchange | None:
        """Open what was granted."""
        grants = grants_in(self.steps[granted], self.visit.client.mask.reveal)
        if not grants or not grants[0].url:
            return None
        self.steps[name] = answered(fetch(self.visit, grants[0], most=len(BODY) + A_LITTLE))
        return self.steps[name]

    def look(self, document: str) -> tuple[Entry | None, bool]:
        """What the feed tells of a document now, and whether it could be followed up to now."""
        followed = self.visit.overtakes()
        return self.visit.tail.latest.get(("document", document)), followed


def hand_over(visit: Visit, _question: str) -> Handover:
    """One handover. Raises `NotThere` where nothing can be handed in, `Unanswered` where an answer does not come."""
    if "upload" not in visit.terms.description.classes:
        raise NotThere("the class upload is not claimed")
    wanted: dict[str, Json] = {
        "application": _oldest(visit),
        "filename": f"Conformance test {visit.target.run_id}.pdf",
        "mimeType": "application/pdf",
        "fileSize": len(BODY),
        "sha256": hashlib.sha256(BODY).hexdigest(),
    }
    course = Course(visit, wanted)
    course.reserve("badly", fileSize=-1, sha256="none")
    _spoil(course)
    reserved = course.reserve("reserve")
    upload, document = str(reserved.get("upload")), str(reserved.get("document"))
    found = Handover(visit.terms, wanted, BODY, course.steps)
    if not isinstance(reserved.get("url"), str):
        return found
    course.complete("early", upload)
    course.send("read", reserved, b"", "GET")
    course.send("put", reserved, BODY)
    course.grant("waiting", document)
    course.complete("complete", upload)
    course.complete("unknown", f"never-was-{visit.target.run_id}")
    if not found.is_complete:
        return found
    course.complete("again", upload)
    return _read_back(course, reserved, document)


def _read_back(course: Course, reserved: dict[str, Json], document: str) -> Handover:
    """What became of a complete upload, what other bytes do to it, and what is left when it is withdrawn."""
    visit = course.visit
    entry, followed = course.look(document)
    course.grant("granted", document)
    course.open("opened", "granted")
    course.send("replace", reserved, OTHER)
    course.open("reopened", "granted")
    tombstone, gone = _withdraw(course, str(reserved.get("upload")), document)
    seen = frozenset(name for name, is_so in (("entry", followed), ("tombstone", gone)) if is_so)
    return Handover(visit.terms, course.wanted, BODY, course.steps, entry, tombstone, seen)


def _withdraw(course: Course, upload: str, document: str) -> tuple[Entry | None, bool]:
    """Take it back; then try what was given out before, once the declared time has passed."""
    visit = course.visit
    course.steps["withdraw"] = answered(_delete(visit, upload))
    course.grant("regranted", document)
    last = course.open("lingering", "granted")
    seconds = min(visit.terms.description.number("withdrawalSeconds") or 0, visit.target.max_wait)
    if last is not None and last.status not in REFUSED:
        visit.client.clock.sleep(seconds)
        course.open("lingering", "granted")
    return course.look(document)


def _spoil(course: Course) -> None:
    """A second upload that gets other bytes than were announced."""
    reserved = course.reserve("spoil")
    upload, document = str(reserved.get("upload")), str(reserved.get("document"))
    if not isinstance(reserved.get("url"), str):
        return
    course.send("spoilt", reserved, OTHER)
    course.complete("spoilt-complete", upload)
    if course.steps["spoilt-complete"].status == 200:
        course.grant("spoilt-granted", document)
        course.open("spoilt-opened", "spoilt-granted")
    answered(_delete(course.visit, upload))


def _delete(visit: Visit, upload: str) -> Exchange:
    address = visit.client.address(f"uploads/{quote(upload, safe='')}")
    exchange = visit.client.write(Request("DELETE", address))
    if exchange.status in (200, 202, 204, 404) and upload in visit.outbox.uploads:
        visit.outbox.uploads.remove(upload)
    return exchange


def take_back(visit: Visit) -> None:
    """Give up every upload that this run still has."""
    for upload in list(visit.outbox.uploads):
        visit.client.memory.owed = visit.outbox.owes() - 1
        _delete(visit, upload)


def _oldest(visit: Visit) -> str:
    """The application that has not changed for longest. Raises `NotThere`."""
    found = [entry for entry in visit.tail.latest.values() if entry.kind == "application" and not entry.is_tombstone]
    if not found:
        raise NotThere("the feed holds no application to which a document could belong")
    return min(found, key=lambda entry: (entry.changed_at, entry.id)).id


def once(_visit: Visit) -> Iterator[str]:
    """One question."""
    yield "a file that is handed in and taken back"


HANDOVERS = Probe(Handover, hand_over, once, recalls=False, smoke=0, repeats=False)
