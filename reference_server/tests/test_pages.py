"""How a page leaves the server: compressed on request, told from an older one, out of a history that was cut or not."""

from __future__ import annotations

import gzip
import json
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from reference_server.clock import JumpingClock
from reference_server.operations.answers import PROBLEM
from reference_server.publisher import TOKEN
from reference_server.rules import STANDARD
from reference_server.rules.changes import Row, entity_tag, names
from reference_server.store import Store
from reference_server.tests.judging import Court

START = "changes?from=2026-01-01T00:00:00Z&limit=5"
DAY = 86_400_000


def ask(base: str, name: str, **headers: str) -> tuple[int, Message, bytes]:
    sent = {key.replace("_", "-"): value for key, value in headers.items()}
    request = urllib.request.Request(f"{base}/{name}", headers=sent)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as other:
        with other:
            return other.code, other.headers, other.read()


def problem(body: bytes) -> Any:  # noqa: ANN401 - JSON
    return json.loads(body)["type"].removeprefix(PROBLEM)


def test_a_page_is_compressed_for_whoever_asks(court: Court) -> None:
    base = court.gallery.base("standard")
    _, plain, body = ask(base, START, Accept_Encoding="identity")
    _, headers, packed = ask(base, START, Accept_Encoding="gzip")
    assert (plain["Content-Encoding"], headers["Content-Encoding"]) == (None, "gzip")
    assert json.loads(gzip.decompress(packed))["items"] == json.loads(body)["items"]
    assert "Accept-Encoding" in headers["Vary"]
    assert headers["ETag"] == plain["ETag"]


def test_a_page_that_has_not_changed_is_not_sent_again(court: Court) -> None:
    base = court.gallery.base("standard")
    _, headers, _ = ask(base, START)
    status, again, body = ask(base, START, If_None_Match=headers["ETag"])
    assert (status, body, again["ETag"]) == (304, b"", headers["ETag"])
    assert again["Cache-Control"] == "no-cache"
    assert ask(base, START.replace("limit=5", "limit=6"), If_None_Match=headers["ETag"])[0] == 200
    assert ask(base, START, If_None_Match='"another"')[0] == 200


def test_a_private_page_is_kept_by_nobody(court: Court) -> None:
    base = court.gallery.base("standard", "partner")
    _, headers, _ = ask(base, START, Authorization=f"Bearer {TOKEN}")
    assert headers["Cache-Control"] == "private, no-store"
    assert "Authorization" in headers["Vary"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [('W/"a"', True), ('"a"', True), ('"b", W/"a"', True), ("*", True), ('"b"', False), ("", False), ("a", False)],
)
def test_tags_are_compared_weakly(asked: str, found: bool) -> None:
    assert names(asked, 'W/"a"') is found


def test_a_tag_tells_entries_and_whether_others_follow() -> None:
    one, two = Row(1, 1, b""), Row(1, 2, b"")
    tags = {entity_tag(rows, complete) for rows in ([], [one], [one, two]) for complete in (True, False)}
    assert len(tags) == 6


@pytest.mark.parametrize(
    ("query", "status", "word"),
    [
        ("from=2026-03-28T00:00:00Z&epoch=0", 410, "epoch-changed"),
        ("from=2026-03-28T00:00:00Z&epoch=", 410, "epoch-changed"),
        ("cursor=x&epoch=0", 400, "cursor-mismatch"),
        ("from=2026-03-28&epoch=0", 400, "invalid-timestamp"),
    ],
)
def test_another_epoch_is_gone(court: Court, query: str, status: int, word: str) -> None:
    got, _, body = ask(court.gallery.base("standard"), f"changes?{query}")
    assert (got, problem(body)) == (status, word)


def test_the_present_epoch_is_read(court: Court) -> None:
    base = court.gallery.base("standard")
    epoch = json.loads(ask(base, "description")[2])["epoch"]
    assert ask(base, f"{START}&epoch={epoch}")[0] == 200


def test_a_history_that_was_cut_is_read_from_its_earliest_on(court: Court) -> None:
    base = court.gallery.base("cuts_its_history_at_forty_days")
    described = json.loads(ask(base, "description")[2])
    assert described["began"] < described["earliest"]
    status, _, body = ask(base, f"changes?from={described['began']}")
    assert (status, problem(body)) == (410, "history-truncated")
    # It is cut on while we look, so the very instant is gone by now.
    later = described["earliest"][:11] + "23:59:59.999Z"
    assert ask(base, f"changes?from={later}")[0] == 200
    whole = court.gallery.base("standard")
    assert ask(whole, "changes?from=1970-01-01T00:00:00Z")[0] == 200


def test_a_log_began_when_its_first_publication_was_or_before(tmp_path: Path) -> None:
    clock = JumpingClock()
    store = Store(tmp_path / "store.sqlite", STANDARD, clock, ("public",))
    opened = store.began
    store.load([], opened - DAY)
    store.begin(opened)
    store.close()
    again = Store(tmp_path / "store.sqlite", STANDARD, clock, ("public",))
    began = again.began
    again.close()
    assert began == opened - DAY
