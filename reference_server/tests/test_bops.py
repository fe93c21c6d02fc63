"""Pages of BOPS become records, with what is overloaded in them taken apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reference_server.adapters import folder as files
from reference_server.adapters.reader import Feed
from reference_server.publisher import TOKEN
from reference_server.tests.test_submission import served, write

REAL = Path(__file__).parents[3] / "shared" / "data" / "bops" / "v0.7.7"
real = pytest.mark.skipif(not REAL.is_dir(), reason="the real BOPS pages are not beside this checkout")


def page(**application: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """The least that is a public page of one case."""
    return {
        "application": {
            "type": {"value": "pp.full.householder"},
            "reference": "26-00001-HAPP",
            "fullReference": "WMB-26-00001-HAPP",
            "receivedAt": "2026-07-02T00:00:00.000+01:00",
            "publishedAt": "2026-07-03T09:00:00.000+01:00",
            "status": "in_assessment",
            **application,
        },
        "property": {"address": {"singleLine": "1 Mill Row", "uprn": "00565512", "latitude": 84.3}},
        "proposal": {"description": "A dormer"},
    }


def read(place: Path) -> dict[str, dict[str, Any]]:
    """The facts of the last state of the one case, by kind."""
    (case,) = files.read(place).cases
    return {change.kind: change.data or {} for change in case[-1].changes}


def test_a_page_becomes_a_case(tmp_path: Path) -> None:
    write(tmp_path, "show.json", page())
    found = read(tmp_path)
    assert (found["application"]["reference"], found["application"]["applicationTypes"]) == ("26-00001-HAPP", ["hh"])
    assert found["application"]["planningAuthority"] == "local-authority:WMB"
    assert found["site"]["uprns"] == ["565512"]


def test_midnight_in_summer_stays_on_its_day(tmp_path: Path) -> None:
    write(tmp_path, "show.json", page())
    assert read(tmp_path)["application"]["receivedDate"] == "2026-07-02"


def test_a_place_outside_the_country_is_refused_and_told(tmp_path: Path) -> None:
    write(tmp_path, "show.json", page())
    assert "latitude" not in read(tmp_path)["site"]
    assert [row["field"] for row in files.read(tmp_path).report.refused_values] == ["property.address.latitude"]


@pytest.mark.parametrize(
    ("word", "stage", "status"),
    [
        ("invalidated", "validation", "undetermined"),
        ("returned", "validation", "returned"),
        ("in_committee", "assessment", "undetermined"),
        ("closed", "assessment", "disposed"),
        ("Appeal lodged", "appeal", "undetermined"),
        ("Appeal dismissed", "appeal", "determined"),
        ("determined", "assessment", "determined"),
    ],
)
def test_a_status_is_stage_and_status(tmp_path: Path, word: str, stage: str, status: str) -> None:
    decided = {"decision": "refused", "determinedAt": "2026-08-20T00:00:00.000+01:00"} if status == "determined" else {}
    write(tmp_path, "show.json", page(status=word, **decided))
    found = read(tmp_path)["application"]
    assert (found["stage"], found["status"]) == (stage, status)


def test_a_case_whose_decision_nobody_tells_goes_on(tmp_path: Path) -> None:
    write(tmp_path, "show.json", page(status="determined"))
    assert read(tmp_path)["application"]["status"] == "undetermined"
    (refused,) = (row for row in files.read(tmp_path).report.refused_values if row["field"] == "status")
    assert refused["why"].endswith("so that the case is told as undetermined")


@pytest.mark.parametrize(
    ("kind", "word", "code"),
    [
        ("pp.full.minor", "granted", "granted"),
        ("pa.part1.classA", "granted", "prior-approval-given"),
        ("pa.part1.classA", "not_required", "prior-approval-not-required"),
        ("pp.full.minor", "perhaps", "other"),
    ],
)
def test_a_decision_is_read_by_the_type_of_its_case(tmp_path: Path, kind: str, word: str, code: str) -> None:
    told = {"type": {"value": kind}, "decision": word, "status": "determined", "determinedAt": "2026-09-01T23:30:00Z"}
    write(tmp_path, "show.json", page(**told))
    decision = read(tmp_path)["decision"]
    assert (decision["decision"], decision["decisionDate"]) == (code, "2026-09-02")


def test_a_decision_that_is_only_proposed_is_none(tmp_path: Path) -> None:
    write(tmp_path, "show.json", page(decision="granted", determinedAt="2026-09-01T00:00:00Z"))
    assert "decision" not in read(tmp_path)


def test_a_page_of_documents_takes_nothing_away(tmp_path: Path) -> None:
    write(tmp_path / "in", "1-show.json", page())
    paper = {"name": "plan.pdf", "url": "/files/x", "type": [{"value": "internal.siteNotice"}]}
    write(tmp_path / "in", "2-documents.json", {"application": page()["application"], "files": [paper]})
    with served(tmp_path / "in", tmp_path) as bases:
        records = Feed(bases["partner"], TOKEN).records()
    (application,), (document,) = records["application"].values(), records["document"].values()
    assert application["description"] == "A dormer"
    assert (document["documentTypes"], document["contentStatus"]) == (["internal.siteNotice"], "listed")


def test_cases_with_more_and_fewer_states_stand_in_the_order_of_their_instants(tmp_path: Path) -> None:
    write(tmp_path / "in", "1.json", page())
    write(tmp_path / "in", "2.json", page(status="determined"))
    write(tmp_path / "in", "3.json", page(fullReference="OMD-26-00001-HAPP"))
    write(tmp_path / "in", "4.json", page(fullReference="OMD-26-00001-HAPP", status="withdrawn"))
    with served(tmp_path / "in", tmp_path) as bases:
        feed = Feed(bases["public"])
        entries = feed.get("/changes", **{"from": feed.get("/description")["earliest"]})["items"]
    assert [entry["changedAt"] for entry in entries] == sorted(entry["changedAt"] for entry in entries)


@pytest.mark.parametrize("status", ["not_started", "invalidated", "returned"])
def test_what_bops_keeps_back_is_not_public(tmp_path: Path, status: str) -> None:
    write(tmp_path, "show.json", page(status=status))
    (case,) = files.read(tmp_path).cases
    assert {change.reach for change in case[0].changes} == {"partner"}


@real
def test_the_real_pages_load_and_what_is_lost_is_told(tmp_path: Path) -> None:
    with served(REAL, tmp_path) as bases:
        records = Feed(bases["partner"], TOKEN).records()
        public = json.dumps(Feed(bases["public"]).records())
    assert {kind: len(found) for kind, found in records.items()} == {
        "application": 5, "site": 5, "decision": 1, "document": 11, "party": 7, "event": 7, "consultation": 4,
        "publicComment": 1, "appeal": 1,
    }  # fmt: skip
    assert "agent@example.com" not in public
    report = json.loads((tmp_path / "loss.json").read_text("utf-8"))
    # These name no case, or one that no page beside them holds.
    assert {Path(row["file"]).name: row["why"].partition(":")[0] for row in report["refusedFiles"]} == {
        "comments_public.json": "it names no case",
        "comments_specialist.json": "it names no case",
        "validationRequests.json": "it tells of the case 24-00593-HAPP and does not say of which council",
    }
    lost = {row["field"] for row in report["notCarried"]}
    assert lost >= {"application.targetDate", "comments[].comment", "payment_reference"}
    assert not [path for path in lost if path.startswith(("application.consultation", "data.appeal.decision"))]
