"""Checks of *Documents*, sections *Signatures* and *Expiry*, on evidence made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from conformance.check import Check
from conformance.checks.documents import SECTIONS
from conformance.checks.documents import expiry as of_expiry
from conformance.checks.documents import grants as of_grants
from conformance.checks.documents import signature as of_signature
from conformance.evidence import Afterlife, Effect, Expiry, Forgery, Lifespan, Plea, Tampering, Way
from conformance.model.exchange import Exchange
from conformance.model.instant import write
from conformance.tests.specimens import NOON, exchange, terms, told
from conformance.tests.test_checks_of_grants import BYTES, FACTS, OTHERS, granting


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
