"""Signed addresses: read in parts, and changed in the ways that tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.client.mask import Mask
from conformance.evidence import Effect, Way
from conformance.model.instant import read
from conformance.model.link import Link
from conformance.probes.documents.forging import TWISTS, forgeries, moved, secrets, turned, twisted

HOST = "https://files.example"
SIGNATURE = "9f2c0a71b34d5e6f9f2c0a71b34d5e6f"
OTHER_SIGNATURE = "e01f2a3b4c5d6e7fe01f2a3b4c5d6e7f"
LATER = "0123456789abcdef0123456789abcdef"
PIECES = st.text("/?&=%#.;~aZ09-_+é ", max_size=60)


def link(rest: str) -> Link:
    """An address that is one."""
    found = Link.of(f"{HOST}{rest}")
    assert found
    return found


def signed(name: str = "77c1", end: str = "1774699500", signature: str = SIGNATURE) -> Link:
    return link(f"/d/{name}?expires={end}&signature={signature}")


@given(PIECES)
def test_the_parts_of_an_address_make_it_up_again(rest: str) -> None:
    one = link(f"/{rest}")
    assert Link.of(one.real) == one
    for part in one.parts:
        assert part.value in one.real
        assert part.in_query or one.giving(part, part.value) == one


@given(PIECES, PIECES, PIECES)
def test_any_address_can_be_changed(first: str, again: str, second: str) -> None:
    ours, theirs = link(f"/{first}"), link(f"/{second}")
    found = secrets(ours, link(f"/{again}"))
    for forged in (*forgeries(ours, theirs, found), *moved(ours)):
        assert forged.link.host == HOST
        assert forged.says
        assert not any(part.value in forged.says for part in found)


@given(PIECES, st.lists(st.tuples(st.sampled_from(sorted(TWISTS)), st.integers(0, 9)), max_size=3))
def test_any_address_can_be_twisted(rest: str, twists: list[tuple[str, int]]) -> None:
    forged = twisted(link(f"/{rest}"), twists)
    assert forged.way is Way.DRAWN
    assert forged.link.real.startswith(HOST)


@pytest.mark.parametrize(
    "url", ["", "files.example/d", "/d/77c1", "https://", "https://[::1/d", "HTTPS://files.example"]
)
def test_what_is_no_absolute_address_has_no_parts(url: str) -> None:
    assert Link.of(url) is None


@pytest.mark.parametrize(
    ("rest", "end"),
    [
        ("/a?expires=1774699500&signature=0", "2026-03-28T12:05:00.000Z"),
        ("/a?Expires=1774699500123", "2026-03-28T12:05:00.123Z"),
        ("/a?temp_url_expires=1774699500", "2026-03-28T12:05:00.000Z"),
        ("/a?se=2026-03-28T12%3A05%3A00Z", "2026-03-28T12:05:00.000Z"),
        ("/a?X-Goog-Date=20260328T120000Z&X-Goog-Expires=300", "2026-03-28T12:05:00.000Z"),
        ("/a?x-amz-date=20260328T120000Z&x-amz-expires=9999999999", ""),
        ("/a?X-Amz-Date=20261328T120000Z&X-Amz-Expires=300", ""),
        ("/a?expires=300", ""),
        ("/a?e=soon", ""),
        ("/a?e=" + "9" * 5000, ""),
        ("/token", ""),
    ],
)
def test_an_address_shows_its_end_in_the_ways_that_are_known(rest: str, end: str) -> None:
    assert link(rest).end == (read(end) if end else None)


def test_a_signature_is_what_changes_and_a_name_is_what_does_not() -> None:
    found = secrets(signed(), signed(end="1774699440", signature=LATER))
    assert [part.name for part in found] == ["signature"]
    name = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4"
    assert secrets(link(f"/d/{name}"), link(f"/d/{name}?x=1")) == ()
    constant = secrets(link(f"/d/{name}?sig={SIGNATURE}&e=1"), link(f"/d/{name}?sig={SIGNATURE}&e=2"))
    assert [part.name for part in constant] == ["sig"]


def test_the_last_character_of_a_signature_is_never_changed() -> None:
    all_ways = tuple(forgeries(signed(), signed("99aa", signature=OTHER_SIGNATURE), secrets(signed(), signed())))
    flips = [forged.link.query.rpartition("=")[2] for forged in all_ways if forged.way is Way.FLIPPED]
    assert len(set(flips)) == 3
    assert all(flip != SIGNATURE and flip[-1] == SIGNATURE[-1] and len(flip) == len(SIGNATURE) for flip in flips)
    assert {turned(letter).isdigit() for letter in "0123456789"} == {True}
    assert all(turned(letter) != letter and turned(letter).lower() != letter.lower() for letter in "0389aAbBeEzZ_-")


def test_a_query_on_another_path_opens_what_the_query_is_for() -> None:
    ours, theirs = signed(), signed("99aa", signature=OTHER_SIGNATURE)
    swaps = [forged for forged in forgeries(ours, theirs, secrets(ours, ours)) if forged.way is Way.SWAPPED]
    assert [(swap.link.path, swap.link.query == ours.query, swap.yields) for swap in swaps] == [
        ("/d/99aa", True, Effect.SAME),
        ("/d/77c1", False, Effect.OTHER),
    ]


def test_a_token_in_the_path_of_another_document_opens_that() -> None:
    ours, again, theirs = (
        link(f"/t/{token}/{name}.pdf") for token, name in ((SIGNATURE, "a"), (LATER, "a"), ("x" * 32, "b"))
    )
    swaps = [forged for forged in forgeries(ours, theirs, secrets(ours, again)) if forged.way is Way.SWAPPED]
    assert [(swap.part, swap.yields) for swap in swaps] == [
        ("path segment 2", Effect.OTHER),
        ("path segment 3", Effect.SAME),
    ]


def test_a_moved_end_is_later_absent_repeated_or_no_number() -> None:
    queries = {forged.link.query.removesuffix(f"&signature={SIGNATURE}") for forged in moved(signed())}
    assert f"signature={SIGNATURE}" in queries
    assert {"expires=1806235500", "expires=never", "expires=", "expires=1806235500&expires=1774699500"} <= queries
    assert "expires=1774699500" not in queries


def test_what_is_nearly_a_secret_is_hidden_in_its_own_answer() -> None:
    mask = Mask()
    forged = signed(signature=LATER).real.removeprefix(f"{HOST}/")
    holder = mask.pass_off(forged)
    assert mask.reveal(f"{HOST}/{holder}") == f"{HOST}/{forged}"
    assert mask.hide_own(f"no such thing as {forged}", f"{HOST}/{holder}") == f"no such thing as {holder}"
    assert mask.hide(forged) == forged


def test_a_token_is_kept_back_where_an_answer_names_its_placeholder() -> None:
    mask = Mask()
    mask.own("westmarch-token")
    other = mask.learn("another-secret")
    text = f"~secret-1~ {other}"
    assert mask.reveal(text, keeping=True) == "~secret-1~ another-secret"
    assert mask.reveal(text) == "westmarch-token another-secret"


def test_a_token_in_the_path_of_a_grant_is_a_secret() -> None:
    token = f"{SIGNATURE}--{LATER}"
    masked = Mask().hide_signed(f'{{"url": "{HOST}/t/{token}/plan.pdf"}}'.encode())
    assert masked == f'{{"url": "{HOST}/t/~secret-1~/plan.pdf"}}'.encode()
