"""What was decided, as the assessment of a published ODP document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reference_server import spec
from reference_server.adapters.register import progress
from reference_server.adapters.register.standins import StandIns

GRANTED, ADVICE = ("granted", "refused"), "planningOfficerRecommendation"

Data = dict[str, Any]
Found = dict[str, Data]
Of = Callable[[str], Found]


def assessment(of: Of, facts: Data, code: str, base: str, stand: StandIns) -> Data:
    """The deadline, and the latest decision that ODP has words for. `facts` are those of the application."""
    decision = _latest([data for data in of("decision").values() if not data.get("quashed")], stand)
    told = _told(decision, code, stand) if decision else {}
    if decision:
        told |= progress.notice(decision, of("document"), base, stand)
    deadline = facts.get("statutoryDeadlineDate")
    if decision and not deadline:
        instead = facts.get("agreedDeadlineDate") or decision["decisionDate"]
        deadline = stand.instead("data.assessment.expiryDate", instead)
    return {"expiryDate": deadline, **told} if deadline else {}


def _word(code: str | None) -> str:
    return next((row["odp"] for row in spec.codelist("decision") if row["reference"] == code), "")


def _latest(decisions: list[Data], stand: StandIns) -> Data | None:
    by_day = sorted((data for data in decisions if data.get("decisionDate")), key=lambda data: data["decisionDate"])
    for data in reversed(by_day):
        if _word(data["decision"]) in GRANTED:
            return data
        stand.lose("decision.decision", "a decision that ODP has no word for")
    return None


def _told(data: Data, code: str, stand: StandIns) -> Data:
    is_committee = data.get("decisionMaker") == "committee"
    prefix = "committee" if is_committee else "planningOfficer"
    told: Data = {f"{prefix}Decision": _word(data["decision"]), f"{prefix}DecisionDate": data["decisionDate"]}
    used = {"planningAuthority", "application", "decision", "decisionDate", "decisionMaker", "noticeDocument"}
    if is_committee and data.get("committeeSentDate"):
        used.add("committeeSentDate")
        told["committeeSentDate"] = data["committeeSentDate"]
    if is_committee and _word(data.get(ADVICE)) in GRANTED:
        used.add(ADVICE)
        told[ADVICE] = _word(data.get(ADVICE))
    if code.startswith("pa."):
        told["priorApprovalRequired"] = data["decision"] != "prior-approval-not-required"
    stand.leave("decision", data, used)
    return told
