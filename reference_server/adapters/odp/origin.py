"""What documents of Open Digital Planning have in common: whose they are, and what no row of the crosswalk tells."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from reference_server import spec
from reference_server.adapters.crosswalk import ABSENT, Reading
from reference_server.adapters.transforms import Refused, code, london_date, mapped

PUBLIC, PARTNER = "national", "partner"
KEY = b"open-planning-exchange"
RETURNED, UNDETERMINED, WITHDRAWN = "returned", "undetermined", "withdrawn"

Data = dict[str, Any]


def minted(local: str) -> str:
    """An id that tells nothing, always the same for what a source calls a thing."""
    return hmac.new(KEY, local.encode(), hashlib.sha256).hexdigest()[:32]


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


def status(reading: Reading, _item: Data) -> Any:  # noqa: ANN401
    """The status. What is returned because it is not valid can still be mended: ODP has no other word for it."""
    place = "data.application.status"
    value = reading.value(place)
    if value is ABSENT or value is None:
        return ABSENT
    if is_taken_back(reading) and value != RETURNED:
        reading.report.partly[place] = "undetermined with a day of withdrawal is withdrawn"
        return WITHDRAWN
    if value == RETURNED and reading.value("data.validation.isValid") is False:
        reading.report.partly[place] = "returned as not valid: undetermined, and an event says when"
        return UNDETERMINED
    return code(value, "application-status")


def is_taken_back(reading: Reading) -> bool:
    """Whether the case was withdrawn or returned, so that nothing is decided on it."""
    value = reading.value("data.application.status")
    has_day = isinstance(reading.value("data.application.withdrawnAt"), str)
    return value in (WITHDRAWN, RETURNED) or (value == UNDETERMINED and has_day)


def withdrawn(reading: Reading, _item: Data) -> Any:  # noqa: ANN401
    """The day of a withdrawal, which goes with no other status."""
    value = reading.value("data.application.withdrawnAt")
    if value is ABSENT or value is None:
        return ABSENT
    if reading.value("data.application.status") not in (WITHDRAWN, UNDETERMINED):
        raise Refused("what is determined or returned was not withdrawn")
    return london_date(value)


def channel(reading: Reading, _item: Data) -> str:
    """By what way it came."""
    return "planx" if reading.value("submission.metadata.source") == "PlanX" else "other-portal"


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
    # A form without bytes is a document like any other.
    "submissions": nothing,
    "applicationForm": nothing,
}
DECISION = {
    "reference": nothing,
    "decision": _decision,
    "decisionMaker": _decision_maker,
    "organisation": authority_of,
}
DOCUMENT = {
    # The address of the bytes is not the bytes: nothing is fetched, so nothing is promised.
    "contentStatus": lambda _reading, _item: "listed",
    "publicRegisterStatus": _register_status,
    "redactionOf": nothing,
    "sha256": nothing,
}
SUBMISSION = {
    "planningAuthority": authority_of,
    "channel": channel,
    "contentStatus": lambda _reading, _item: "listed",
    **dict.fromkeys(("fileSize", "mimeType", "sha256", "supersedes", "validationOf"), nothing),
}
