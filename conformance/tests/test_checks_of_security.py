"""What the checks of the chapter *Security* take for broken, and what only looks like it."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.checks.security import answers, issuer, reach, tokens
from conformance.evidence import Alike, Issue, Knock, Likeness, Outlived, Reading, Transcript, Try
from conformance.standard.standard import PROBLEM
from conformance.tests.specimens import FACTS, exchange, item, page, terms, told, tombstone

CLOSED = {"view": "partner", "classes": ["core", "partner"]}
OURS, THEIRS = "local-authority:WMB", "local-authority:OMD"
IDS = ("7f3a44c1", "0f0e0d0c")
Headers = tuple[tuple[str, str], ...]


def knock(sort: Try, status: int = 401, headers: Headers = (), **body: Any) -> Knock:  # noqa: ANN401 - JSON
    return Knock(terms(**CLOSED), sort, "a try", exchange(body, status=status, headers=headers), "https://a.example")


@pytest.mark.parametrize(
    ("values", "fine"),
    [
        (("Bearer",), True),
        (('bearer realm="x", error="invalid_token"',), True),
        (('Basic realm="x"', "Bearer"), True),
        (('Basic realm="x", Bearer error="invalid_token"',), True),
        (('DPoP algs="ES256", Bearer',), True),
        (('Basic realm="Bearer tokens"',), False),
        (("BearerX",), False),
        ((), False),
    ],
)
def test_a_challenge_names_bearer(values: tuple[str, ...], fine: bool) -> None:
    headers = tuple(("WWW-Authenticate", value) for value in values)
    assert (told(tokens.a_refusal_at_the_door_names_the_scheme, knock(Try.SCHEME, headers=headers)) == []) is fine
    assert tokens.a_refusal_at_the_door_names_the_scheme.count(knock(Try.SCHEME, 403)) == 0


@pytest.mark.parametrize(
    ("check", "sort"),
    [
        (tokens.every_address_asks_for_credentials, Try.STRANGER),
        (tokens.a_token_opens_under_bearer_alone, Try.SCHEME),
        (tokens.what_is_nearly_the_token_opens_nothing, Try.LIKE),
        (tokens.a_token_in_the_address_opens_nothing, Try.ADDRESS),
        (tokens.an_altered_token_opens_nothing, Try.FORGED),
    ],
)
def test_what_opens_nothing_may_be_refused_in_any_way(check: Any, sort: Try) -> None:  # noqa: ANN401 - a check
    assert [told(check, knock(sort, status)) for status in (400, 401, 403, 404, 302, 500)] == [[]] * 6
    assert told(check, knock(sort, 200)) == ["status 200"]
    assert told(check, knock(sort, 304)) == ["status 304"]
    assert check.count(knock(Try.ORIGIN, 200)) == 0
    assert told(check, knock(Try.ORIGIN, 200)) == []


def test_a_stranger_who_is_told_what_is_unknown_was_let_in() -> None:
    check = tokens.every_address_asks_for_credentials
    assert len(told(check, knock(Try.STRANGER, 404, type=f"{PROBLEM}unknown-document"))) == 1
    assert told(check, knock(Try.STRANGER, 404, type=f"{PROBLEM}unknown-operation")) == []


def test_a_token_that_has_ended_opens_nothing() -> None:
    assert told(tokens.a_token_ends, Outlived(terms(**CLOSED), exchange(status=401))) == []
    assert told(tokens.a_token_ends, Outlived(terms(**CLOSED), exchange(status=200))) == ["status 200"]


def test_a_narrower_token_and_a_foreign_filter_are_refused_by_name() -> None:
    narrow, foreign = reach.a_token_of_a_narrower_view_is_refused, reach.a_filter_for_the_records_of_others_is_refused
    assert told(narrow, knock(Try.NARROWER, 403, type=f"{PROBLEM}not-permitted")) == []
    assert told(narrow, knock(Try.NARROWER, 200)) == ["status 200 with no problem type"]
    assert told(foreign, knock(Try.FOREIGN, 400, type=f"{PROBLEM}invalid-filter")) == []
    assert told(foreign, knock(Try.FOREIGN, 200)) == ["status 200 with no problem type"]


def reading(*items: Any, by_cursor: bool = False) -> Reading:  # noqa: ANN401 - JSON
    mine = page(item(1), item(2, data={**FACTS, "planningAuthority": THEIRS}), n=7)
    return Reading(terms(**CLOSED), frozenset({THEIRS}), page(*items), {e.mark: e for e in mine.entries}, by_cursor)


def test_a_feed_and_a_cursor_show_no_record_of_others() -> None:
    theirs = item(2, data={**FACTS, "planningAuthority": THEIRS})
    feed, cursor = reach.the_feed_holds_no_record_of_others, reach.a_cursor_shows_no_record_of_others
    assert told(feed, reading(theirs, tombstone(1, reason="out-of-scope"))) == []
    assert told(feed, reading(item(3, data={"addressText": "of nobody"}))) == []
    assert [OURS in words for words in told(feed, reading(item(1), theirs))] == [True]
    assert told(feed, reading(item(1), by_cursor=True)) == []
    assert len(told(cursor, reading(item(1), by_cursor=True))) == 1
    assert told(cursor, reading(item(1))) == []


def test_the_same_version_has_the_same_fields_for_both() -> None:
    check = reach.both_tokens_show_the_same_fields
    whole = {**FACTS, "planningAuthority": THEIRS}
    assert told(check, reading(item(2, data=whole))) == []
    assert told(check, reading(item(9, id="record-0002", data={}))) == []
    assert ["addressText" in words for words in told(check, reading(item(2, data={"planningAuthority": THEIRS})))] == [
        True
    ]


def pair(sort: Alike, there: Any, nowhere: Any) -> Likeness:  # noqa: ANN401 - exchanges
    return Likeness(terms(**CLOSED), sort, there, nowhere, IDS)


def refusal(status: int = 404, detail: str = "", **members: object) -> Any:  # noqa: ANN401 - an exchange
    return exchange({"type": f"{PROBLEM}unknown-record", "title": "None", "detail": detail, **members}, status=status)


def test_what_is_there_looks_like_what_is_not() -> None:
    check = reach.a_record_of_others_is_as_unknown_as_none
    nowhere = refusal(detail=f"There is no {IDS[1]}, incident 7c-12", instance="1")
    assert told(check, pair(Alike.RECORD, refusal(detail=f"There is no {IDS[0]}, incident 8c-99"), nowhere)) == []
    assert told(check, pair(Alike.RECORD, refusal(410), nowhere)) == []
    assert len(told(check, pair(Alike.RECORD, refusal(403), nowhere))) == 1
    assert len(told(check, pair(Alike.RECORD, refusal(detail="It is not yours"), nowhere))) == 1
    assert told(check, pair(Alike.DOCUMENT, refusal(403), nowhere)) == []
    assert len(told(reach.a_document_of_others_is_as_unknown_as_none, pair(Alike.DOCUMENT, refusal(403), nowhere))) == 1
    assert len(told(reach.a_stranger_is_refused_alike, pair(Alike.STRANGER, refusal(401), nowhere))) == 1


def transcript(headers: Headers, body: bytes = b"{}", path: str = "description", **members: str) -> Transcript:
    from dataclasses import replace  # noqa: PLC0415 - one use

    one = exchange(body, url=f"https://planning.example/v0/partner/{path}", headers=headers)
    asked = replace(one, request=replace(one.request, authorised=True))
    return Transcript(terms(**{**CLOSED, **members}), (asked,))


@pytest.mark.parametrize(
    ("value", "fine"),
    [("private", True), ("no-store", True), ("Private, max-age=60", True), ('no-cache="private"', False), ("", False)],
)
def test_an_answer_of_a_closed_view_is_private(value: str, fine: bool) -> None:
    check = answers.what_a_closed_view_answers_is_in_no_shared_cache
    headers = (("Cache-Control", value),) if value else ()
    assert (told(check, transcript(headers)) == []) is fine
    assert told(check, transcript(headers, path="changes?from=x")) == []
    assert check.count(transcript(headers, view="public")) == 0


@pytest.mark.parametrize(("value", "fine"), [("Accept, authorization", True), ("*", True), ("Accept", False)])
def test_an_answer_of_a_closed_view_varies(value: str, fine: bool) -> None:
    check = answers.what_a_closed_view_answers_varies_with_the_token
    assert (told(check, transcript((("Vary", value),))) == []) is fine
    assert answers.no_answer_repeats_the_token.count(transcript((), view="public")) == 1


def test_no_answer_repeats_the_token() -> None:
    check = answers.no_answer_repeats_the_token
    assert told(check, transcript((("X-Asked", "Bearer ~secret-1~"),))) == ["the token"]
    assert told(check, transcript((), b'{"self": "~secret-1~"}')) == ["the token"]
    assert told(check, transcript((), b'{"self": "~secret-1~"}', path="grants")) == []
    assert told(check, transcript((), b'{"self": "~secret-2~"}')) == []


@pytest.mark.parametrize(
    ("origin", "fine"),
    [("*", False), ("https://a.example", False), ("null", False), ("https://portal.example", True), ("", True)],
)
def test_only_a_portal_of_its_own_may_read_a_closed_view(origin: str, fine: bool) -> None:
    headers = (("Access-Control-Allow-Origin", origin),) if origin else ()
    check = answers.no_page_of_another_site_reads_a_closed_view
    assert (told(check, knock(Try.ORIGIN, 200, headers)) == []) is fine


@pytest.mark.parametrize(
    ("name", "value", "fine"),
    [
        ("Server", "Apache/2.4.41 (Ubuntu)", False),
        ("Server", "nginx/1.18.0", False),
        ("X-Powered-By", "PHP/7.4.3", False),
        ("X-AspNet-Version", "4.0.30319", False),
        ("Server", "Microsoft-IIS/10.0", False),
        ("Server", "nginx", True),
        ("Server", "uvicorn", True),
        ("Server", "cloudflare", True),
        ("Server", "AmazonS3", True),
        ("Via", "1.1 google", True),
        ("X-Request-Id", "web/1.2.3", True),
    ],
)
def test_only_what_names_software_and_its_version_is_one(name: str, value: str, fine: bool) -> None:
    assert (told(answers.no_header_names_a_version, transcript(((name, value),))) == []) is fine


@pytest.mark.parametrize(("status", "fine"), [(405, True), (404, True), (501, True), (200, False), (500, False)])
def test_a_method_that_is_not_offered_is_refused(status: int, fine: bool) -> None:
    assert (told(answers.a_method_that_is_not_offered_is_refused, knock(Try.METHOD, status)) == []) is fine


def issued(headers: Headers = (), *, by_stranger: bool = False, status: int = 200, **body: Any) -> Issue:  # noqa: ANN401
    return Issue(terms(**CLOSED), by_stranger, exchange(body, status=status, method="POST", headers=headers))


@pytest.mark.parametrize(("seconds", "fine"), [(900, True), (1, True), (901, False), (0, False), ("60", False)])
def test_an_access_token_says_that_it_ends_soon(seconds: object, fine: bool) -> None:
    assert (told(issuer.an_access_token_ends_soon, issued(expires_in=seconds)) == []) is fine
    assert told(issuer.an_access_token_ends_soon, issued(by_stranger=True)) == []


def test_the_answer_of_the_issuer_is_not_stored_and_names_the_view() -> None:
    kept, named = issuer.nobody_keeps_the_answer_with_the_token, issuer.the_scope_names_the_view
    assert told(kept, issued((("Cache-Control", "private, No-Store"),))) == []
    assert told(kept, issued()) == ["no such header"]
    assert told(named, issued(scope="public partner")) == []
    assert told(named, issued(scope="partners")) == ["'partners'"]


@pytest.mark.parametrize(
    ("status", "error", "fine"),
    [
        (401, "invalid_client", True),
        (400, "unauthorized_client", True),
        (200, None, False),
        (500, "invalid_client", False),
        (401, "E4711", False),
    ],
)
def test_a_client_that_nobody_knows_is_refused(status: int, error: str | None, fine: bool) -> None:
    one = issued(by_stranger=True, status=status, error=error)
    assert (told(issuer.a_client_that_nobody_knows_gets_nothing, one) == []) is fine
