"""The one door to pycurl, over real sockets."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest

from conformance.client.guard import Guard
from conformance.client.wire import HEADER_BYTES, Answer, NoAnswer, Wire
from conformance.tests.miniatures import Heard, Miniature, answering, speaking

CAP = 1_000_000


def echo(heard: Heard) -> tuple[int, dict[str, str], bytes]:
    """What was asked for, and its body."""
    return 200, {"Content-Type": "text/plain"}, heard.target.encode("latin-1") + b" " + heard.body


@pytest.fixture
def echoing() -> Iterator[Miniature]:
    with answering(echo) as miniature:
        yield miniature


@pytest.fixture
def wire() -> Iterator[Wire]:
    guard = Guard("http://127.0.0.1/")
    wire = Wire(guard, None, "conformance-tests")
    yield wire
    wire.close()
    guard.close()


def send(wire: Wire, url: str, method: str = "GET", body: bytes = b"", deadline: float = 5.0, cap: int = CAP) -> Answer:
    wire._guard.aim(url)
    return wire.send(method, url, (("X-Note", "a"),), body, deadline, cap)


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/a/%2f..",
        "/a/../b/./c",
        "/caf%c3%A9?x=%2F&y=%2f",
        "/a//b",
        "/a?x=1&x=2&&",
        "/a?from=2026-03-28T09:00:00+01:00",
        "/a?q=it's;a\\|[b]{c}^`",
        "/%zz?%",
    ],
)
def test_a_target_goes_out_as_it_stands(wire: Wire, echoing: Miniature, target: str) -> None:
    send(wire, f"{echoing.base}{target}")
    assert echoing.heard[0].target == target


def test_an_address_without_a_path_asks_for_the_root(wire: Wire, echoing: Miniature) -> None:
    send(wire, echoing.base)
    assert echoing.heard[0].target == "/"


def test_a_scheme_in_capitals_is_no_part_of_the_target(wire: Wire, echoing: Miniature) -> None:
    send(wire, echoing.base.replace("http://", "HTTP://") + "/a")
    assert echoing.heard[0].target == "/a"


def test_headers_go_out_and_come_back_in_order(wire: Wire) -> None:
    with answering(lambda _: (200, {"B": "1", "a": "two  words", "C": ""}, b"x")) as miniature:
        answer = send(wire, miniature.base)
    assert [pair for pair in answer.headers if pair[0] in "BaC"] == [("B", "1"), ("a", "two  words"), ("C", "")]
    assert miniature.heard[0].headers["x-note"] == "a"
    assert miniature.heard[0].headers["user-agent"] == "conformance-tests"


@pytest.mark.parametrize(
    "methods", [("HEAD", "GET"), ("POST", "GET"), ("POST", "HEAD", "POST"), ("DELETE", "GET", "PUT")]
)
def test_one_method_leaves_nothing_behind_for_the_next(
    wire: Wire, echoing: Miniature, methods: tuple[str, ...]
) -> None:
    answers = [send(wire, f"{echoing.base}/a", method, b"" if method in "GET HEAD" else b"sent") for method in methods]
    assert [heard.method for heard in echoing.heard] == list(methods)
    assert [heard.body for heard in echoing.heard] == [b"" if method in "GET HEAD" else b"sent" for method in methods]
    assert [answer.body for answer in answers] == [
        b"" if method == "HEAD" else b"/a " if method == "GET" else b"/a sent" for method in methods
    ]


def test_a_request_without_headers_has_none_of_the_one_before(wire: Wire, echoing: Miniature) -> None:
    send(wire, f"{echoing.base}/a")
    wire.send("GET", f"{echoing.base}/b", (), b"", 5.0, CAP)
    assert ["x-note" in heard.headers for heard in echoing.heard] == [True, False]


def test_a_redirect_is_an_answer_and_is_not_followed(wire: Wire) -> None:
    with answering(lambda _: (302, {"Location": "/elsewhere"}, b"moved")) as miniature:
        answer = send(wire, f"{miniature.base}/a")
    assert (answer.status, answer.body, len(miniature.heard)) == (302, b"moved", 1)


def test_what_comes_before_an_answer_is_no_part_of_it(wire: Wire) -> None:
    said = (
        b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nX-Real: yes\r\nContent-Length: 2\r\n\r\nok"
    )
    with speaking(lambda line: line.sendall(said)) as miniature:
        answer = send(wire, miniature.base)
    assert (answer.status, answer.body) == (200, b"ok")
    assert ("X-Real", "yes") in answer.headers
    assert "Link" not in dict(answer.headers)


def test_a_body_is_not_decoded(wire: Wire) -> None:
    with answering(lambda _: (200, {"Content-Encoding": "gzip"}, b"\x1f\x8b no gzip")) as miniature:
        assert send(wire, miniature.base).body == b"\x1f\x8b no gzip"


def coded(wire: Wire, url: str, coding: str, cap: int = CAP) -> Answer:
    wire._guard.aim(url)
    return wire.send("GET", url, (("Accept-Encoding", coding),), b"", 5.0, cap)


def test_a_body_that_was_asked_for_in_a_coding_is_decoded(wire: Wire) -> None:
    packed = gzip.compress(b"text " * 1000)
    with answering(lambda _: (200, {"Content-Encoding": "gzip"}, packed)) as miniature:
        bodies = [coded(wire, miniature.base, coding).body for coding in ("gzip", "identity", "gzip")]
        assert send(wire, miniature.base).body == packed
    assert bodies == [b"text " * 1000, packed, b"text " * 1000]
    asked = [heard.headers.get("accept-encoding") for heard in miniature.heard]
    assert asked == ["gzip", "identity", "gzip", None]


def test_a_bomb_stops_at_the_cap(wire: Wire) -> None:
    bomb = gzip.compress(b" " * 50_000_000, 1)
    assert len(bomb) < 1_000_000
    with (
        answering(lambda _: (200, {"Content-Encoding": "gzip"}, bomb)) as miniature,
        pytest.raises(NoAnswer, match="the body is longer than 1,000,000 bytes"),
    ):
        coded(wire, miniature.base, "gzip")


def test_a_body_in_another_coding_than_it_names_is_no_answer(wire: Wire) -> None:
    with (
        answering(lambda _: (200, {"Content-Encoding": "gzip"}, b"plain text")) as miniature,
        pytest.raises(NoAnswer, match="not in the coding that its Content-Encoding names"),
    ):
        coded(wire, miniature.base, "gzip")


def drip(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(200):
        line.sendall(b"x")
        time.sleep(0.02)


def test_a_drip_ends_at_the_deadline(wire: Wire) -> None:
    with speaking(drip) as miniature:
        began = time.monotonic()
        with pytest.raises(NoAnswer, match=r"no complete answer within 0\.3 seconds"):
            send(wire, miniature.base, deadline=0.3)
        assert 0.25 < time.monotonic() - began < 2


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_above_the_cap_is_no_answer(wire: Wire, announced: bool) -> None:
    length = b"Content-Length: 3000000\r\n" if announced else b""

    def pour(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\n" + length + b"\r\n" + b"x" * 3_000_000)

    with speaking(pour) as miniature, pytest.raises(NoAnswer, match="the body is longer than 100,000 bytes"):
        send(wire, miniature.base, cap=100_000)


@pytest.mark.parametrize("size", [0, 99_999, 100_000])
def test_a_body_up_to_the_cap_comes_whole(wire: Wire, size: int) -> None:
    with answering(lambda _: (200, {}, b"x" * size)) as miniature:
        assert len(send(wire, miniature.base, cap=100_000).body) == size


def test_headers_without_end_are_no_answer(wire: Wire) -> None:
    many = b"".join(b"X-%d: of the same\r\n" % n for n in range(HEADER_BYTES // 10))
    with (
        speaking(lambda line: line.sendall(b"HTTP/1.1 200 OK\r\n" + many)) as miniature,
        pytest.raises(NoAnswer, match="the headers are longer than 65,536 bytes"),
    ):
        send(wire, miniature.base)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", "the body ended before its Content-Length"),
        (b"", ""),
        (b"220 mail.example ESMTP\r\n", ""),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9", "the answer ended within its headers"),
        (b"HTTP/1.1 200 OK\r\nX-Some: thing\r\n", "the answer ended within its headers"),
    ],
)
def test_half_an_answer_is_no_answer(wire: Wire, said: bytes, why: str) -> None:
    with speaking(lambda line: line.sendall(said)) as miniature, pytest.raises(NoAnswer) as silence:
        send(wire, miniature.base)
    assert why in str(silence.value)
    assert str(silence.value)


@pytest.mark.parametrize("name", ["http_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"])
def test_proxies_of_the_environment_are_not_used(
    monkeypatch: pytest.MonkeyPatch, echoing: Miniature, name: str
) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:1")
    wire = Wire(Guard(echoing.base), None, "conformance-tests")
    assert send(wire, f"{echoing.base}/a").status == 200
    wire.close()
    wire._guard.close()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "file:///etc/passwd",
        "http:///nowhere",
        "",
        "http://127.0.0.1:99999999/",
        "http://127.0.0.1:1/\0",
        "http://127.0.0.1:1/caf\u00e9",
        "http://caf\u00e9.example/",
        "http://[bad/",
        "http://\ud800/",
    ],
)
def test_an_address_that_leads_nowhere_is_no_answer(wire: Wire, url: str) -> None:
    with pytest.raises(NoAnswer) as silence:
        send(wire, url, deadline=1)
    assert str(silence.value)


@pytest.mark.parametrize("target", ["/a b", "/a HTTP/1.1\r\nX: y", "/a\n", "/\t", "/caf\u00e9", "/\0"])
def test_an_address_that_would_break_the_request_line_is_not_asked_for(
    wire: Wire, echoing: Miniature, target: str
) -> None:
    with pytest.raises(NoAnswer, match="holds characters that HTTP has no place for"):
        send(wire, f"{echoing.base}{target}")
    assert echoing.heard == []


@pytest.mark.parametrize("value", ["a\r\nInjected: yes", "a\0b", "\u20ac"])
def test_a_header_that_cannot_be_sent_is_no_answer(wire: Wire, echoing: Miniature, value: str) -> None:
    with pytest.raises(NoAnswer):
        wire.send("GET", echoing.base, (("X-Note", value),), b"", 1.0, CAP)
    assert echoing.heard == []


def test_an_inner_address_is_not_connected_to(echoing: Miniature) -> None:
    guard = Guard("https://planning.example/v0/public")
    wire = Wire(guard, None, "conformance-tests")
    with pytest.raises(
        NoAnswer, match=r"127\.0\.0\.1 is the inner address 127\.0\.0\.1; say --allow-host 127\.0\.0\.1"
    ):
        send(wire, f"{echoing.base}/a")
    assert echoing.heard == []
    wire.close()


def test_one_connection_serves_many_requests_and_a_fresh_one_is_made_on_demand(wire: Wire) -> None:
    doors: list[str] = []

    def note(heard: Heard) -> tuple[int, dict[str, str], bytes]:
        doors.append(heard.target)
        return 200, {}, b""

    with answering(note) as miniature:
        took = [send(wire, f"{miniature.base}/{n}").took for n in range(20)]
        wire.send("GET", f"{miniature.base}/fresh", (), b"", 5.0, CAP, fresh=True)
    assert doors == [*(f"/{n}" for n in range(20)), "/fresh"]
    assert all(0 < seconds < 1 for seconds in took)
    assert all(one != other for one, other in pairwise(doors))
