"""Checks of the chapter *Documents* on evidence made by hand: clean, broken, and of no use."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.check import Check
from conformance.checks.documents import SECTIONS
from conformance.checks.documents import expiry as of_expiry
from conformance.checks.documents import grants as of_grants
from conformance.checks.documents import signature as of_signature
from conformance.evidence import (
    Afterlife,
    Effect,
    Evidence,
    Expiry,
    Forgery,
    Granting,
    Lifespan,
    Plea,
    Tampering,
    Way,
)
from conformance.model.exchange import Exchange
from conformance.model.grant import grants_in
from conformance.model.instant import write
from conformance.standard.standard import PROBLEM
from conformance.tests.specimens import BASE, NOON, entries, exchange, item, terms, told, walk_of

ID, OTHER_ID = "7f3a44c1-0000-4000-8000-000000000001", "7f3a44c1-0000-4000-8000-000000000002"
URL = "https://files.example/d/77c1?expires=1774699500&signature=9f2c0a71b34d5e6f9f2c0a71b34d5e6f"
FACTS: dict[str, Any] = {"fileSize": 4, "mimeType": "application/pdf", "sha256": "ab" * 32}
NO_STORE = (("Content-Type", "application/json"), ("Cache-Control", "no-store"))
BYTES, OTHERS = b"%PDF", b"%JPG"


def grant(**members: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    instants = {"issuedAt": write(NOON), "expiresAt": write(NOON + 300_000)}
    return {"document": ID, "method": "GET", "url": URL, "headers": {}, **instants, **FACTS, **members}


def granting(*grants: Any, status: int = 200, expires_in: int | None = None, **how: Any) -> Granting:  # noqa: ANN401
    given: dict[str, Any] = {"headers": NO_STORE, **how}
    answer = exchange({"grants": list(grants)}, url=f"{BASE}/grants", status=status, method="POST", **given)
    wanted = entries(item(1, kind="document", id=ID, data={**FACTS, "contentStatus": "available"}))
    read = grants_in(answer, lambda url: url)
    return Granting(terms(grantSeconds={"min": 1, "max": 3600}), wanted, expires_in, answer, read, NOON)


def judged(judge: Check[Any], **members: Any) -> bool:  # noqa: ANN401 - JSON
    """Whether a grant with some other members passes."""
    return told(judge, granting(grant(**members))) == []


@pytest.mark.parametrize(
    ("url", "is_fine"),
    [
        (URL, True),
        ("https://files.example/d/caf%C3%A9%20plan.pdf?sig=a%2Bb", True),
        ("http://files.example/d/77c1?signature=1", False),
        ("ftp://files.example/d/77c1", False),
        ("//files.example/d/77c1", False),
        ("/d/77c1", False),
        ("", False),
        ("https://", False),
        ("https://[::1/d", False),
        ("https://files.example/d/a plan.pdf", False),
        ("https://files.example/d/café.pdf", False),
        ("https://files.example/d/100%.pdf", False),
        ("https://files.example/d/a\\b", False),
        ("https://me:word@files.example/d/77c1", False),
        ("https://files.example/d/77c1#page=2", False),
        ("https://files.example/d/" + "7" * 8000, False),
        (7, False),
        (None, False),
        ({"href": URL}, False),
    ],
)
def test_the_url_of_a_grant_is_complete(url: object, is_fine: bool) -> None:
    assert judged(of_grants.the_url_of_a_grant_can_be_sent_as_it_stands, url=url) is is_fine


@pytest.mark.parametrize(
    ("headers", "is_fine"),
    [
        ({}, True),
        ({"x-ms-version": "2024-11-04"}, True),
        ({"Authorization": "Bearer x"}, False),
        ({"cookie": "a=b"}, False),
        ({"X-API-Key": "1"}, False),
        ({"Host": "files.example"}, False),
        ({"Range": "bytes=0-"}, False),
        (["Authorization"], True),
        (None, True),
    ],
)
def test_a_grant_carries_no_credential(headers: object, is_fine: bool) -> None:
    assert judged(of_grants.a_grant_gives_no_key_away, headers=headers) is is_fine


def test_a_grant_does_not_hold_the_token_of_the_caller() -> None:
    shown = replace(granting(grant()), tells_token=True)
    assert told(of_grants.a_grant_gives_no_key_away, shown) == ["the token stands in it"]


@pytest.mark.parametrize(
    ("members", "is_fine"),
    [
        ({}, True),
        ({"expiresAt": "2026-03-28T12:05:00.000"}, False),
        ({"expiresAt": "2026-03-28T12:05:00Z"}, False),
        ({"expiresAt": write(NOON + 301_000)}, True),
        ({"expiresAt": write(NOON + 3_900_000)}, False),
        ({"issuedAt": write(NOON + 60_000)}, False),
        ({"issuedAt": write(NOON - 60_000)}, True),
        ({"issuedAt": 1774699200}, False),
        ({"issuedAt": None}, False),
        ({"url": "https://f.example/a?X-Amz-Date=20260328T120000Z&X-Amz-Expires=300&X-Amz-Signature=0"}, True),
        ({"url": "https://f.example/a?X-Amz-Date=20260328T120000Z&X-Amz-Expires=3600&X-Amz-Signature=0"}, False),
        ({"url": "https://f.example/a?se=2026-03-28T12%3A05%3A00Z&sig=0"}, True),
        ({"url": "https://f.example/a?se=2026-03-28T13%3A05%3A00Z&sig=0"}, False),
        ({"url": "https://f.example/a?Expires=1774699500000&Signature=0"}, True),
        ({"url": "https://f.example/a?expires=soon&sig=0"}, True),
        ({"url": "https://f.example/token"}, True),
    ],
)
def test_the_instants_of_a_grant_are_true(members: dict[str, Any], is_fine: bool) -> None:
    assert judged(of_grants.a_grant_says_when_it_was_given_and_when_it_ends, **members) is is_fine


@pytest.mark.parametrize(
    ("asked", "life", "is_longer", "is_stale"),
    [
        (300, 300, False, False),
        (300, 301, False, False),
        (300, 400, True, False),
        (300, 58, False, False),
        (300, 30, False, True),
        (20, 20, False, False),
        (20, 6, False, True),
        (None, 300, False, False),
        (None, 3700, True, False),
        (10**9, 3600, False, False),
        (10**9, 10**6, True, False),
        (60, -5, False, True),
    ],
)
def test_a_grant_lives_as_asked(asked: int | None, life: int, is_longer: bool, is_stale: bool) -> None:
    given = granting(grant(expiresAt=write(NOON + life * 1000)), expires_in=asked)
    assert bool(told(of_grants.a_grant_lives_no_longer_than_asked, given)) is is_longer
    assert bool(told(of_grants.a_grant_has_its_life_before_it, given)) is is_stale
    lifespan = Lifespan(terms(), given, exchange(), exchange(), 0, given)
    assert bool(told(of_grants.a_grant_that_is_asked_for_again_is_another, lifespan)) is is_stale


def test_each_document_has_its_grant() -> None:
    judge = of_grants.each_document_has_its_grant_in_its_place
    assert told(judge, granting(grant())) == []
    assert told(judge, granting()) == ["grants for nothing"]
    assert told(judge, granting(grant(), grant())) == [f"grants for {ID}, {ID}"]
    assert told(judge, granting(grant(document=OTHER_ID))) == [f"grants for {OTHER_ID}"]
    assert told(judge, granting(status=404)) == ["status 404"]
    assert told(judge, granting(status=400, expires_in=10**9)) == []
    assert told(judge, granting(status=400, expires_in=60)) == ["status 400"]


def test_grants_are_kept_by_nobody() -> None:
    judge = of_grants.the_answer_with_grants_is_kept_by_nobody
    assert told(judge, granting(grant())) == []
    assert told(judge, granting(grant(), headers=())) == ["no Cache-Control"]
    assert told(judge, granting(grant(), headers=(("cache-control", "private, NO-STORE"),))) == []
    assert told(judge, granting(grant(), headers=(("Cache-Control", "no-cache"),))) == ["'no-cache'"]
    assert told(judge, granting(status=303)) == ["status 303, which leads elsewhere"]


def test_a_grant_is_as_the_record_that_is_not_superseded() -> None:
    judge = of_grants.a_grant_states_what_the_record_states
    other = granting(grant(fileSize=5, sha256=None))
    assert told(judge, granting(grant())) == []
    assert len(told(judge, other)) == 2
    assert told(judge, replace(other, superseded=frozenset((ID,)))) == []
    assert told(judge, granting(grant(document="another"))) == []


@pytest.mark.parametrize(
    ("text", "is_signed"),
    [
        ("https://files.example/d/77c1?X-Amz-Signature=0", True),
        ("https://files.example/d/77c1?SIG=a", True),
        ("https://files.example/disk/eyJf--" + "0a" * 20 + "/plan.pdf", True),
        ("https://planning.example/case?reference=25/00123/FUL", False),
        ("https://planning.example/case?token=", False),
        ("the signature= of ?sig=1", False),
        ("https://[::1", False),
    ],
)
def test_a_record_holds_no_signed_address(text: str, is_signed: bool) -> None:
    found = told(of_grants.no_record_holds_a_key, walk_of(item(1, data={"a": [{"b": text}]})))
    assert [place.rpartition(": ")[2] for place in found] == (["data.a[].b"] if is_signed else [])


@pytest.mark.parametrize(
    ("flaw", "judge", "status"),
    [
        ("malformed-body", of_grants.a_request_for_grants_of_another_shape_is_refused, 400),
        ("unknown-document", of_grants.a_document_that_is_not_given_out_is_unknown, 404),
    ],
)
def test_a_wrong_request_for_grants_is_refused_by_its_name(flaw: str, judge: Check[Any], status: int) -> None:
    right, wrong = {"type": PROBLEM + flaw}, {"type": f"{PROBLEM}other"}
    assert told(judge, Plea(terms(), flaw, "a flaw", exchange(right, status=status))) == []
    assert told(judge, Plea(terms(), flaw, "a flaw", exchange(wrong, status=status))) == [
        f"{status} with {PROBLEM}other"
    ]
    assert told(judge, Plea(terms(), flaw, "a flaw", exchange([], status=status))) == [f"{status} with no problem type"]
    assert told(judge, Plea(terms(), flaw, "a flaw", exchange({"grants": []}))) == ["status 200"]
    assert judge.count(Plea(terms(), "another", "", exchange())) == 0


def expiry(before: Exchange, after: Exchange | None = None, granted: Exchange | None = None) -> Expiry:
    stated = {**FACTS, "expiresAt": write(NOON + 300_000)}
    return Expiry(terms(), stated, granted or exchange(), NOON + 300_000, before, after)


def test_a_grant_stands_alone() -> None:
    judge, cookie = of_grants.a_grant_needs_nothing_but_itself, exchange(headers=(("Set-Cookie", "a=b"),))
    assert told(judge, expiry(exchange(BYTES), granted=cookie)) == []
    assert told(judge, expiry(exchange(status=401))) == ["status 401"]
    assert told(judge, expiry(exchange(status=403))) == []
    assert told(judge, expiry(exchange(status=403), granted=cookie)) == ["status 403 to a request without it"]


@pytest.mark.parametrize(
    ("headers", "is_fine"),
    [
        ({}, True),
        ({"Cache-Control": "private, no-store"}, True),
        ({"Cache-Control": "private, max-age=299"}, True),
        ({"Cache-Control": "private, max-age=3600"}, False),
        ({"Cache-Control": "s-maxage=86400, max-age=0"}, False),
        ({"Cache-Control": "public"}, False),
        ({"Cache-Control": "public, max-age=60"}, True),
        ({"Cache-Control": "public, max-age=31536000"}, False),
        ({"Expires": "Sat, 28 Mar 2026 12:05:00 GMT"}, True),
        ({"Expires": "Sun, 29 Mar 2026 12:05:00 GMT"}, False),
        ({"Expires": "0"}, True),
        ({"Cache-Control": "max-age=99999999999999999999"}, False),
    ],
)
def test_a_cache_does_not_outlive_the_grant(headers: dict[str, str], is_fine: bool) -> None:
    before = exchange(BYTES, headers=tuple(headers.items()))
    assert (told(of_expiry.no_cache_keeps_a_document_beyond_its_grant, expiry(before)) == []) is is_fine


@pytest.mark.parametrize(
    ("status", "body", "is_fine"),
    [(403, b"", True), (410, b"<xml/>", True), (501, b"", True), (302, b"", False), (500, b"", False)],
)
def test_an_expired_url_is_refused_and_leads_nowhere(status: int, body: bytes, is_fine: bool) -> None:
    after = expiry(exchange(BYTES), exchange(body, status=status))
    assert (told(of_signature.an_expired_url_is_refused_in_so_many_words, after) == []) is is_fine
    assert told(of_expiry.an_expired_grant_opens_nothing, after) == []


def forgery(way: Way, status: int = 403, body: bytes = b"", **how: Any) -> Forgery:  # noqa: ANN401
    part, yields = how.pop("part", "`signature`"), how.pop("yields", Effect.SAME)
    return Forgery(way, "it was changed", exchange(body, status=status, **how), part, yields)


def tampering(*forgeries: Forgery) -> Tampering:
    flipped = forgery(Way.FLIPPED)
    pdf = (("Content-Type", "application/pdf"),)
    opened = exchange(BYTES, headers=pdf), exchange(OTHERS)
    return Tampering(terms(), *opened, (flipped, *forgeries), ("`signature`",), {"`signature`": "~secret-3~"})


def test_a_refused_change_breaks_nothing() -> None:
    all_ways = tampering(*(forgery(way) for way in Way))
    for section in SECTIONS:
        for judge in vars(section).values():
            if isinstance(judge, Check) and judge.evidence is Tampering:
                assert told(judge, all_ways) == [], judge.requirement


@pytest.mark.parametrize(
    ("one", "breaks"),
    [
        (forgery(Way.FLIPPED, 200, BYTES), {"signature-is-verified"}),
        (forgery(Way.FLIPPED, 200, BYTES, part="`name`"), set()),
        (forgery(Way.DROPPED, 200, BYTES), {"signature-cannot-be-dropped"}),
        (forgery(Way.DROPPED, 200, BYTES, part=""), {"signature-cannot-be-dropped"}),
        (forgery(Way.DROPPED, 200, BYTES, part="`name`"), set()),
        (forgery(Way.SWAPPED, 200, OTHERS), {"grant-opens-one-document"}),
        (forgery(Way.SWAPPED, 200, OTHERS, yields=Effect.OTHER), set()),
        (forgery(Way.SWAPPED, 200, BYTES, yields=Effect.OTHER), {"grant-opens-one-document"}),
        (forgery(Way.REPEATED, 200, BYTES), set()),
        (forgery(Way.REPEATED, 500), {"malformed-signature-is-refused"}),
        (forgery(Way.REPEATED, 501), set()),
        (forgery(Way.GARBLED, 200, BYTES), {"malformed-signature-is-refused"}),
        (forgery(Way.GARBLED, 200, BYTES, part="`name`"), set()),
        (forgery(Way.DRAWN, 200, OTHERS), {"grant-opens-one-document"}),
        (forgery(Way.DRAWN, 503), {"malformed-signature-is-refused"}),
        (forgery(Way.RESPELT, 200, BYTES), set()),
        (forgery(Way.RESPELT, 301), set()),
        (forgery(Way.RESPELT, 200, OTHERS), {"other-spellings-open-nothing-else"}),
        (forgery(Way.RESPELT, 500), {"other-spellings-open-nothing-else"}),
        (forgery(Way.ADDED, 200, BYTES, headers=(("Content-Type", "application/pdf; v=1"),)), set()),
        (forgery(Way.ADDED, 200, BYTES, headers=(("Content-Type", "text/html"),)), {"added-parameter-changes-no-type"}),
        (forgery(Way.ADDED, 200, b"<p>", headers=(("Content-Type", "text/html"),)), set()),
        (forgery(Way.FLIPPED, 302, part="`name`"), {"refusal-is-no-login"}),
        (forgery(Way.DROPPED, 200, b"<title>Sign in</title>"), {"refusal-is-no-login"}),
        (forgery(Way.FLIPPED, 403, b"expected ~secret-3~"), {"refusal-tells-no-secrets"}),
        (forgery(Way.FLIPPED, 403, b"Traceback (most recent call last):"), {"refusal-tells-no-secrets"}),
        (forgery(Way.REPEATED, 403, b"<SignatureProvided>~secret-3~</SignatureProvided>"), set()),
    ],
)
def test_what_a_changed_address_opens_breaks_one_requirement(one: Forgery, breaks: set[str]) -> None:
    judges = [judge for judge in vars(of_signature).values() if isinstance(judge, Check)]
    evidence = tampering(one)
    found = {judge.requirement for judge in judges if judge.evidence is Tampering and told(judge, evidence)}
    assert found == {f"documents.{name}" for name in breaks}


def test_an_address_without_anything_like_a_signature_is_not_verified() -> None:
    bare = replace(tampering(), secrets=())
    assert told(of_signature.some_part_is_a_secret_that_is_checked, bare) == ["no part of it is long and opaque"]


def test_a_token_or_a_trace_in_a_refusal_of_a_grant_is_told() -> None:
    judge = of_signature.a_refusal_of_a_grant_tells_nothing
    assert told(judge, Plea(terms(), "", "", exchange(b"no", status=404), "~secret-1~")) == []
    assert len(told(judge, Plea(terms(), "", "", exchange(b"Bearer ~secret-1~", status=404), "~secret-1~"))) == 1
    assert len(told(judge, Plea(terms(), "", "", exchange(b"at org.Door.open(Door.java:41)", status=404)))) == 1


@pytest.mark.parametrize(("status", "gives"), [(200, True), (206, True), (304, True), (302, False), (404, False)])
def test_what_has_ended_gives_nothing_by_any_method_or_with_another_end(status: int, gives: bool) -> None:
    after = (forgery(Way.AS_IT_IS, status), forgery(Way.MOVED, status))
    afterlife = Afterlife(terms(), exchange(), exchange(BYTES), after)
    assert bool(told(of_expiry.an_expired_grant_answers_no_other_question, afterlife)) is gives
    assert bool(told(of_expiry.no_other_end_opens_an_expired_grant, afterlife)) is gives


@pytest.mark.parametrize(
    ("late", "left", "is_fine"),
    [
        (exchange(BYTES), 6000, True),
        (exchange(status=410), 6000, False),
        (exchange(OTHERS), 6000, False),
        (exchange(status=410), 4000, True),
    ],
)
def test_a_grant_lasts(late: Exchange, left: int, is_fine: bool) -> None:
    lifespan = Lifespan(terms(), granting(), exchange(BYTES), late, left, granting())
    assert (told(of_expiry.a_grant_opens_its_document_until_its_end, lifespan) == []) is is_fine


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from((URL, ID, "9999-12-31T23:59:59.999Z")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=9,
)
MEMBERS = st.dictionaries(st.sampled_from(sorted(grant())), JSON)


@given(st.lists(MEMBERS | JSON, max_size=3), st.sampled_from((200, 404, 500)))
def test_any_grant_ends_in_a_verdict(grants: list[Any], status: int) -> None:
    try:
        given = granting(*({**grant(), **one} if isinstance(one, dict) else one for one in grants), status=status)
    except UnicodeEncodeError:
        return
    lifespan = Lifespan(terms(), given, exchange(), exchange(), 0, given)
    for judge in vars(of_grants).values():
        if isinstance(judge, Check) and judge.evidence in (Granting, Lifespan):
            evidence: Evidence = given if judge.evidence is Granting else lifespan
            assert isinstance(told(judge, evidence), list)
            assert judge.count(evidence) >= 0
