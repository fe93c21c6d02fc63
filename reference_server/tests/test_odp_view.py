"""The public feed assembled again into the documents that an ODP register reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from reference_server import spec
from reference_server.adapters.reader import Feed
from reference_server.adapters.register.published import Register
from reference_server.adapters.register.standins import MAILBOX
from reference_server.publisher import TOKEN
from reference_server.tests.opened import program, started

ODP = Path(__file__).parents[3] / "shared" / "data" / "odp-0.7.7"
SCHEMA = ODP / "schemas" / "postSubmissionPublishedApplication.json"
real = pytest.mark.skipif(not SCHEMA.is_file(), reason="the schemas of ODP are not beside this checkout")
KEPT = ("applicationType", "data", "files", "metadata", "submission")
PRIVATE = (
    "ziggy@example.com",
    "01100 0110 0011",
    "John Doe",
    "Jane Smith",
    "Casey Officer",
    "Bowie",
    'Please amend this application"',
)
NOW = "2026-11-23T12:00:00Z"
KEY = "0" * 32


def register(*decisions: dict[str, Any], **facts: Any) -> Register:  # noqa: ANN401 - JSON
    """A register of one case."""
    application = {
        "reference": "26/00001/HOU",
        "planningAuthority": "local-authority:WMB",
        "description": "A dormer",
        "applicationTypes": ["hh"],
        "site": "s" * 32,
        "stage": "assessment",
        "status": "determined",
        **facts,
    }
    decided = {str(place): {"application": KEY, **decision} for place, decision in enumerate(decisions)}
    return Register("https://x.example/v0/public", {"application": {KEY: application}, "decision": decided}, NOW)


def only(found: Register) -> dict[str, Any]:
    """The one document of a register."""
    ((_, document),) = found.documents()
    return document


def test_a_type_without_a_code_of_odp_takes_its_first_counterpart() -> None:
    assert only(register(odpApplicationType="of.tomorrow"))["applicationType"] == "pp.full.householder"


def test_the_latest_decision_that_stands_is_told() -> None:
    told = only(
        register(
            {"decision": "refused", "decisionDate": "2026-02-01", "decisionMaker": "planning-officer"},
            {"decision": "granted", "decisionDate": "2026-01-01", "decisionMaker": "committee"},
            {"decision": "granted", "decisionDate": "2026-03-01", "quashed": True},
        )
    )
    assessment = told["data"]["assessment"]
    assert (assessment["planningOfficerDecision"], assessment["planningOfficerDecisionDate"]) == (
        "refused",
        "2026-02-01",
    )


def test_a_decision_that_odp_has_no_word_for_is_left_out_and_told() -> None:
    found = register({"decision": "no-objection", "decisionDate": "2026-02-01"})
    assert "assessment" not in only(found)["data"]
    assert found.report.refused_values[0]["field"] == "decision.decision"


def test_a_day_begins_in_london() -> None:
    assert only(register(receivedDate="2026-07-02"))["data"]["validation"]["receivedAt"] == "2026-07-02T00:00:00+01:00"


def test_every_stand_in_is_told() -> None:
    found = register()
    applicant = only(found)["submission"]["data"]["applicant"]
    assert applicant["email"] == MAILBOX
    told = {row["field"] for row in found.report.as_json()["carriedInPart"]}
    assert told >= {"submission.data.applicant.email", "data.caseOfficer.name", "submission.data.application.fee"}


@real
def test_every_type_validates() -> None:
    validator = jsonschema_rs.validator_for(json.loads(SCHEMA.read_text("utf-8")))
    codes = [row["reference"] for row in spec.codelist("odp-application-type")]
    decision = {"decision": "granted", "decisionDate": "2026-02-01", "decisionMaker": "committee"}
    wrong = [code for code in codes if not validator.is_valid(only(register(decision, odpApplicationType=code)))]
    assert wrong == []


def view(base: str, place: Path) -> list[dict[str, Any]]:
    """The documents that the command writes for a public view."""
    told = program(
        "reference_server", "odp-view", base, "--to", str(place), "--schema", str(SCHEMA), "--loss-report",
        str(place.with_suffix(".loss")),
    )  # fmt: skip
    assert (told.returncode, told.stderr) == (0, "")
    return [json.loads(path.read_text("utf-8")) for path in sorted(place.iterdir())]


@real
def test_every_case_of_the_sample_council_validates(tmp_path: Path) -> None:
    with started() as bases:
        documents = view(bases["public"], tmp_path / "out")
        applications = Feed(bases["public"]).records()["application"]
        private = Feed(bases["partner"], TOKEN).records()["application"]
    assert len(documents) == len(applications) > 50
    officers = {data["officerName"] for data in private.values() if data.get("officerName")}
    assert not [name for name in officers if name in json.dumps(documents, ensure_ascii=False)]


@real
@pytest.mark.parametrize(
    "example", sorted((ODP / "examples" / "postSubmissionApplication").rglob("*.json")), ids=lambda path: path.stem
)
def test_every_real_example_validates(tmp_path: Path, example: Path) -> None:
    loss = tmp_path / "in.loss"
    with started("--data", str(example), "--loss-report", str(loss)) as bases:
        documents = view(bases["public"], tmp_path / "out")
    given = json.loads(example.read_text("utf-8"))
    published = "publishedAt" in given["data"]["application"]
    assert len(documents) == published
    assert bool(json.loads((tmp_path / "out.loss").read_text("utf-8"))["carriedInPart"]) == published
    assert [set(document) for document in documents] == [
        {*KEPT, *(("comments",) if "comments" in given else ())}
    ] * published
    assert not [name for name in PRIVATE if name in json.dumps(documents)]
