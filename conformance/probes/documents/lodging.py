"""Hands the bytes of a submission in to a sandbox, delivers its record, and reads the bytes again."""

from __future__ import annotations

import hashlib

from conformance.evidence import Lodgement
from conformance.model.exchange import Exchange
from conformance.model.strict import Json
from conformance.probes.deliveries.sending import send
from conformance.probes.documents.uploads import Course, once
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Visit, answered

KIND = "submission"
# Spaces, order, escapes and a number that a program which reads and writes it again does not leave alone.
BODY = b'{ "test": "A test of the conformance suite \\u2013 no case",\r\n  "b": 1.50, "a": [ ], "b2": 1e2 }\n'


def lodge(visit: Visit, _question: str) -> Lodgement:
    """One submission. Raises `NotThere` where none can be sent, `Unanswered` where an answer does not come."""
    description = visit.terms.description
    if not {"upload", "deliver"} <= set(description.classes) or KIND not in description.words("kinds"):
        raise NotThere("the classes upload and deliver are not both claimed, or no submissions are kept")
    key = visit.mint()
    about: dict[str, Json] = {
        "filename": f"Conformance test {visit.target.run_id}.json",
        "mimeType": "application/json",
        "fileSize": len(BODY),
        "sha256": hashlib.sha256(BODY).hexdigest(),
    }
    course = Course(visit, {"submission": key, **about})
    reserved = course.reserve("reserve")
    if isinstance(reserved.get("url"), str):
        course.send("put", reserved, BODY)
        course.complete("complete", str(reserved.get("upload")))
        course.steps["deliver"] = _deliver(visit, key, about)
        course.grant("granted", key)
        course.open("opened", "granted")
    return Lodgement(visit.terms, BODY, course.steps)


def _deliver(visit: Visit, key: str, about: dict[str, Json]) -> Exchange:
    data: dict[str, Json] = {
        "planningAuthority": visit.authority,
        "channel": "other-portal",
        "contentStatus": "available",
        **about,
    }
    return answered(send(visit, {"kind": KIND, "id": key, "version": 1, "op": "upsert", "data": data}))


LODGEMENTS = Probe(Lodgement, lodge, once, recalls=False, smoke=0, repeats=False)
