"""A submission that is sent over the wire: its bytes first, then its record, and the case that it begins."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reference_server.adapters.reader import Feed
from reference_server.assembly import Behaviour, Source
from reference_server.clock import JumpingClock
from reference_server.publisher import TOKEN
from reference_server.tests.opened import opened
from reference_server.tests.test_submission import FOLDERS, SESSION, granted, real, sent
from reference_server.tests.test_uploads import post, send, send_delete

KEY = "session-0001-first"


@pytest.fixture
def base(tmp_path: Path) -> Iterator[str]:
    with opened(Behaviour(), JumpingClock(), tmp_path) as bases:
        yield f"{bases}/partner"


def handed_in(base: str, key: str, body: bytes) -> str:
    about = {"filename": "submission.json", **told(body)}
    status, place = post(base, "uploads", submission=key, **about)
    assert (status, place["document"]) == (201, key)
    assert send(place["url"], body)[0] == 201
    assert post(base, f"uploads/{place['upload']}/complete")[0] == 200
    return str(place["upload"])


def told(body: bytes) -> dict[str, Any]:
    return {"mimeType": "application/json", "fileSize": len(body), "sha256": hashlib.sha256(body).hexdigest()}


def deliver(base: str, key: str, body: bytes, **other: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    authority = f"local-authority:{json.loads(body)['metadata']['organisation']}"
    data = {"planningAuthority": authority, "channel": "planx", "contentStatus": "available", **told(body)}
    item = {"seq": 1, "kind": "submission", "id": key, "version": 1, "op": "upsert", "data": data, **other}
    item = {name: value for name, value in item.items() if value is not None}
    page = {"publisher": "a-portal", "epoch": "one", "after": 0, "items": [item]}
    status, answer = post(base, "changes", **page)
    assert status == 200
    result: dict[str, Any] = answer["results"][0]
    return result


def case_of(base: str, reference: str) -> dict[str, dict[str, Any]]:
    records = Feed(base, TOKEN).records()
    found = {key for key, data in records["application"].items() if data["reference"] == reference}
    assert len(found) == 1
    (key,) = found
    return {
        "application": records["application"][key],
        **{
            kind: {one: data for one, data in records.get(kind, {}).items() if data.get("application") == key}
            for kind in ("party", "constraint", "document")
        },
    }


def test_a_submission_begins_a_case(base: str) -> None:
    body = json.dumps(sent()).encode()
    handed_in(base, KEY, body)
    assert deliver(base, KEY, body)["status"] == "applied"
    case = case_of(base, SESSION)
    assert case["application"]["submissions"] == [KEY]
    assert {len(case[kind]) > 0 for kind in ("party", "constraint", "document")} == {True}
    assert granted(base, KEY) == body


def test_a_record_that_comes_before_its_bytes_is_refused(base: str) -> None:
    body = json.dumps(sent()).encode()
    assert deliver(base, KEY, body)["problem"]["type"].endswith("invalid-record")


def test_a_second_submission_joins_a_case_that_goes_on(base: str) -> None:
    first, second = (json.dumps(sent(note=number)).encode() for number in (1, 2))
    for key, body in ((KEY, first), ("session-0001-second", second)):
        handed_in(base, key, body)
        deliver(base, key, body)
    assert case_of(base, SESSION)["application"]["submissions"] == [KEY, "session-0001-second"]


def test_other_bytes_under_the_same_id_are_refused(base: str) -> None:
    first, second = (json.dumps(sent(note=number)).encode() for number in (1, 2))
    handed_in(base, KEY, first)
    status, problem = post(base, "uploads", submission=KEY, filename="x.json", **told(second))
    assert (status, problem["type"].rpartition(":")[2]) == (422, "invalid-upload")


def test_what_is_no_case_is_kept_and_begins_none(base: str) -> None:
    body = json.dumps({"metadata": {"organisation": "WMB"}}).encode()
    before = len(Feed(base, TOKEN).records()["application"])
    handed_in(base, KEY, body)
    assert deliver(base, KEY, body)["status"] == "applied"
    assert granted(base, KEY) == body
    assert len(Feed(base, TOKEN).records()["application"]) == before


def test_the_bytes_go_with_the_record_and_not_before(base: str) -> None:
    body = json.dumps(sent()).encode()
    upload = handed_in(base, KEY, body)
    deliver(base, KEY, body)
    assert send_delete(f"{base}/uploads/{upload}") == 204
    assert granted(base, KEY) == body
    assert deliver(base, KEY, body, version=2, op="delete", data=None)["status"] == "applied"
    assert post(base, "grants", documents=[KEY])[0] == 404


@real
def test_the_real_submissions_become_the_kinds_that_they_hold(tmp_path: Path) -> None:
    bodies = [path.read_bytes() for folder in FOLDERS for path in sorted(folder.rglob("*.json"))]
    councils = tuple({f"local-authority:{json.loads(body)['metadata']['organisation']}" for body in bodies})
    source = Source("councils", councils, fill=lambda store, now: store.begin(now))
    with opened(Behaviour(), JumpingClock(), tmp_path, source=source) as bases:
        base = f"{bases}/partner"
        for number, body in enumerate(bodies):
            key = f"real-submission-{number}"
            handed_in(base, key, body)
            assert deliver(base, key, body)["status"] == "applied"
            assert granted(base, key) == body
            case = case_of(base, json.loads(body)["metadata"]["id"])
            assert key in case["application"]["submissions"]
            assert case["application"]["stage"] == "submission"
            assert case["party"]
    assert len(bodies) >= 3


def test_a_form_for_another_council_is_refused_and_told(base: str) -> None:
    body = json.dumps(sent(metadata={"id": SESSION, "organisation": "LBH"})).encode()
    handed_in(base, KEY, body)
    told_of = {
        **told(body),
        "planningAuthority": "local-authority:WMB",
        "channel": "planx",
        "contentStatus": "available",
    }
    problem = deliver(base, KEY, body, data=told_of)["problem"]
    assert (
        problem["detail"] == "The form is for local-authority:LBH, and `data.planningAuthority` is local-authority:WMB."
    )
    stranger = deliver(base, KEY, body)["problem"]
    assert stranger["detail"] == "`data.planningAuthority` local-authority:LBH is none of those that are served here."
