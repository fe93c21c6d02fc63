"""Open Digital Planning `application` and `prototypeApplication` documents: what an applicant sent in.

The bytes are kept exactly as they came, as a record of kind submission; what they hold becomes an application at its
first stage, its site, its parties, what was looked up on the map, and the files, of which nothing is fetched.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from reference_server.adapters.case import several
from reference_server.adapters.crosswalk import Reading, record
from reference_server.adapters.loss import LossReport
from reference_server.adapters.odp import looked_up, origin, people
from reference_server.adapters.odp.origin import KEY, PARTNER, authority_of, curie, nothing
from reference_server.adapters.state import State
from reference_server.adapters.transforms import TRANSFORMS, Refused, mapped_all
from reference_server.rules.publication import Change
from reference_server.store import Document

MEDIA_TYPE = "application/json"

Data = dict[str, Any]


def is_one(value: Data) -> bool:
    """Whether a document says whose it is and which session it came from, and holds a proposal."""
    about, data = value.get("metadata"), value.get("data")
    named = isinstance(about, dict) and all(isinstance(about.get(n), str) and about[n] for n in ("id", "organisation"))
    return named and isinstance(data, dict) and isinstance(data.get("proposal"), dict)


def states(name: str, document: Data, body: bytes, report: LossReport) -> Iterator[State]:
    """The case that a submission begins. The same session is the same case, however often it is sent."""
    reading = _reading(name, document, report)
    session = Session(reading, hashlib.sha256(body).hexdigest(), body)
    paper = Document(session.submission, session.submission, MEDIA_TYPE, "submission.json", body)
    changes = tuple(Change(kind, key, data, PARTNER) for kind, key, data in session.records())
    carried = {path.removeprefix("submission.") for path in reading.carried if path != "submission"}
    report.compare(document, carried | {"data.application.type.value"} if "type" in _application(document) else carried)
    metadata = document["metadata"]
    yield State(curie(metadata["organisation"]), metadata["id"], changes, (paper,), is_whole=True)


def in_turn(case: Sequence[State]) -> Iterator[State]:
    """The states of a case, each with the submissions of those before: what was sent once stays sent."""
    sent: dict[str, Change] = {}
    for state in case:
        own = {change.id: change for change in state.changes if change.kind == "submission"}
        for key, change in own.items():
            sent.setdefault(key, _superseding(change, next(reversed(sent), "")))
        others = tuple(_listing(change, tuple(sent)) for change in state.changes if change.kind != "submission")
        yield replace(state, changes=(*sent.values(), *others))


def _superseding(change: Change, before: str) -> Change:
    return replace(change, data={**(change.data or {}), "supersedes": before}) if before else change


def _listing(change: Change, sent: tuple[str, ...]) -> Change:
    if change.kind != "application" or not sent:
        return change
    return replace(change, data={**(change.data or {}), "submissions": list(sent)})


def _application(document: Data) -> Data:
    found = document["data"].get("application")
    return found if isinstance(found, dict) else {}


def _reading(name: str, document: Data, report: LossReport) -> Reading:
    """A submission where the crosswalk looks for it: inside an application that knows nothing else yet."""
    kind = _application(document).get("type")
    code = document.get("applicationType") or (kind.get("value") if isinstance(kind, dict) else None)
    facts = {"reference": document["metadata"]["id"], "stage": "submission", "status": "undetermined"}
    inside: Data = {
        **({"applicationType": code} if code else {}),
        "data": {"application": facts},
        "metadata": document["metadata"],
        "submission": document,
    }
    return Reading(name, inside, report)


class Session:
    """One session of a portal, as records. All ids come from whose it is and what the portal calls it."""

    def __init__(self, reading: Reading, digest: str, body: bytes) -> None:
        self.reading = reading
        self.digest, self.body = digest, body
        self.document: Data = reading.document["submission"]
        self.submission = self.key("submission", digest)

    def key(self, kind: str, local: str = "") -> str:
        """The id of one of its records."""
        metadata = self.document["metadata"]
        case = f"{kind}|session|{metadata['organisation']}|{metadata['id']}|{local}"
        return hmac.new(KEY, case.encode(), hashlib.sha256).hexdigest()[:32]

    def records(self) -> Iterator[tuple[str, str, Data]]:
        """Every record in it: kind, id, facts."""
        case = {"application": lambda _r, _i: self.key("application"), "planningAuthority": authority_of}
        yield "submission", self.submission, record(self.reading, "submission", SUBMISSION | self._bytes())
        yield "site", self.key("site"), record(self.reading, "site", origin.SITE)
        yield "application", self.key("application"), self._application()
        for role, local, found in people.parties(self.reading, case):
            yield "party", self.key("party", f"{role}|{local}"), found
        yield from self._constraints(case)
        yield from self._documents(case)

    def _bytes(self) -> Data:
        known = {
            "fileSize": len(self.body),
            "sha256": self.digest,
            "mimeType": MEDIA_TYPE,
            "contentStatus": "available",
        }
        return {name: people.always(value) for name, value in known.items()}

    def _application(self) -> Data:
        derived = {
            **origin.APPLICATION,
            "site": lambda _r, _i: self.key("site"),
            "applicationTypes": _types,
            "description": _description,
        }
        return record(self.reading, "application", derived)

    def _constraints(self, case: Data) -> Iterator[tuple[str, str, Data]]:
        derived = {**case, "intersects": looked_up.intersects}
        for local, item in looked_up.each(self.reading.value(looked_up.HOME)):
            found = record(self.reading, "constraint", derived, item, looked_up.HOME)
            if looked_up.is_told(found):
                yield "constraint", self.key("constraint", local), found

    def _documents(self, case: Data) -> Iterator[tuple[str, str, Data]]:
        for item in several(self.document.get("files")):
            flat = {**item, "url": item.get("name"), "type": [_code(one) for one in item.get("type") or ()]}
            found = record(self.reading, "document", {**DOCUMENT, **case}, flat, "files[]")
            if found.get("name"):
                self.reading.carried |= {"files[].name", "files[].type[].value"}
                yield "document", self.key("document", str(item["name"])), found


def _code(value: Any) -> Any:  # noqa: ANN401
    return value.get("value") if isinstance(value, dict) else value


def _types(reading: Reading, _item: Data) -> list[str]:
    """A type without a counterpart is carried as it is: a list that grows takes it."""
    value = reading.value("applicationType")
    if not isinstance(value, str):
        raise Refused("it says nothing of what is applied for")
    try:
        return mapped_all(value, "application-type.odp")
    except Refused:
        return [value]


def _description(reading: Reading, _item: Data) -> str:
    value = reading.value("submission.data.proposal.description")
    return value if isinstance(value, str) else ""


def _channel(reading: Reading, _item: Data) -> str:
    return "planx" if reading.value("submission.metadata.source") == "PlanX" else "other-portal"


def _title(_reading: Reading, item: Data) -> str:
    return str(TRANSFORMS["basename"](item.get("name"), ""))


SUBMISSION = {"planningAuthority": authority_of, "channel": _channel}
DOCUMENT = {
    # What is sent has an address for a name; the end of it is what the applicant called the file.
    "name": _title,
    "association": lambda _reading, _item: "submission",
    "contentStatus": lambda _reading, _item: "listed",
    "publicRegisterStatus": lambda _reading, _item: "not-assessed",
    "redactionOf": nothing,
    "sha256": nothing,
}
