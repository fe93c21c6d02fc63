"""What a page of BOPS tells beside the case becomes records too, and a page without a case finds its case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reference_server.adapters import folder as files
from reference_server.rules.publication import Change
from reference_server.tests.test_bops import page
from reference_server.tests.test_submission import write

Data = dict[str, Any]
REFERENCE = "26-00001-HAPP"
COMMENT = {"comment": "Too tall", "receivedAt": "2026-07-09T10:00:00Z", "summaryTag": "objection"}
NEIGHBOUR = {
    "receivedAt": "2026-07-09T11:00:00.000+01:00",
    "text": "Too tall",
    "sentiment": "objection",
    "respondent": {"postcode": "ZZ1 1AA"},
    "application": {"reference": REFERENCE, "address": "1 Mill Row"},
}
ADDRESS = f"https://wmb.bops.example/api/v2/planning_applications/{REFERENCE}/validation_requests?page=1"


def changes(place: Path, kind: str) -> list[Change]:
    """The records of a kind in every state of the one case."""
    (case,) = files.read(place).cases
    return [change for state in case for change in state.changes if change.kind == kind]


def facts(place: Path, kind: str) -> list[Data]:
    return [change.data or {} for change in changes(place, kind)]


def refused(place: Path) -> str:
    return json.dumps([files.read(place).report.refused_values, files.read(place).report.refused_files])


def asked(word: str, **told: Any) -> Data:  # noqa: ANN401 - JSON
    """One request to an applicant."""
    return {"type": f"{word}ValidationRequest", "created_at": "2026-07-05T10:00:00Z", **told}


def test_a_consultation_is_a_round_with_its_notices(tmp_path: Path) -> None:
    about = {"startDate": "2026-07-05", "endDate": "2026-07-28", "publishedComments": [COMMENT]}
    notice = {"required": True, "publishedAt": "2026-07-06T00:00:00.000+01:00"}
    write(tmp_path, "show.json", page(consultation=about, pressNotice=notice))
    (found,) = facts(tmp_path, "consultation")
    assert (found["round"], found["startDate"], found["endDate"]) == (1, "2026-07-05", "2026-07-28")
    assert (found["pressNotice"], found["pressNoticeDate"]) == (True, "2026-07-06")


def test_a_comment_is_kept_for_partners_and_that_is_told(tmp_path: Path) -> None:
    write(tmp_path, "show.json", page(consultation={"publishedComments": [COMMENT]}))
    (change,) = changes(tmp_path, "publicComment")
    assert change.reach == "partner"
    assert change.data
    assert (change.data["textRedacted"], change.data["sentiment"]) == ([{"text": "Too tall"}], "objection")
    assert "first shown" in json.dumps(files.read(tmp_path).report.partly)


def test_an_answer_without_a_body_is_told(tmp_path: Path) -> None:
    write(tmp_path, "show.json", page(consultation={"consulteeComments": [COMMENT]}))
    assert changes(tmp_path, "consulteeResponse") == []
    assert "which body" in refused(tmp_path)


def test_an_appeal_says_how_far_it_has_come(tmp_path: Path) -> None:
    told = page(status="Appeal split decision", decision="refused", determinedAt="2026-08-01T00:00:00Z")
    paper = {"name": "a.pdf", "url": "/files/a", "type": [{"value": "internal.appealDecision"}]}
    told["data"] = {"appeal": {"reason": "Late", "lodgedDate": "2026-08-02", "decision": "split_decision"}}
    told["data"]["appeal"]["files"] = [paper]
    write(tmp_path, "show.json", told)
    (found,), (document,) = facts(tmp_path, "appeal"), facts(tmp_path, "document")
    assert (found["status"], found["decision"], found["reasonText"]) == ("decided", "split", "Late")
    assert (document["association"], document["documentTypes"]) == ("appeal", ["internal.appealDecision"])
    assert "documents" not in found


def test_a_date_that_cannot_be_is_left_out_and_told(tmp_path: Path) -> None:
    write(tmp_path, "show.json", page(consultation={"startDate": "2026-06-01", "endDate": "2026-07-28"}))
    (found,) = facts(tmp_path, "consultation")
    assert "startDate" not in found
    assert "consultation.startDate" in refused(tmp_path)


def test_the_dates_of_a_case_are_events(tmp_path: Path) -> None:
    write(tmp_path, "show.json", page(validAt="2026-07-02T23:30:00Z"))
    told = {found["permissionProcessEvent"]: found["eventDate"] for found in facts(tmp_path, "event")}
    assert told == {"valid-from": "2026-07-03", "application-published": "2026-07-03"}


def test_constraints_and_owners_are_records(tmp_path: Path) -> None:
    owner = {"name": "Matilda Vane", "interest": "owner", "address": {"line1": "9 Mill Row"}}
    write(tmp_path, "show.json", {**page(), "constraints": ["tpo"], "applicant": {"ownership": {"owners": [owner]}}})
    assert [found["category"] for found in facts(tmp_path, "constraint")] == ["tpo"]
    (change,) = [one for one in changes(tmp_path, "party") if (one.data or {})["role"] == "owner"]
    assert (change.reach, (change.data or {})["name"]) == ("partner", {"last": "Matilda Vane"})


def test_a_response_finds_its_case_and_is_the_comment_that_the_case_has(tmp_path: Path) -> None:
    write(tmp_path, "9-show.json", page(consultation={"publishedComments": [COMMENT]}))
    write(tmp_path, "1-responses.json", {"responses": [NEIGHBOUR]})
    found = changes(tmp_path, "publicComment")
    assert len(found) == 2
    assert len({change.id for change in found}) == 1
    assert (found[-1].data or {})["authorAddress"] == "ZZ1 1AA"


def test_a_response_whose_council_is_in_doubt_is_told(tmp_path: Path) -> None:
    write(tmp_path, "1.json", page())
    write(tmp_path, "2.json", page(fullReference=f"OMD-{REFERENCE}"))
    write(tmp_path, "3.json", {"responses": [NEIGHBOUR]})
    assert "several councils" in refused(tmp_path)


def test_a_request_to_the_applicant_is_an_event_for_partners(tmp_path: Path) -> None:
    write(tmp_path, "1.json", page())
    requests = [
        asked("AdditionalDocument", notified_at="2026-07-06T10:00:00Z", closed_at="2026-07-08T10:00:00Z", reason="P"),
        asked("TimeExtension", approved=True, closed_at="2026-07-09T10:00:00Z"),
        asked("DescriptionChange", approved=True, closed_at="2026-07-09T10:00:00Z"),
    ]
    write(tmp_path, "2.json", {"data": requests, "links": {"first": ADDRESS}})
    found = [change for change in changes(tmp_path, "event") if change.reach == "partner"]
    told = {(change.data or {})["permissionProcessEvent"]: (change.data or {}) for change in found}
    assert {word: data["eventDate"] for word, data in told.items()} == {
        "additional-information-requested": "2026-07-06",
        "additional-information-received": "2026-07-08",
        "time-extension-agreed": "2026-07-09",
    }
    assert told["additional-information-requested"]["notes"] == "P"
    assert "DescriptionChangeValidationRequest" in refused(tmp_path)


@pytest.mark.parametrize("odd", [None, 1, "x", [], [1], {}, [{}], {"files": 1}])
@pytest.mark.parametrize("place", ["consultation", "pressNotice", "data", "applicant", "constraints", "decisionNotice"])
def test_odd_values_end_nothing(tmp_path: Path, place: str, odd: object) -> None:
    told = page(**{place: odd}) if place in ("consultation", "pressNotice") else {**page(), place: odd}
    write(tmp_path, "show.json", told)
    write(tmp_path, "other.json", {"responses": odd, "comments": odd, "summary": {}, "data": [odd]})
    assert files.read(tmp_path).report.files == 2
