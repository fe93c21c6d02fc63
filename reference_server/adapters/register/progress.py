"""How far a case has come as the public view tells it, in the words of ODP: events, rounds, appeal and notice."""

from __future__ import annotations

from typing import Any

from reference_server import spec
from reference_server.adapters.register import papers
from reference_server.adapters.register.papers import midnight
from reference_server.adapters.register.standins import StandIns

FRAME = ("planningAuthority", "application")
CHECKED, VALID, INVALID = "validation-completed", "valid-from", "invalid-from"
TOLD = ("application-submitted", "application-published", CHECKED, VALID, INVALID)
APPEAL_DATES = ("lodgedDate", "validatedDate", "startedDate", "decisionDate")

Data = dict[str, Any]
Found = dict[str, Data]


def days(events: Found, stand: StandIns) -> dict[str, str]:
    """The latest day of each sort of event that ODP has a place for."""
    found: dict[str, str] = {}
    for data in events.values():
        word = data["permissionProcessEvent"]
        if word in TOLD:
            found[word] = max(found.get(word, ""), data["eventDate"])
        else:
            stand.report.not_carried[f"event.{word}"] += 1
    return found


def validation(received: str | None, happened: dict[str, str], stand: StandIns) -> Data:
    """When the case came, when it was checked, and whether it was valid then."""
    checked = happened.get(CHECKED) or max(happened.get(VALID, ""), happened.get(INVALID, ""))
    if not received:
        if checked:
            stand.lose("event", "ODP has no place for a validation without the day of receipt")
        return {}
    told: Data = {"receivedAt": midnight(received)}
    if checked:
        told["validatedAt"] = midnight(checked)
    if VALID in happened or INVALID in happened:
        told["isValid"] = happened.get(VALID, "") >= happened.get(INVALID, "")
    return {"validation": told}


def consultation(rounds: Found, stand: StandIns) -> Data:
    """The latest round: ODP knows one."""
    found = sorted(rounds.values(), key=lambda data: data["round"])
    for _ in found[:-1]:
        stand.lose("consultation", "ODP knows one round of consultation, and the latest is told")
    if not found:
        return {}
    data = found[-1]
    stand.leave("consultation", data, (*FRAME, "round", "startDate", "endDate", "siteNotice"))
    if "startDate" not in data or "endDate" not in data:
        stand.lose("consultation", "ODP asks for the first and the last day, which are not both known")
        return {}
    notice = data.get("siteNotice")
    if notice is None:
        notice = stand.instead("data.consultation.siteNotice", value=False)
    return {"consultation": {"startDate": data["startDate"], "endDate": data["endDate"], "siteNotice": notice}}


def appeal(appeals: Found, documents: Found, base: str, stand: StandIns, came: str) -> Data:
    """The latest appeal: ODP knows one."""
    found = sorted(appeals.values(), key=lambda data: data.get("lodgedDate", ""))
    for _ in found[:-1]:
        stand.lose("appeal", "ODP knows one appeal, and the latest is told")
    if not found:
        return {}
    data = found[-1]
    if "lodgedDate" not in data:
        stand.lose("appeal", "ODP asks for the day on which it was lodged, which is not known")
        return {}
    stand.leave("appeal", data, (*FRAME, *APPEAL_DATES, "reasonText", "decision", "documents"))
    told: Data = {"reason": data.get("reasonText") or stand.instead("data.appeal.reason")}
    told |= {name: data[name] for name in APPEAL_DATES if name in data}
    words = {row["reference"]: row["odp"] for row in spec.codelist("appeal-decision")}
    word = words.get(data.get("decision", ""), "")
    if word:
        told["decision"] = word
    elif "decision" in data:
        stand.lose("appeal.decision", "a decision that ODP has no word for")
    own = {key: documents[key] for key in data.get("documents", []) if key in documents}
    files = list(papers.files(base, own, stand, came, link="url"))
    return {"appeal": {**told, **({"files": files} if files else {})}}


def notice(decision: Data, documents: Found, base: str, stand: StandIns) -> Data:
    """Where the notice of a decision can be read."""
    key = decision.get("noticeDocument", "")
    document = documents.get(key)
    if document is None:
        return {}
    if document["contentStatus"] == "available":
        return {"decisionNotice": {"url": papers.address(base, key)}}
    if document.get("documentationUrl"):
        return {"decisionNotice": {"url": document["documentationUrl"]}}
    stand.lose("decision.noticeDocument", "ODP asks for an address, and the file cannot be read")
    return {}
