"""What a refusal gives away, and what only looks like it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from conformance.checks import errors
from conformance.checks.refusal import leaks
from conformance.evidence import Case, Transcript
from conformance.standard.standard import PROBLEM
from conformance.tests.specimens import exchange, terms, told

PROBLEM_TYPE = (("Content-Type", "application/problem+json"), ("Cache-Control", "no-store"))


def refusal(detail: str = "", status: int = 400, **members: Any) -> Any:  # noqa: ANN401 - JSON
    body = {"type": f"{PROBLEM}invalid-timestamp", "title": "No", "status": 400, "detail": detail, **members}
    return exchange(body, status=status, headers=PROBLEM_TYPE)


def case(answer: Any, flaw: str = "") -> Case:  # noqa: ANN401 - an exchange
    return Case(terms(), flaw, "a question", "/changes", answer)


@pytest.mark.parametrize(
    ("detail", "what"),
    [
        ("Traceback (most recent call last):", "a stack trace"),
        ("Oops\n    at uk.gov.Feed.read(Feed.java:41)", "a stack trace"),
        ("Oops\n    at Object.<anonymous> (/srv/feed/app.js:1:2)", "a path of the server"),
        ("Oops\n   at Feed.Read(String x) in D:\\a\\Feed.cs:line 12", "a stack trace"),
        ("app/models/feed.rb:12:in `changes'", "a stack trace"),
        ("Undefined index in feed.php on line 3", "a stack trace"),
        ("SELECT seq\nFROM feed WHERE at > 1", "a database query"),
        ("UPDATE feed SET at = 1", "a database query"),
        ("ORA-01843: not a valid month", "an error of a database"),
        ("SQLSTATE[22007]", "an error of a database"),
        ("psycopg2.errors.InvalidDatetimeFormat", "an error of a database"),
        ("cannot open /var/lib/feed/store.sqlite", "a path of the server"),
        ("C:\\inetpub\\wwwroot", "a path of the server"),
        ("-----BEGIN RSA PRIVATE KEY-----", "a private key"),
    ],
)
def test_a_refusal_that_tells_of_the_inside_is_found_out(detail: str, what: str) -> None:
    found = told(errors.a_refusal_gives_nothing_away, case(refusal(detail)))
    assert [text.partition(":")[0] for text in found][:1] == [what]
    headers = (*PROBLEM_TYPE, ("X-Debug", detail.replace("\n", " ")))
    assert list(leaks(exchange(b"{}", status=400, headers=headers))) or "\n" in detail


@pytest.mark.parametrize(
    "detail",
    [
        "`from` is an RFC 3339 date-time with an offset, such as 2026-03-28T00:00:00.000Z.",
        "Select a date from the list at the top.",
        "Please update your settings, and delete from your copy what is gone.",
        "See https://planning.example/var/docs/api.html at line 12.",
        "No data at /v0/public/changes (see log 7:12)",
        "~secret-1~",
        "",
    ],
)
def test_a_refusal_for_people_gives_nothing_away(detail: str) -> None:
    assert told(errors.a_refusal_gives_nothing_away, case(refusal(detail))) == []


def test_a_token_is_known_by_its_placeholder_where_one_was_sent() -> None:
    echo = refusal("Asked with Bearer ~secret-1~.")
    asked = replace(echo, request=replace(echo.request, authorised=True))
    assert told(errors.a_refusal_gives_nothing_away, case(asked)) == ["the token that it was asked with"]
    assert told(errors.a_refusal_gives_nothing_away, case(echo)) == []


def test_an_answer_that_is_no_refusal_is_not_looked_through() -> None:
    fine = case(exchange(b"Traceback (most recent call last):"))
    assert errors.a_refusal_gives_nothing_away.count(fine) == 0
    assert told(errors.a_refusal_gives_nothing_away, fine) == []
    assert list(leaks(exchange(b"\xff\\n" * 200_000, status=500))) == []


@pytest.mark.parametrize(
    ("status", "found"), [(400, []), (422, ["422"]), ("400", ["'400'"]), (None, ["None"]), ([400], ["[400]"])]
)
def test_a_problem_repeats_its_status(status: object, found: list[str]) -> None:
    answers = refusal(status=400), replace(refusal(), body=refusal("", 400).body)
    odd = exchange({"type": "x", "status": status}, status=400, headers=PROBLEM_TYPE)
    assert told(errors.a_problem_has_the_status_of_its_answer, Transcript(terms(), (*answers, odd))) == found
    silent = exchange({"type": "x"}, status=400, headers=PROBLEM_TYPE), exchange(b"[", status=400, headers=PROBLEM_TYPE)
    assert told(errors.a_problem_has_the_status_of_its_answer, Transcript(terms(), silent)) == []


@pytest.mark.parametrize(
    ("values", "fine"),
    [
        (("no-store",), True),
        (("private, max-age=0, No-Store",), True),
        (("private", "no-store"), True),
        (("no-cache",), False),
        (("x-no-store",), False),
        ((), False),
    ],
)
def test_a_refusal_is_not_stored(values: tuple[str, ...], fine: bool) -> None:
    answer = exchange(b"{}", status=410, headers=tuple(("cache-control", value) for value in values))
    assert (told(errors.nobody_may_keep_a_refusal, case(answer)) == []) is fine
    assert errors.nobody_may_keep_a_refusal.count(case(exchange(b"", status=404, headers=()))) == 0


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (refusal(status=404, type=f"{PROBLEM}unknown-operation"), []),
        (refusal(status=404), [f"404 with {PROBLEM}invalid-timestamp"]),
        (exchange(b"<h1>", status=404), ["404 with no problem type"]),
        (exchange(b"<h1>"), ["status 200"]),
        (exchange(b"", status=302), ["status 302"]),
    ],
)
def test_an_unknown_address_is_not_found(answer: Any, found: list[str]) -> None:  # noqa: ANN401 - an exchange
    assert told(errors.what_is_not_there_is_not_found, case(answer, "unknown-operation")) == found
