"""Bad input gets the registered problem: never a 500, never an empty 200."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

import pytest

from reference_server.operations.answers import PROBLEM
from reference_server.publisher import TOKEN
from reference_server.tests.judging import Court

FROM = "from=2026-03-28T00:00:00Z"


def ask(url: str, body: bytes | None = None, token: str = "", method: str | None = None) -> tuple[int, dict[str, Any]]:
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    request = urllib.request.Request(url, data=body, headers=headers, method=method)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, json.load(refusal)


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("", "missing-from"),
        ("to=2026-03-28T00:00:00Z", "missing-from"),
        ("from=2026-03-28", "invalid-timestamp"),
        ("from=2026-03-28T00:00:00", "invalid-timestamp"),
        ("from=2026-03-28T00:00:00+01:00", "invalid-timestamp"),
        ("from=2026-03-28%2000:00:00Z", "invalid-timestamp"),
        ("from=2026-02-30T00:00:00Z", "invalid-timestamp"),
        ("from=2026-03-28T24:00:00Z", "invalid-timestamp"),
        ("from=2026-03-28T23:59:60Z", "invalid-timestamp"),
        ("from=2026-03-28T00:00:00.1234567890Z", "invalid-timestamp"),
        ("from=0000-00-00T00:00:00Z", "invalid-timestamp"),
        ("from=9999-12-31T23:59:59-23:59", "invalid-timestamp"),
        ("from=%D9%A2%D9%A0%D9%A2%D9%A6-03-28T00:00:00Z", "invalid-timestamp"),
        (f"{FROM}&to=", "invalid-timestamp"),
        (f"{FROM}&to=2026-03-27T00:00:00Z", "reversed-window"),
        (f"{FROM}&colour=red", "unknown-parameter"),
        (f"{FROM}&{FROM}", "unknown-parameter"),
        (f"{FROM}&=", "unknown-parameter"),
        (f"{FROM}&limit=0", "invalid-limit"),
        (f"{FROM}&limit=-1", "invalid-limit"),
        (f"{FROM}&limit=1.5", "invalid-limit"),
        (f"{FROM}&limit=NaN", "invalid-limit"),
        (f"{FROM}&limit=", "invalid-limit"),
        (f"{FROM}&limit={'9' * 400}", "invalid-limit"),
        (f"{FROM}&limit=%D9%A1", "invalid-limit"),
        ("cursor=", "invalid-cursor"),
        ("cursor=%00%ff", "invalid-cursor"),
        ("cursor=not-a-cursor", "invalid-cursor"),
        (f"cursor={'A' * 4000}", "invalid-cursor"),
        (f"cursor=AAAA&{FROM}", "cursor-mismatch"),
    ],
)
def test_a_bad_question_is_refused_by_name(court: Court, query: str, word: str) -> None:
    status, problem = ask(f"{court.gallery.base('standard')}/changes?{query}")
    assert (status, problem["type"]) == (400, PROBLEM + word)
    assert problem["status"] == 400
    assert problem["detail"]


def test_a_cursor_of_another_view_is_refused(court: Court) -> None:
    _, page = ask(f"{court.gallery.base('standard')}/changes?{FROM}")
    status, problem = ask(f"{court.gallery.base('standard', 'partner')}/changes?cursor={page['cursor']}", token=TOKEN)
    assert (status, problem["type"]) == (400, PROBLEM + "invalid-cursor")


def test_a_cursor_with_one_letter_changed_is_refused(court: Court) -> None:
    base = court.gallery.base("standard")
    _, page = ask(f"{base}/changes?{FROM}")
    cursor = page["cursor"]
    for place in range(0, len(cursor), 7):
        other = "A" if cursor[place] != "A" else "B"
        status, _ = ask(f"{base}/changes?cursor={cursor[:place]}{other}{cursor[place + 1 :]}")
        assert status == 400


def test_an_oversize_limit_is_lowered_to_the_page_size(court: Court) -> None:
    status, page = ask(f"{court.gallery.base('standard')}/changes?{FROM}&limit=999999999")
    assert status == 200
    assert len(page["items"]) == 100


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"\xff\xfe{\x00}\x00",
        b'{"publisher": NaN}',
        b'{"publisher": 1e999}',
        b'{"publisher": "a", "publisher": "b"}',
        b'{"publisher": "\\ud800"}',
        b"[" * 100_000,
        b'{"a":' * 100 + b"1" + b"}" * 100,
        b'{"publisher": "one", "epoch": "e", "after": -1, "items": []}',
        b'{"publisher": "one", "epoch": "e", "after": true, "items": []}',
        b'{"publisher": "one", "epoch": "e", "after": 0, "items": [1]}',
        b'{"publisher": "one", "epoch": "e", "after": 0}',
    ],
)
def test_a_body_that_is_no_delivery_is_refused_by_name(court: Court, body: bytes) -> None:
    status, problem = ask(f"{court.gallery.base('standard', 'partner')}/changes", body, TOKEN)
    assert (status, problem["type"]) == (400, PROBLEM + "malformed-body")


def test_a_delivery_that_leaves_a_gap_is_refused(court: Court) -> None:
    body = b'{"publisher": "gappy", "epoch": "e", "after": 7, "items": []}'
    status, problem = ask(f"{court.gallery.base('standard', 'partner')}/changes", body, TOKEN)
    assert (status, problem["type"]) == (409, PROBLEM + "delivery-gap")


@pytest.mark.parametrize(
    "item", [{}, {"kind": "spaceship"}, {"kind": "site", "id": "x"}, {"kind": "site", "id": "a" * 8}]
)
def test_an_item_that_is_no_record_is_rejected_and_the_others_are_kept(court: Court, item: dict[str, str]) -> None:
    base = court.gallery.base("standard", "partner")
    good = {"seq": 2, "kind": "site", "id": "good-site-1", "version": 1, "op": "delete", "reason": "withdrawn"}
    body = {"publisher": f"mixed-{len(json.dumps(item))}", "epoch": "e", "after": 0, "items": [item, good]}
    status, answer = ask(f"{base}/changes", json.dumps(body).encode(), TOKEN)
    assert status == 200
    assert answer["results"][0]["status"] == "rejected"
    assert answer["results"][1]["status"] in ("applied", "unchanged")


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nothing", 404), ("DELETE", "/changes", 405)])
def test_what_is_not_offered_is_a_problem_too(court: Court, method: str, path: str, status: int) -> None:
    found, problem = ask(f"{court.gallery.base('standard')}{path}", method=method)
    assert found == status
    assert problem["type"].startswith(PROBLEM)


@pytest.mark.parametrize("token", ["", "wrong-token-altogether", TOKEN + "x"])
def test_a_partner_view_needs_its_token(court: Court, token: str) -> None:
    status, problem = ask(f"{court.gallery.base('standard', 'partner')}/description", token=token)
    assert (status, problem["type"]) == (401, PROBLEM + "credentials-required")


@pytest.mark.parametrize("ending", ["", "/", "/description"])
def test_the_base_answers_with_and_without_a_slash(court: Court, ending: str) -> None:
    status, description = ask(court.gallery.base("standard") + ending)
    assert status == 200
    assert description["view"] == "public"
