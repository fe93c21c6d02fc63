"""Checks of the chapter *Documents* on evidence made by hand: clean, broken, and of no use."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.check import Check
from conformance.checks.documents import grants as of_grants
from conformance.evidence import (
    Evidence,
    Granting,
    Lifespan,
    Plea,
)
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
