"""Conditions: the ways, broken, careless or hostile, in which an endpoint answers. Each is named by what it does."""

from __future__ import annotations

import gzip
import json
import socket
import struct
from collections.abc import Callable
from itertools import count
from typing import Any

from conformance.tests.honest import Turn

ESC = "\x1b"
# Sets the window's title, clears the screen, turns the line round: three dialects of paint, and a page.
PAINT = f"{ESC}]0;owned\x07{ESC}c{ESC}[31m\x9b31m\u202ered<script>alert(1)</script>"
INSIDE = "http://169.254.169.254/latest/meta-data/"
# A thousand to one, and small enough to make at once.
NO_DATE = "Mon, 01 Jan 99999999999 00:00:00 GMT"
END = "9999-12-31T23:59:59.999Z"
NUMBERS = count()
BOMB = gzip.compress(b" " * (256 * 1024 * 1024), 1)


def keeps_the_standard(turn: Turn) -> None:
    turn.answer()


def speaks_http_1_0(turn: Turn) -> None:
    turn.answer("HTTP/1.0")


def dates_itself_in_no_calendar(turn: Turn) -> None:
    turn.answer(Date=NO_DATE)


# Answers that never come, or come in part.


def drips_its_body(turn: Turn) -> None:
    turn.send(turn.head())
    turn.drip(turn.body)


def drips_its_headers(turn: Turn) -> None:
    turn.drip(turn.head(X_Padding="x" * 1000))


def pours_its_body(turn: Turn) -> None:
    turn.send(turn.head(Content_Length=""))
    turn.pour(b" " * 65536)


def pours_its_headers(turn: Turn) -> None:
    turn.send(b"HTTP/1.1 200 OK\r\n")
    turn.pour(b"X-More: of the same\r\n" * 100)


def asks_to_continue_for_ever(turn: Turn) -> None:
    turn.pour(b"HTTP/1.1 100 Continue\r\n\r\n")


def announces_more_than_it_sends(turn: Turn) -> None:
    turn.answer(Content_Length=str(len(turn.body) + 10))


def announces_less_than_it_sends(turn: Turn) -> None:
    turn.answer(Content_Length=str(len(turn.body) - 10))


def resets(turn: Turn) -> None:
    turn.line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    turn.line.close()


def hangs_up(_turn: Turn) -> None:
    return


def breaks_a_chunk(turn: Turn) -> None:
    turn.send(turn.head(Content_Length="", Transfer_Encoding="chunked") + b"zz\r\n" + turn.body)


def hides_nothing_in_a_header(turn: Turn) -> None:
    turn.answer(X_Nothing="\0")


def talks_of_something_else(turn: Turn) -> None:
    turn.send(b"220 mail.westmarch.example ESMTP ready\r\n")


# Answers that are whole, and no answer.


def sends_a_bomb(turn: Turn) -> None:
    turn.body = BOMB
    turn.answer(Content_Encoding="gzip")


def redirects_inside(turn: Turn) -> None:
    turn.status, turn.body = 302, b""
    turn.answer(Location=INSIDE)


def redirects_in_colour(turn: Turn) -> None:
    turn.status, turn.body = 302, b""
    turn.send(turn.head(Location=f"/{ESC}]0;owned{ESC}c"))


def shows_a_login(turn: Turn) -> None:
    turn.body = b"<!doctype html><title>Sign in</title>"
    turn.answer(Content_Type="text/html")


def says_nothing(turn: Turn) -> None:
    turn.body = b""
    turn.answer()


def has_no_content(turn: Turn) -> None:
    turn.status, turn.body = 204, b""
    turn.answer(Content_Type="", Content_Length="")


def answers_999(turn: Turn) -> None:
    turn.status = 999
    turn.answer()


def wants_credentials(turn: Turn) -> None:
    turn.status, turn.body = 401, b""
    turn.answer(WWW_Authenticate="Bearer")


def is_always_too_busy(turn: Turn) -> None:
    turn.status, turn.body = 429, b""
    turn.answer(Retry_After="0")


def is_too_busy_until_tomorrow(turn: Turn) -> None:
    turn.status, turn.body = 429, b""
    turn.answer(Retry_After="86400")


def is_too_busy_until_no_date(turn: Turn) -> None:
    turn.status, turn.body = 429, b""
    turn.answer(Retry_After=NO_DATE)


