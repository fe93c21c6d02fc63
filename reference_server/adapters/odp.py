"""Open Digital Planning `postSubmissionApplication` documents, as publications of a small publisher."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from typing import Any

from reference_server import spec
from reference_server.adapters.crosswalk import ABSENT, Reading, items, record
from reference_server.adapters.loss import LossReport
from reference_server.adapters.state import State
from reference_server.adapters.transforms import Refused, mapped
from reference_server.rules.publication import Change

PUBLIC, PARTNER = "national", "partner"
KEY = b"open-planning-exchange"
NAMED_BY = ("metadata.organisation", "data.application.reference")

Data = dict[str, Any]


def states(name: str, document: Data, _body: bytes, report: LossReport) -> Iterator[State]:
    """The state of the one case in a document."""
    reference = document["data"]["application"]["reference"]
    authority = curie(document["metadata"]["organisation"])
    yield State(authority, reference, tuple(changes(name, document, report)), is_whole=True)


def is_one(value: Data) -> bool:
    """Whether a document says whose and which case it is."""
    return all(isinstance(found, str) and found.strip() for found in (_at(value, path) for path in NAMED_BY))


def _at(value: Any, path: str) -> Any:  # noqa: ANN401
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def changes(name: str, document: Data, report: LossReport) -> Iterator[Change]:
    """The records in one document."""
    reading = Reading(name, document, report)
    reach = PUBLIC if reading.value("data.application.publishedAt") is not ABSENT else PARTNER
    yield Change("site", _key("site", document), record(reading, "site", SITE), reach)
    yield Change("application", _key("application", document), record(reading, "application", APPLICATION), reach)
    decision = record(reading, "decision", DECISION)
    if "decision" in decision and "decisionDate" in decision:
        yield Change("decision", _key("decision", document), decision, reach)
    for item in items(document, "files"):
        local = str(item.get("id") or item.get("name"))
        data = record(reading, "document", DOCUMENT, item, "files[]")
        if not data.get("name"):
            report.refuse(name, "files[].name", item.get("name"), "a document has a name")
            continue
        shown = reach if "publishedAt" in data else PARTNER
        yield Change("document", _key("document", document, local), data, shown)
    reading.carried.add("data.application.publishedAt")
    report.compare(document, reading.carried)


def _key(kind: str, document: Data, local: str = "") -> str:
    case = f"{document['metadata']['organisation']}|{document['data']['application']['reference']}"
    return hmac.new(KEY, f"{kind}|{case}|{local}".encode(), hashlib.sha256).hexdigest()[:32]


def curie(organisation: str) -> str:
    """An authority as a CURIE; ODP holds only its code."""
    return organisation if ":" in organisation else f"local-authority:{organisation}"


def authority_of(reading: Reading, _item: Data) -> str:
    """The authority, as a CURIE."""
    return curie(str(reading.value("metadata.organisation")))


def alternative(reading: Reading, _item: Data) -> Any:  # noqa: ANN401 - JSON
    """What the system that it was made in calls it."""
    system, reference = reading.value("submission.metadata.source"), reading.value("submission.metadata.id")
    if system is ABSENT or reference is ABSENT:
        return ABSENT
    return [{"system": "planx-session" if system == "PlanX" else str(system), "reference": str(reference)}]


def scale(reading: Reading, _item: Data) -> Any:  # noqa: ANN401
    """The scale that the code of the type carries."""
    code = reading.value("applicationType")
    rows = (row for row in spec.codelist("odp-application-type") if row["reference"] == code)
    return next((row["scale"] for row in rows if row["scale"]), ABSENT)


def linked(reading: Reading, _item: Data) -> Any:  # noqa: ANN401
    """The two applications that ODP can name."""
    found = []
    for path, relation in (("planningApp", ""), ("preApp", "pre-application")):
        reference = reading.value(f"submission.data.application.{path}.reference")
        if isinstance(reference, str) and reference:
            found.append({"reference": reference, **({"relation": relation} if relation else {})})
    return found or ABSENT


def boundary_source(reading: Reading, _item: Data) -> Any:  # noqa: ANN401
    """Whose the boundary is, where there is one."""
    return ABSENT if reading.value("submission.data.proposal.boundary.site") is ABSENT else "applicant"


def _decision(reading: Reading, _item: Data) -> Any:  # noqa: ANN401
    for path in ("data.assessment.committeeDecision", "data.assessment.planningOfficerDecision"):
        value = reading.value(path)
        if value is ABSENT:
            continue
        required = reading.value("data.assessment.priorApprovalRequired")
        if required is ABSENT:
            return mapped(value, "decision.odp")
        if value == "granted":
            return "prior-approval-given" if required else "prior-approval-not-required"
        raise Refused("there is no word for a prior approval that is refused in ODP's way")
    return ABSENT


def _decision_maker(reading: Reading, _item: Data) -> Any:  # noqa: ANN401
    if reading.value("data.assessment.committeeDecision") is not ABSENT:
        return "committee"
    officer = reading.value("data.assessment.planningOfficerDecision")
    return ABSENT if officer is ABSENT else "planning-officer"


def _register_status(_reading: Reading, item: Data) -> str:
    metadata = item.get("metadata")
    return "publish" if isinstance(metadata, dict) and metadata.get("publishedAt") else "not-assessed"


def nothing(_reading: Reading, _item: Data) -> Any:  # noqa: ANN401
    """For a fact that the source does not hold."""
    return ABSENT


SITE = {"planningAuthority": authority_of, "boundarySource": boundary_source, "reference": nothing}
APPLICATION = {
    "planningAuthority": authority_of,
    "alternativeReferences": alternative,
    "developmentScale": scale,
    "linkedApplications": linked,
    "ownerIsPlanningAuthority": nothing,
    "site": lambda reading, _item: _key("site", reading.document),
    # A submission is no record here yet, and a form without bytes is a document like any other.
    "submissions": nothing,
    "applicationForm": nothing,
}
DECISION = {
    "reference": nothing,
    "planningAuthority": authority_of,
    "application": lambda reading, _item: _key("application", reading.document),
    "decision": _decision,
    "decisionMaker": _decision_maker,
    "organisation": authority_of,
    "noticeDocument": nothing,
}
DOCUMENT = {
    "planningAuthority": authority_of,
    "application": lambda reading, _item: _key("application", reading.document),
    # The address of the bytes is not the bytes: nothing is fetched, so nothing is promised.
    "contentStatus": lambda _reading, _item: "listed",
    "publicRegisterStatus": _register_status,
    "redactionOf": nothing,
    "sha256": nothing,
}
