"""What an applicant sent in becomes a case, and is given back as it came."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from reference_server.adapters import folder as files
from reference_server.adapters.reader import Feed
from reference_server.publisher import TOKEN
from reference_server.tests.opened import started

EXAMPLES = Path(__file__).parents[3] / "shared" / "data" / "odp-0.7.7" / "examples"
FOLDERS = (EXAMPLES / "prototypeApplication", EXAMPLES / "application")
real = pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the real ODP examples are not beside this checkout")
SESSION = "0b5e7c1a-3f2d-4e6b-9a8c-7d1f2e3b4a5c"
PERSONAL = "ottoline@alder-rook.example"
Serve = Callable[..., Any]


def sent(**changed: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """A submission with people, two looks at the map and a file."""
    applicant = {
        "type": "company",
        "name": {"first": "Ottoline", "last": "Rook"},
        "email": PERSONAL,
        "phone": {"primary": "01632 960111"},
        "address": {"sameAsSiteAddress": True},
        "company": {"name": "Alder & Rook"},
        "ownership": {"interest": "lessee", "owners": [{"interest": "owner", "name": "Pemberley Estates"}]},
        "agent": {"name": {"first": "Wilf", "last": "Haw"}, "email": "wilf@haw.example", "phone": {"primary": "1"}},
        "siteContact": {"role": "other", "name": "The porter", "email": "porter@haw.example", "phone": "2"},
    }
    designations = [
        {"value": "tpo", "intersects": False},
        {"value": "listed", "intersects": True, "entities": [{"name": "Corn Exchange"}, {"name": "Toll House"}]},
    ]
    return {
        "applicationType": "pp.full.householder",
        "data": {
            "applicant": applicant,
            "property": {
                "address": {"singleLine": "1 Mill Row", "uprn": "000900000000001"},
                "planning": {"designations": designations},
            },
            "proposal": {"description": "A dormer"},
        },
        "files": [{"name": "https://files.example/private/x/Plan%20one.pdf", "type": ["sitePlan.existing"]}],
        "metadata": {
            "id": SESSION,
            "organisation": "WMB",
            "source": "PlanX",
            "submittedAt": "2026-03-01T09:00:00.5Z",
            "schema": "https://schemas.example/0.7.7/prototypeApplication.json",
        },
        **changed,
    }


def write(place: Path, name: str, value: object) -> bytes:
    """A file with blanks and an order of its own, so that to write it again would not give its bytes."""
    body = (json.dumps(value, indent=3) + "\n\n").encode()
    place.mkdir(exist_ok=True)
    (place / name).write_bytes(body)
    return body


def served(place: Path, scratch: Path) -> Any:  # noqa: ANN401
    """The standard server over a folder, as people run it."""
    return started("--data", str(place), "--loss-report", str(scratch / "loss.json"))


def granted(base: str, key: str) -> bytes:
    """The bytes of a record, by a grant."""
    request = Request(  # noqa: S310 - our own server
        f"{base}/grants",
        json.dumps({"documents": [key]}).encode(),
        {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"},
    )
    with urlopen(request) as answer:  # noqa: S310
        grant = json.load(answer)["grants"][0]
    with urlopen(grant["url"]) as answer:  # noqa: S310
        body: bytes = answer.read()
    assert grant["sha256"] == hashlib.sha256(body).hexdigest()
    return body


def test_a_submission_becomes_the_kinds_that_it_holds(tmp_path: Path) -> None:
    body = write(tmp_path / "in", "one.json", sent())
    with served(tmp_path / "in", tmp_path) as bases:
        records = Feed(bases["partner"], TOKEN).records()
    assert {kind: len(found) for kind, found in records.items()} == {
        "submission": 1, "site": 1, "application": 1, "party": 4, "constraint": 3, "document": 1
    }  # fmt: skip
    ((key, submission),) = records["submission"].items()
    (application,) = records["application"].values()
    assert (submission["channel"], submission["fileSize"]) == ("planx", len(body))
    assert application["submissions"] == [key]
    assert (application["stage"], application["applicationTypes"]) == ("submission", ["hh"])
    assert Counter(found["intersects"] for found in records["constraint"].values()) == {"yes": 2, "no": 1}
    (document,) = records["document"].values()
    assert (document["name"], document["contentStatus"]) == ("Plan one.pdf", "listed")


def test_its_bytes_come_back_as_they_were_sent(tmp_path: Path) -> None:
    body = write(tmp_path / "in", "one.json", sent())
    with served(tmp_path / "in", tmp_path) as bases:
        (key,) = Feed(bases["partner"], TOKEN).records()["submission"]
        assert granted(bases["partner"], key) == body


def test_nothing_of_it_is_public(tmp_path: Path) -> None:
    write(tmp_path / "in", "one.json", sent())
    with served(tmp_path / "in", tmp_path) as bases:
        assert Feed(bases["public"]).records() == {}
        partner = json.dumps(Feed(bases["partner"], TOKEN).records())
    assert not [word for word in (PERSONAL, "Ottoline", "Pemberley", "01632") if word in partner]


def test_the_people_are_told_apart(tmp_path: Path) -> None:
    write(tmp_path, "one.json", sent())
    ((state,),) = files.read(tmp_path).cases
    people = {change.data["role"]: change.data for change in state.changes if change.kind == "party" and change.data}
    assert people["applicant"]["organisationName"] == "Alder & Rook"
    assert "organisationName" not in people["agent"]
    assert people["owner"]["name"] == {"last": "Pemberley Estates"}
    assert people["site-contact"]["phones"] == ["2"]
    assert (people["applicant"]["interest"], people["applicant"]["addressIsSite"]) == ("lessee", True)


def test_the_same_session_twice_is_one_case(tmp_path: Path) -> None:
    write(tmp_path / "in", "one.json", sent())
    write(tmp_path / "in", "two.json", sent())
    with served(tmp_path / "in", tmp_path) as bases:
        found = Feed(bases["partner"], TOKEN).get("/changes", **{"from": "2020-01-01T00:00:00.000Z"})["items"]
    assert Counter(entry["kind"] for entry in found)["application"] == 1
    assert Counter(entry["kind"] for entry in found)["submission"] == 1


def test_other_bytes_of_a_session_take_the_place_of_the_first(tmp_path: Path) -> None:
    first = write(tmp_path / "in", "1.json", sent())
    second = write(tmp_path / "in", "2.json", sent(responses=[]))
    with served(tmp_path / "in", tmp_path) as bases:
        records = Feed(bases["partner"], TOKEN).records()
        bodies = {granted(bases["partner"], key) for key in records["submission"]}
    (application,) = records["application"].values()
    assert bodies == {first, second}
    assert records["submission"][application["submissions"][1]]["supersedes"] == application["submissions"][0]


def test_what_is_not_carried_is_told(tmp_path: Path) -> None:
    write(tmp_path, "one.json", sent(responses=[{"question": "Why?"}]))
    lost = {row["field"] for row in files.read(tmp_path).report.as_json()["notCarried"]}
    assert lost == {"responses[].question"}


@real
@pytest.mark.parametrize("place", FOLDERS, ids=lambda place: place.name)
def test_the_real_submissions_come_back_as_they_were_sent(tmp_path: Path, place: Path) -> None:
    bodies = {path.read_bytes() for path in place.rglob("*.json")}
    with served(place, tmp_path) as bases:
        records = Feed(bases["partner"], TOKEN).records()
        assert {granted(bases["partner"], key) for key in records["submission"]} == bodies
        assert Feed(bases["public"]).records() == {}
    assert len(records["application"]) == len(records["site"]) == len(bodies)
    assert set(records) == {"submission", "site", "application", "party", "constraint", "document"}
    assert json.loads((tmp_path / "loss.json").read_text("utf-8"))["refusedFiles"] == []
