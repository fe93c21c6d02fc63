"""Documents of Open Digital Planning become every kind that they hold, each for those who may see it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from reference_server import spec
from reference_server.adapters import folder as files
from reference_server.adapters import personal
from reference_server.rules.publication import OPEN, Change
from reference_server.tests.opened import program, started
from reference_server.tests.test_odp import document, write

EXAMPLES = Path(__file__).parents[3] / "shared" / "data" / "odp-0.7.7" / "examples" / "postSubmissionApplication"
real = pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the real ODP examples are not beside this checkout")
AT, LATER, LAST = "2026-03-05T10:00:00Z", "2026-03-09T10:00:00Z", "2026-03-12T10:00:00Z"
Data = dict[str, Any]


def said(key: str, redacted: str = "", published: str = "", at: str = AT) -> Data:
    """One answer of a consultee, or one comment."""
    metadata = {"submittedAt": at, **({"publishedAt": published} if published else {})}
    words = {"commentRedacted": redacted} if redacted else {}
    return {"id": key, "sentiment": "objection", "comment": f"whole {key}", "metadata": metadata, **words}


def whole(**changed: Any) -> Data:  # noqa: ANN401 - JSON
    """A case in which everything happened."""
    case = document(stage="appeal", status="determined")
    case["data"] |= {
        "submission": {"submittedAt": "2026-02-27T10:00:00Z"},
        "validation": {"receivedAt": "2026-02-28T10:00:00Z", "validatedAt": "2026-03-01T09:00:00Z", "isValid": True},
        "consultation": {"startDate": "2026-03-02", "endDate": "2026-03-23", "siteNotice": True},
        "assessment": {
            "expiryDate": "2026-04-24",
            "planningOfficerDecision": "refused",
            "planningOfficerDecisionDate": "2026-04-01",
            "decisionNotice": {"url": "https://register.example/notice"},
        },
        "appeal": {
            "reason": "Ring 01632 960111 about it",
            "lodgedDate": "2026-05-01",
            "files": [{"id": 7, "name": "Statement", "metadata": {"publishedAt": AT}}, {"id": 8, "name": "Letter"}],
        },
    }
    author = {"name": {"singleLine": "Ada Quill"}, "address": {"line1": "3 Mill Row", "postcode": "ZZ1 1AA"}}
    constraint = {"value": "monument", "intersects": True, "entities": [{"name": "Toll House"}]}
    consultee = {
        "id": "9",
        "organisationSpecialism": "Heritage",
        "reason": "constraint",
        "name": {"singleLine": "Ivo Marl"},
        "constraints": [constraint],
        "firstConsultedAt": "2026-03-03T10:00:00Z",
        "comments": [said("3", "third", LAST, LAST), said("2", at=LATER), said("1", "first", LATER)],
    }
    case["comments"] = {
        "public": {"comments": [{**said("1", "shown", LATER), "author": author}, {**said("2"), "author": author}]},
        "specialist": {"comments": [consultee]},
    }
    case["submission"]["metadata"] = {"id": "session-1", "source": "PlanX", "submittedAt": "2026-02-27T10:00:00Z"}
    case["submission"]["data"] |= {
        "applicant": {"name": {"first": "Ottoline", "last": "Rook"}, "email": "ottoline@rook.example"}
    }
    case["submission"]["data"]["property"]["planning"] = {"designations": [{"value": "tpo", "intersects": False}]}
    return {**case, **changed}


def changes(place: Path) -> list[Change]:
    """What the last state of the one case says."""
    (case,) = files.read(place).cases
    return list(case[-1].changes)


def facts(change: Change) -> Data:
    """What a record says."""
    return change.data or {}


def of(found: list[Change], kind: str) -> list[Change]:
    return [change for change in found if change.kind == kind]


def test_a_case_becomes_every_kind_that_it_holds(tmp_path: Path) -> None:
    write(tmp_path, "one.json", whole())
    assert Counter(change.kind for change in changes(tmp_path)) == {
        "site": 1, "submission": 1, "application": 1, "party": 1, "constraint": 2, "decision": 1, "document": 4,
        "event": 4, "consultation": 1, "consultationRequest": 1, "consulteeResponse": 3, "publicComment": 2,
        "appeal": 1,
    }  # fmt: skip


def test_what_an_unpublished_case_holds_is_for_partners(tmp_path: Path) -> None:
    case = whole()
    case["data"]["application"]["publishedAt"] = None
    write(tmp_path, "one.json", case)
    assert {change.reach for change in changes(tmp_path)} == {"partner"}


def test_only_what_was_published_is_public_and_only_in_redacted_words(tmp_path: Path) -> None:
    write(tmp_path, "one.json", whole())
    found = changes(tmp_path)
    spoken = {facts(change)["reference"]: change for change in of(found, "publicComment")}
    assert (spoken["1"].reach, spoken["2"].reach) == ("public", "partner")
    assert facts(spoken["1"])["textRedacted"] == [{"text": "shown"}]
    for change in found:
        for view in OPEN:
            assert not {"text", "authorName", "authorAddress", "contactName"} & spec.shown(change.kind, view)


def test_the_answers_that_are_public_are_a_chain_of_their_own(tmp_path: Path) -> None:
    write(tmp_path, "one.json", whole())
    answers = {facts(change)["reference"]: change for change in of(changes(tmp_path), "consulteeResponse")}
    assert {key: change.reach for key, change in answers.items()} == {"1": "public", "2": "partner", "3": "public"}
    before = {key: facts(change).get("supersedes") for key, change in answers.items()}
    assert before == {"1": None, "3": answers["1"].id, "2": answers["3"].id}
    # It lies before the one that it follows now, and that is told.
    assert "receivedDate" not in facts(answers["2"])
    assert "2026-03-09" in json.dumps(files.read(tmp_path).report.refused_values)


def test_a_request_names_the_constraints_for_which_it_was_made(tmp_path: Path) -> None:
    write(tmp_path, "one.json", whole())
    found = changes(tmp_path)
    (request,) = of(found, "consultationRequest")
    names = {change.id: facts(change).get("name") for change in of(found, "constraint")}
    assert [names[key] for key in facts(request)["constraints"]] == ["Toll House"]
    assert (facts(request)["reason"], facts(request)["status"]) == ("constraint", "sent")


def test_each_date_has_one_home(tmp_path: Path) -> None:
    write(tmp_path, "one.json", whole())
    told = [facts(one) for one in of(changes(tmp_path), "event")]
    assert {data["permissionProcessEvent"]: data["eventDate"] for data in told} == {
        "application-submitted": "2026-02-27",
        "validation-completed": "2026-03-01",
        "valid-from": "2026-03-01",
        "application-published": "2026-03-01",
    }


def test_a_returned_case_that_is_not_valid_can_go_on(tmp_path: Path) -> None:
    case = document(stage="validation", status="returned")
    case["data"]["validation"] = {"receivedAt": AT, "validatedAt": LATER, "isValid": False}
    write(tmp_path, "one.json", case)
    found = changes(tmp_path)
    assert [facts(one)["status"] for one in of(found, "application")] == ["undetermined"]
    assert "invalid-from" in {facts(one)["permissionProcessEvent"] for one in of(found, "event")}


def test_what_was_sent_in_is_listed_without_bytes(tmp_path: Path) -> None:
    write(tmp_path, "one.json", whole())
    found = changes(tmp_path)
    (sent,), (application,) = of(found, "submission"), of(found, "application")
    assert (facts(sent)["contentStatus"], facts(sent)["channel"], sent.reach) == ("listed", "planx", "partner")
    assert not {"sha256", "fileSize", "mimeType"} & set(facts(sent))
    assert facts(application)["submissions"] == [sent.id]


def test_a_file_with_two_addresses_is_a_whole_and_its_copy(tmp_path: Path) -> None:
    paper = {"id": 1, "name": "Form", "url": "https://x.example/a/form.pdf", "metadata": {"publishedAt": AT}}
    write(tmp_path, "one.json", whole(files=[{**paper, "redactedUrl": "https://x.example/b/form-redacted.pdf"}]))
    found = {facts(change).get("filename"): change for change in of(changes(tmp_path), "document")}
    original, copy = found["form.pdf"], found["form-redacted.pdf"]
    assert (original.reach, copy.reach) == ("partner", "national")
    assert facts(copy)["redactionOf"] == original.id
    assert facts(original)["publicRegisterStatus"] == "withhold"


def test_how_to_reach_somebody_is_taken_out_of_what_is_public(tmp_path: Path) -> None:
    case = whole()
    case["comments"]["public"]["comments"][0]["commentRedacted"] = "Write to ada@quill.example"
    write(tmp_path, "one.json", case)
    found = changes(tmp_path)
    (appeal,) = of(found, "appeal")
    assert facts(appeal)["reasonText"] == "Ring [removed] about it"
    assert not [change for change in of(found, "publicComment") if "textRedacted" in facts(change)]
    told = {row["field"] for row in files.read(tmp_path).report.refused_values}
    assert told >= {"appeal.reasonText", "comments.public.comments[].commentRedacted[].topic"}


@pytest.mark.parametrize("text", ["a.b@c.example", "ring 07700 900123", "+44 (0)1632 960 111", "NI AB 12 34 56 C"])
def test_what_tells_is_found(text: str) -> None:
    assert personal.tells(text)


@pytest.mark.parametrize("text", ["0800 1111", "03000 200 301", "drawing 25/01632-960111", "26/00001/HOU", "a @ b"])
def test_what_tells_nothing_is_left(text: str) -> None:
    assert not personal.tells(text)


@pytest.mark.parametrize(
    "odd", [None, 1, "x", [], [1], {}, [{}], {"comments": 1}, {"comments": [1, {}, {"comments": 3}]}]
)
@pytest.mark.parametrize("place", ["public", "specialist", "appeal", "consultation", "planning", "metadata"])
def test_odd_values_end_nothing(tmp_path: Path, place: str, odd: object) -> None:
    case = whole()
    if place in ("public", "specialist"):
        case["comments"][place] = odd
    elif place in ("appeal", "consultation"):
        case["data"][place] = odd
    elif place == "planning":
        case["submission"]["data"]["property"]["planning"] = odd
    else:
        case["submission"]["metadata"] = odd
    write(tmp_path, "one.json", case)
    assert of(changes(tmp_path), "application")


def test_the_judge_finds_nothing_wrong(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", "one.json", whole())
    loss = str(tmp_path / "loss.json")
    with started("--data", str(tmp_path / "in"), "--loss-report", loss) as bases:
        for view in OPEN:
            told = program(
                "conformance", "--base-url", bases[view], "--level", "smoke", "--report-dir", str(tmp_path / view)
            )
            assert told.returncode == 0, told.stdout[-2000:]


@real
def test_less_of_the_real_examples_is_lost() -> None:
    report = files.read(EXAMPLES).report
    assert report.refused_values == report.refused_files == []
    lost = set(report.not_carried)
    assert not [path for path in lost if path.startswith(("data.appeal", "data.consultation", "data.validation"))]
    assert len(lost) < 60