def is_away_and_does_not_say_for_how_long(turn: Turn) -> None:
    turn.status, turn.body = 503, b""
    turn.answer()


def _after(good: int, condition: Callable[[Turn], None]) -> Callable[[Turn], None]:
    """Keeps the standard for some requests before it does what another does."""
    return lambda turn: turn.answer(Connection="close") if turn.number <= good else condition(turn)


is_too_busy_after_a_while = _after(12, is_too_busy_until_tomorrow)
wants_credentials_after_a_while = _after(12, wants_credentials)
hangs_up_after_a_while = _after(12, hangs_up)


# Bodies that a lenient reader takes. Where the honest answer is a refusal it stays.


def _writes(edit: Callable[[bytes], bytes]) -> Callable[[Turn], None]:
    def condition(turn: Turn) -> None:
        if turn.status == 200:
            turn.body = edit(turn.body)
        turn.answer()

    return condition


def _adds(member: bytes) -> Callable[[Turn], None]:
    """Puts a member before all others."""
    return _writes(lambda body: b"{" + member + b", " + body[1:])


def _edits(edit: Callable[[dict[str, Any]], Any]) -> Callable[[Turn], None]:
    """Passes each page through a function."""
    return _writes(lambda body: json.dumps(edit(json.loads(body))).encode())


writes_nan = _adds(b'"load": NaN')
writes_a_member_twice = _adds(b'"epoch": "another"')
nests_deep = _adds(b'"deep": ' + b"[" * 100_000 + b"]" * 100_000)
writes_a_long_number = _adds(b'"seq": ' + b"9" * 10_000)
writes_half_a_letter = _adds(b'"half": "\\ud800"')
writes_utf_16 = _writes(lambda body: body.decode().encode("utf-16"))
begins_with_a_mark = _writes(lambda body: b"\xef\xbb\xbf" + body)
says_complete_in_words = _edits(lambda page: {**page, "complete": "yes"})
paints_its_ids = _edits(lambda page: {**page, "items": [{**item, "id": PAINT} for item in page["items"]]})
paints_its_reasons = _edits(lambda page: {**page, "items": [_with_reason(item, PAINT) for item in page["items"]]})
paints_its_instants = _edits(lambda page: {**page, "watermark": PAINT, "coveredTo": PAINT})
paints_its_description = _edits(lambda told: {**told, "view": PAINT, "environment": PAINT, "classes": ["core", PAINT]})
names_a_member_in_colour = _adds(json.dumps(PAINT).encode() + b": 1, " + json.dumps(PAINT).encode() + b": 2")
promises_the_year_9999 = _edits(
    lambda page: {
        **page,
        "watermark": END,
        "coveredTo": END if page["coveredTo"] == page["watermark"] else page["coveredTo"],
    }
)
begins_in_the_year_1 = _edits(lambda told: {**told, "earliest": "0001-01-01T00:00:00.000Z"})
begins_before_the_year_1 = _edits(lambda told: {**told, "earliest": "0001-01-01T00:00:00.000+12:00"})
begins_after_the_year_9999 = _edits(lambda told: {**told, "earliest": "9999-12-31T23:59:59.999-12:00"})
has_pages_beyond_any_double = _edits(lambda told: {**told, "limits": {"pageSize": 10**4000}})
serves_one_request_a_day = _edits(
    lambda told: {**told, "serviceLevels": {**told["serviceLevels"], "quota": {"requests": 1, "seconds": 86400}}}
)


def _with_reason(item: dict[str, Any], reason: str) -> dict[str, Any]:
    return {**item, "reason": reason} if item["op"] == "delete" else item


def paints_its_refusals(turn: Turn) -> None:
    if turn.status == 400:
        turn.body = json.dumps({"type": PAINT, "title": PAINT, "detail": PAINT, "status": 400}).encode()
    turn.answer()


def paints_the_titles_of_its_refusals(turn: Turn) -> None:
    if turn.status == 400:
        turn.body = json.dumps({**json.loads(turn.body), "title": PAINT, "detail": PAINT}).encode()
    turn.answer()


def never_completes(turn: Turn) -> None:
    if turn.status == 200:
        told = json.loads(turn.body)
        low, high, after = told["cursor"].split("~")[1:4]
        told |= {"complete": False, "coveredTo": None, "items": [], "cursor": f"~{low}~{high}~{after}~{next(NUMBERS)}"}
        turn.body = json.dumps(told).encode()
    turn.answer()
