"""Checks that hold the description against what is served, on evidence made by hand."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.checks import discovery
from conformance.evidence import Corner, Transcript
from conformance.model.finding import Doubt
from conformance.model.page import Page
from conformance.tests.specimens import DAY, entries, exchange, item, page, terms, told, tombstone


def transcript(*pages: Page, **members: Any) -> Transcript:  # noqa: ANN401 - members of a description
    return Transcript(terms(**members), tuple(one.exchange for one in pages))


@pytest.mark.parametrize(
    ("described", "epochs", "found"),
    [
        ("a", ("a", "a"), []),
        ("a", ("b", "b"), ["b"]),
        (None, ("b",), []),
        (5, ("b",), []),
        ("a", (5,), []),
        ("a", (), []),
        ("a", (["a"], "a"), []),
    ],
)
def test_the_epoch_is_that_of_the_pages(described: object, epochs: tuple[object, ...], found: list[str]) -> None:
    pages = (page(epoch=epoch, n=n) for n, epoch in enumerate(epochs, 1))
    assert told(discovery.the_epoch_is_that_of_the_pages, transcript(*pages, epoch=described)) == found


def test_an_epoch_that_begins_during_the_run_leaves_it_open() -> None:
    evidence = transcript(page(epoch="a"), page(epoch="b", n=2), epoch="a")
    assert [type(one) for one in discovery.the_epoch_is_that_of_the_pages.judge(evidence)] == [Doubt]


def test_every_kind_in_the_feed_is_named_once() -> None:
    judge = discovery.every_kind_in_the_feed_is_named
    two = page(item(1), item(2)), page(item(3), n=2)
    assert told(judge, transcript(*two, kinds=["site", "application"])) == []
    assert [text[:4] for text in told(judge, transcript(*two, kinds=["application"]))] == ["site"]
    assert len(told(judge, transcript(*two, kinds="site"))) == 1
    assert told(judge, transcript(page(tombstone(1)), kinds=["application"])) == []
    assert judge.count(transcript(*two)) == len(two)


def test_the_feed_is_served_from_its_beginning_in_pages_as_described() -> None:
    def corner(answer: Page, sort: str = "from earliest") -> Corner:
        return Corner(terms(limits={"pageSize": 2}), sort, "a window", DAY, False, answer)

    served, sized = (
        discovery.the_feed_can_be_read_from_its_beginning,
        discovery.a_page_without_a_limit_has_the_size_described,
    )
    fine, long = page(item(1), item(2)), page(item(1), item(2), {"seq": "malformed"})
    gone = Page.read(exchange(b"{}", status=410))
    assert told(served, corner(fine)) == told(served, corner(long)) == told(sized, corner(fine)) == []
    assert (told(served, corner(gone)), told(sized, corner(gone))) == (["status 410"], [])
    assert told(sized, corner(long)) == ["3 entries"]
    assert told(sized, corner(long, "large limit")) == told(served, corner(gone, "large limit")) == []
    assert len(entries(item(1))) == served.count(corner(fine))
