"""The document host: ranges, HEAD, conditions and the headers that tell of a document."""

from __future__ import annotations

import urllib.error
import urllib.request
from email.message import Message

import pytest

from reference_server.rules.documents.content import Paper, Part, as_attachment, is_held, one_range
from reference_server.tests.judging import Court
from reference_server.tests.test_documents import grant_of


def ask(url: str, method: str = "GET", **named: str) -> tuple[int, Message, bytes]:
    headers = {name.replace("_", "-"): value for name, value in named.items()}
    request = urllib.request.Request(url, method=method, headers=headers)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.headers, refusal.read()


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-0", Part(0, 1)),
        ("bytes=2-5", Part(2, 6)),
        ("bytes=8-99", Part(8, 10)),
        ("bytes=3-", Part(3, 10)),
        ("bytes=-4", Part(6, 10)),
        ("bytes=-99", Part(0, 10)),
        ("bytes=-0", Part(10, 10)),
        ("bytes=10-", Part(10, 10)),
        ("bytes=5-4", None),
        ("bytes=-", None),
        ("bytes=0-0,2-3", None),
        ("lines=0-1", None),
        ("bytes=0x1-2", None),
    ],
)
def test_a_range_is_read_as_rfc_9110_has_it(asked: str, part: Part | None) -> None:
    assert one_range(asked, 10) == part


def test_a_range_of_an_empty_document_is_past_its_end() -> None:
    assert one_range("bytes=0-0", 0) == Part(0, 0)


def test_a_part_says_which_it_is(court: Court) -> None:
    url = grant_of(court)["url"]
    _, whole, body = ask(url)
    status, headers, part = ask(url, Range="bytes=2-5")
    assert (status, headers["Content-Range"], part) == (206, f"bytes 2-5/{len(body)}", body[2:6])
    assert headers["Repr-Digest"] == whole["Repr-Digest"]
    status, headers, part = ask(url, Range=f"bytes={len(body)}-")
    assert (status, headers["Content-Range"], part) == (416, f"bytes */{len(body)}", b"")


def test_a_false_condition_gives_the_whole(court: Court) -> None:
    url = grant_of(court)["url"]
    _, headers, body = ask(url)
    assert ask(url, Range="bytes=0-0", If_Range='"other"')[2] == body
    assert ask(url, Range="bytes=0-0", If_Range=headers["ETag"])[2] == body[:1]


def test_one_who_has_it_is_not_sent_it_again(court: Court) -> None:
    url = grant_of(court)["url"]
    tag = ask(url)[1]["ETag"]
    assert ask(url, If_None_Match=tag)[::2] == (304, b"")
    assert ask(url, If_None_Match='"other"')[0] == 200


def test_head_tells_the_same_and_sends_nothing(court: Court) -> None:
    url = grant_of(court)["url"]
    _, get, body = ask(url)
    status, head, nothing = ask(url, "HEAD")
    assert (status, nothing, head["Content-Length"]) == (200, b"", str(len(body)))
    assert {name: head[name] for name in ("ETag", "Content-Type")} == {
        name: get[name] for name in ("ETag", "Content-Type")
    }


def test_tags_are_compared_in_lists_and_weakly() -> None:
    assert is_held('"a", "b"', '"b"')
    assert is_held('W/"b"', '"b"')
    assert is_held("*", '"b"')
    assert not is_held('"a"', '"b"')


def test_no_name_of_a_file_ends_the_header() -> None:
    named = as_attachment(Paper("text/plain", 'a"\r\nSet-Cookie: x; ç.txt', b""))
    assert named == "attachment; filename*=UTF-8''a%22%0D%0ASet-Cookie%3A%20x%3B%20%C3%A7.txt"
