"""What the public view holds of consultation, comments, appeal and notice stands in the ODP documents made of it."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest

from reference_server.adapters.register.published import Register
from reference_server.tests.test_odp_view import KEY, SCHEMA, only, register

Data = dict[str, Any]
CASE = {"planningAuthority": "local-authority:WMB", "application": KEY}
SHOWN = {"receivedDate": "2026-03-09", "publishedAt": "2026-03-10T09:00:00.000Z"}


def with_records(**kinds: list[Data]) -> Register:
    """A register of one case with records of other kinds, numbered within their kind."""
    found = register({"decision": "refused", "decisionDate": "2026-04-01", "noticeDocument": "document-0"})
    for kind, several in kinds.items():
        found.records[kind] = {f"{kind}-{place}": {**CASE, **data} for place, data in enumerate(several)}
    return found


def event(word: str, day: str) -> Data:
    return {"permissionProcessEvent": word, "eventDate": day}


def valid(document: Data) -> bool:
    """Whether the schema of ODP takes it; nothing is said where the schema is not beside this checkout."""
    return not SCHEMA.is_file() or jsonschema_rs.validator_for(json.loads(SCHEMA.read_text("utf-8"))).is_valid(document)


def test_events_are_the_dates_of_odp() -> None:
    found = with_records(
        event=[
            event("application-submitted", "2026-02-27"),
            event("application-published", "2026-03-02"),
            event("invalid-from", "2026-02-28"),
            event("valid-from", "2026-03-01"),
            event("committee-date", "2026-03-20"),
        ]
    )
    found.records["application"][KEY]["receivedDate"] = "2026-02-28"
    data = only(found)["data"]
    assert data["submission"]["submittedAt"].startswith("2026-02-27")
    assert data["application"]["publishedAt"].startswith("2026-03-02")
    assert (data["validation"]["validatedAt"][:10], data["validation"]["isValid"]) == ("2026-03-01", True)
    assert found.report.not_carried["event.committee-date"] == 1


def test_the_latest_round_is_told() -> None:
    days = [{"round": n, "startDate": f"2026-0{n}-02", "endDate": f"2026-0{n}-23"} for n in (2, 1)]
    found = with_records(consultation=days)
    assert only(found)["data"]["consultation"] == {
        "startDate": "2026-02-02",
        "endDate": "2026-02-23",
        "siteNotice": False,
    }
    assert [row["field"] for row in found.report.refused_values].count("consultation") == 1


@pytest.mark.parametrize("missing", ["startDate", "endDate"])
def test_a_round_without_its_days_is_left_out_and_told(missing: str) -> None:
    days = {"round": 1, "startDate": "2026-03-02", "endDate": "2026-03-23"}
    found = with_records(consultation=[{name: day for name, day in days.items() if name != missing}])
    assert "consultation" not in only(found)["data"]
    assert found.report.refused_values


def test_comments_are_told_in_redacted_words_and_without_names() -> None:
    parts = [{"topic": "light", "question": "Light?", "text": "Dark."}]
    comments: list[Data] = [
        {**SHOWN, "reference": "C1", "sentiment": "objection", "textRedacted": parts},
        {**SHOWN, "reference": "C2", "sentiment": "supportive", "textRedacted": [{"text": "Yes."}, {"text": "Do."}]},
        {**SHOWN, "reference": "C3", "textRedacted": parts},
        {**SHOWN, "reference": "C4", "sentiment": "neutral"},
    ]
    found = with_records(publicComment=comments)
    told = only(found)
    one, two = told["comments"]["public"]["comments"]
    assert one["commentRedacted"] == [{"topic": "light", "question": "Light?", "comment": "Dark."}]
    assert (two["id"], two["commentRedacted"]) == ("C2", "Yes.\n\nDo.")
    assert told["comments"]["public"]["summary"] == {
        "totalComments": 2, "sentiment": {"objection": 1, "neutral": 0, "supportive": 1}
    }  # fmt: skip
    assert "comments.public.comments[].author.name" in found.report.partly
    assert valid(told)


def test_opinions_are_told_the_latest_first() -> None:
    constraint = {"category": "tpo", "intersects": "yes", "name": "Oak", "documentationUrl": "https://x.example/1"}
    request = {"reference": "R", "organisationName": "Trees", "reason": "constraint", "constraints": ["constraint-0"]}
    answer = {**SHOWN, "consultationRequest": "consultationRequest-0", "textRedacted": "Words"}
    found = with_records(
        constraint=[constraint],
        consultationRequest=[{**request, "requestedDate": "2026-03-03"}],
        consulteeResponse=[
            {**answer, "reference": "A1", "position": "holding-objection"},
            {**answer, "reference": "A2", "position": "no-objection", "supersedes": "consulteeResponse-0"},
            {**answer, "reference": "A3", "position": "no-comment", "supersedes": "consulteeResponse-1"},
        ],
    )
    told = only(found)
    specialist = told["comments"]["specialist"]
    (one,) = specialist["comments"]
    assert [(said["id"], said["sentiment"]) for said in one["comments"]] == [("A2", "approved"), ("A1", "objected")]
    assert specialist["summary"]["totalConsulted"] == 1
    assert one["constraints"][0]["entities"][0]["name"] == "Oak"
    assert "consulteeResponse" in {row["field"] for row in found.report.refused_values}
    assert valid(told)


def test_an_appeal_is_told_with_the_files_that_can_be_read() -> None:
    paper = {"name": "Statement", "association": "appeal", "fileSize": 3, "mimeType": "text/plain", **SHOWN}
    found = with_records(
        appeal=[{"lodgedDate": "2026-05-01", "decision": "part-allowed", "documents": ["document-1", "document-2"]}],
        document=[
            {"name": "Notice", "contentStatus": "listed", "documentationUrl": "https://register.example/notice"},
            {**paper, "contentStatus": "available"},
            {**paper, "contentStatus": "listed"},
        ],
    )
    told = only(found)
    appeal = told["data"]["appeal"]
    assert (appeal["decision"], appeal["reason"]) == ("splitDecision", "Not published")
    assert [paper["url"] for paper in appeal["files"]] == [f"{found.base}/documents/document-1/content"]
    assert told["files"] == []
    assert told["data"]["assessment"]["decisionNotice"] == {"url": "https://register.example/notice"}
    assert valid(told)


def test_kinds_without_a_place_are_counted() -> None:
    found = with_records(condition=[{"text": "Begin"}, {"text": "End"}], obligation=[{"name": "Payment"}])
    only(found)
    assert (found.report.not_carried["condition"], found.report.not_carried["obligation"]) == (2, 1)
