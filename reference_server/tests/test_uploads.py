"""Uploads and withdrawal over HTTP."""

from __future__ import annotations

import hashlib
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reference_server.assembly import Behaviour
from reference_server.clock import JumpingClock
from reference_server.publisher import TOKEN
from reference_server.tests.opened import opened
from reference_server.tests.test_bad_input import ask

BODY = b"a plan of a house"
CLOCK = JumpingClock()


@pytest.fixture
def base(tmp_path: Path) -> Iterator[str]:
    with opened(Behaviour(), CLOCK, tmp_path) as bases:
        yield f"{bases}/partner"


def post(base: str, path: str, **body: Any) -> tuple[int, dict[str, Any]]:  # noqa: ANN401 - JSON
    return ask(f"{base}/{path}", json.dumps(body).encode(), TOKEN)


def reserved(base: str, **other: Any) -> tuple[int, dict[str, Any]]:  # noqa: ANN401 - JSON
    _, page = ask(f"{base}/changes?from=2020-01-01T00:00:00Z&kind=application&limit=1", token=TOKEN)
    wanted = {
        "application": page["items"][0]["id"],
        "filename": "Plan.pdf",
        "mimeType": "application/pdf",
        "fileSize": len(BODY),
        "sha256": hashlib.sha256(BODY).hexdigest(),
    }
    return post(base, "uploads", **{**wanted, **other})


def send(url: str, body: bytes | None, method: str = "PUT") -> tuple[int, bytes]:
    request = urllib.request.Request(url, data=body, method=method)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return answer.status, answer.read()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, b""


def test_a_completion_after_a_silence_does_not_wait_for_itself(base: str) -> None:
    status, place = reserved(base)
    assert status == 201
    assert send(place["url"], BODY)[0] == 201
    # The watermark is written down again when it has moved on by some seconds.
    CLOCK.sleep(60)
    assert post(base, f"uploads/{place['upload']}/complete")[0] == 200


def test_a_file_is_handed_in_read_and_withdrawn(base: str) -> None:
    status, place = reserved(base)
    assert status == 201
    assert post(base, f"uploads/{place['upload']}/complete")[0] == 409
    assert send(place["url"], None, "GET")[0] == 403
    assert send(place["url"], BODY)[0] == 201
    assert post(base, "grants", documents=[place["document"]])[0] == 404
    assert post(base, f"uploads/{place['upload']}/complete") == post(base, f"uploads/{place['upload']}/complete")
    _, granted = post(base, "grants", documents=[place["document"]])
    url = granted["grants"][0]["url"]
    assert send(place["url"], BODY[::-1])[0] == 412
    assert send(url, None, "GET") == (200, BODY)
    _, record = ask(f"{base}/records/document/{place['document']}", token=TOKEN)
    assert (record["data"]["filename"], record["data"]["publicRegisterStatus"]) == ("Plan.pdf", "not-assessed")
    assert send_delete(f"{base}/uploads/{place['upload']}") == 204
    assert send(url, None, "GET")[0] == 404
    assert ask(f"{base}/records/document/{place['document']}", token=TOKEN)[0] == 410
    assert post(base, f"uploads/{place['upload']}/complete")[0] == 404


def send_delete(url: str) -> int:
    request = urllib.request.Request(url, method="DELETE", headers={"Authorization": f"Bearer {TOKEN}"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        status: int = answer.status
        return status


@pytest.mark.parametrize(
    "other",
    [
        {"fileSize": 0},
        {"fileSize": True},
        {"fileSize": "17"},
        {"sha256": "A" * 64},
        {"filename": "../../x"},
        {"filename": "a\r\nX: y"},
        {"filename": ""},
        {"mimeType": "pdf"},
        {"application": "never-was"},
    ],
)
def test_a_bad_reservation_is_refused(base: str, other: dict[str, Any]) -> None:
    status, problem = reserved(base, **other)
    assert (status, problem["type"].rpartition(":")[2]) == (422, "invalid-upload")


def test_wrong_bytes_are_refused_and_leave_the_place_open(base: str) -> None:
    _, place = reserved(base)
    assert [send(place["url"], body)[0] for body in (BODY[::-1], BODY[:-1], BODY + b"!")] == [422, 422, 422]
    assert post(base, f"uploads/{place['upload']}/complete")[0] == 409
    assert send(place["url"], BODY)[0] == 201


def test_a_grant_to_write_ends_and_a_forgotten_upload_goes(base: str) -> None:
    _, place = reserved(base)
    CLOCK.sleep(901)
    assert send(place["url"], BODY)[0] == 403
    CLOCK.sleep(86_400)
    reserved(base)
    assert post(base, f"uploads/{place['upload']}/complete")[0] == 404


def test_the_url_for_reading_writes_nothing(base: str) -> None:
    _, place = reserved(base)
    send(place["url"], BODY)
    post(base, f"uploads/{place['upload']}/complete")
    _, granted = post(base, "grants", documents=[place["document"]])
    url = granted["grants"][0]["url"]
    assert send(url, BODY[::-1])[0] == 405
    assert send(url.replace("/d/", "/u/"), BODY[::-1])[0] == 403
    assert send(url, None, "GET") == (200, BODY)
