"""Grants: what is signed, and what opens nothing."""

from __future__ import annotations

import hashlib
import json
import urllib.error
import urllib.request
from typing import Any

import pytest

from reference_server.signing import Place, Signed
from reference_server.tests.judging import Court
from reference_server.tests.test_bad_input import FROM, ask


def grant_of(court: Court, seconds: int = 60) -> dict[str, Any]:
    base = court.gallery.base("standard")
    items: list[dict[str, Any]] = []
    query = FROM.replace("2026-03", "2020-03")
    complete = False
    while not complete:
        _, page = ask(f"{base}/changes?{query}")
        items, complete, query = items + page["items"], page["complete"], f"cursor={page['cursor']}"
    documents = [i for i in items if i["kind"] == "document" and i["op"] == "upsert"]
    key = next(i["id"] for i in documents if i["data"]["contentStatus"] == "available" and i["data"]["fileSize"] > 9)
    _, answer = ask(f"{base}/grants", json.dumps({"documents": [key], "expiresIn": seconds}).encode())
    grant: dict[str, Any] = answer["grants"][0]
    return grant


def fetch(url: str, method: str = "GET") -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method=method), timeout=10) as answer:  # noqa: S310
            return answer.status, answer.read()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read()


def test_a_grant_opens_the_bytes_that_it_states(court: Court) -> None:
    grant = grant_of(court)
    status, body = fetch(grant["url"])
    assert status == 200
    assert hashlib.sha256(body).hexdigest() == grant["sha256"]
    assert len(body) == grant["fileSize"]


def test_an_expired_grant_opens_nothing(court: Court) -> None:
    grant = grant_of(court, 1)
    court.clock.sleep(2)
    status, body = fetch(grant["url"])
    assert (status, body) == (403, b"")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("expires=", "expires=1"),
        ("signature=", "signature=0"),
        ("&signature=", "&other="),
        ("expires=", "Expires="),
        ("expires=", "expires=1&expires="),
        ("/d/", "/d/0"),
    ],
)
def test_a_grant_that_was_changed_opens_nothing(court: Court, old: str, new: str) -> None:
    status, body = fetch(grant_of(court)["url"].replace(old, new, 1))
    assert status in (403, 404)
    assert body == b""


def test_a_grant_is_for_reading_only(court: Court) -> None:
    assert fetch(grant_of(court)["url"], "DELETE")[0] == 405


def test_the_durable_address_of_a_public_document_leads_to_a_fresh_grant(court: Court) -> None:
    grant = grant_of(court)
    status, body = fetch(f"{court.gallery.base('standard')}/documents/{grant['document']}/content")
    assert status == 200
    assert hashlib.sha256(body).hexdigest() == grant["sha256"]


@pytest.mark.parametrize("asked", [{}, {"documents": []}, {"documents": ["x"] * 101}, {"documents": [1]}])
def test_a_request_for_grants_of_another_shape_is_refused(court: Court, asked: dict[str, Any]) -> None:
    status, problem = ask(f"{court.gallery.base('standard')}/grants", json.dumps(asked).encode())
    assert status == 400
    assert problem["type"].endswith("malformed-body")


@pytest.mark.parametrize("seconds", [0, -1, 1.5, "60", True])
def test_a_lifetime_that_is_no_whole_number_of_seconds_is_refused(court: Court, seconds: object) -> None:
    body = json.dumps({"documents": ["some-document"], "expiresIn": seconds}).encode()
    assert ask(f"{court.gallery.base('standard')}/grants", body)[0] == 400


def test_a_document_that_is_not_shown_is_as_unknown_as_one_that_never_was(court: Court) -> None:
    status, problem = ask(f"{court.gallery.base('standard')}/grants", b'{"documents": ["never-was-here"]}')
    assert (status, problem["type"].rpartition(":")[2]) == (404, "unknown-document")


def test_a_cursor_is_read_back_as_it_was_written_and_by_its_own_key_only() -> None:
    place = Place("public", "e1", 1, None, 2, 3)
    token = Signed(b"one").write(place)
    assert Signed(b"one").read(token) == place
    assert Signed(b"two").read(token) is None
