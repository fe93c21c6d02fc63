"""Open Digital Planning `postSubmissionApplication` documents, as publications of a small publisher."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reference_server import spec
from reference_server.adapters.crosswalk import ABSENT, Reading, items, record
from reference_server.adapters.loss import LossReport
from reference_server.adapters.transforms import Refused, mapped
from reference_server.rules.publication import Change
from reference_server.store import Store

PUBLIC, PARTNER = "national", "partner"
KEY = b"open-planning-exchange"
SECOND = 1000

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """The usable documents of a file or folder, by case, in the order of their names."""

    cases: tuple[tuple[tuple[str, Data], ...], ...]
    authorities: tuple[str, ...]
    report: LossReport

    def fill(self, store: Store, now: int) -> None:
        """Publish each document as one state of its case, a second after the one before; the last is now."""
        for case in self.cases:
            before: dict[tuple[str, str], Change] = {}
            for place, (name, document) in enumerate(case):
                after = {(change.kind, change.id): change for change in changes(name, document, self.report)}
                gone = [Change(kind, key, None, "") for kind, key in before if (kind, key) not in after]
                store.load([*after.values(), *gone], now - (len(case) - 1 - place) * SECOND)
                before = after


def read(path: Path) -> Source:
    """Read a file, or every file below a folder."""
    report = LossReport(str(path))
    cases: dict[tuple[str, str], list[tuple[str, Data]]] = {}
    for file in [path] if path.is_file() else sorted(path.rglob("*.json"), key=lambda file: file.name):
        report.files += 1
        document = _document(file, report)
        if document is not None:
            key = document["metadata"]["organisation"], document["data"]["application"]["reference"]
            cases.setdefault(key, []).append((file.name, document))
    authorities = tuple(sorted({_curie(organisation) for organisation, _ in cases}))
    return Source(tuple(tuple(case) for case in cases.values()), authorities, report)


def _document(file: Path, report: LossReport) -> Data | None:
    """A document that says whose and which case it is; None and a line in the report for anything else."""
    try:
        value = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as wrong:
        report.refuse_file(str(file), f"it cannot be read as JSON: {wrong}"[:200])
        return None
    reading = Reading(file.name, value if isinstance(value, dict) else {}, report)
    for path in ("metadata.organisation", "data.application.reference"):
        found = reading.value(path)
        if not isinstance(found, str) or not found.strip():
            report.refuse_file(str(file), f"it is no postSubmissionApplication: {path} is absent")
            return None
    return reading.document


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


def _curie(organisation: str) -> str:
    return organisation if ":" in organisation else f"local-authority:{organisation}"


def _authority(reading: Reading, _item: Data) -> str:
    return _curie(str(reading.value("metadata.organisation")))


def _alternative(reading: Reading, _item: Data) -> Any:  # noqa: ANN401 - JSON
    system, reference = reading.value("submission.metadata.source"), reading.value("submission.metadata.id")
    if system is ABSENT or reference is ABSENT:
        return ABSENT
    return [{"system": "planx-session" if system == "PlanX" else str(system), "reference": str(reference)}]


def _scale(reading: Reading, _item: Data) -> Any:  # noqa: ANN401
    code = reading.value("applicationType")
    rows = (row for row in spec.codelist("odp-application-type") if row["reference"] == code)
    return next((row["scale"] for row in rows if row["scale"]), ABSENT)


def _linked(reading: Reading, _item: Data) -> Any:  # noqa: ANN401
    found = []
    for path, relation in (("planningApp", ""), ("preApp", "pre-application")):
        reference = reading.value(f"submission.data.application.{path}.reference")
        if isinstance(reference, str) and reference:
            found.append({"reference": reference, **({"relation": relation} if relation else {})})
    return found or ABSENT


def _boundary_source(reading: Reading, _item: Data) -> Any:  # noqa: ANN401
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


def _none(_reading: Reading, _item: Data) -> Any:  # noqa: ANN401
    return ABSENT


SITE = {"planningAuthority": _authority, "boundarySource": _boundary_source, "reference": _none}
APPLICATION = {
    "planningAuthority": _authority,
    "alternativeReferences": _alternative,
    "developmentScale": _scale,
    "linkedApplications": _linked,
    "ownerIsPlanningAuthority": _none,
    "site": lambda reading, _item: _key("site", reading.document),
    # A submission is no record here yet, and a form without bytes is a document like any other.
    "submissions": _none,
    "applicationForm": _none,
}
DECISION = {
    "reference": _none,
    "planningAuthority": _authority,
    "application": lambda reading, _item: _key("application", reading.document),
    "decision": _decision,
    "decisionMaker": _decision_maker,
    "organisation": _authority,
    "noticeDocument": _none,
}
DOCUMENT = {
    "planningAuthority": _authority,
    "application": lambda reading, _item: _key("application", reading.document),
    # The address of the bytes is not the bytes: nothing is fetched, so nothing is promised.
    "contentStatus": lambda _reading, _item: "listed",
    "publicRegisterStatus": _register_status,
    "redactionOf": _none,
    "sha256": _none,
}
