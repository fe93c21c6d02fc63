"""Checks that hold the description against what is served, on evidence made by hand."""

from __future__ import annotations

from typing import Any

from conformance.checks.discovery import description
from conformance.evidence import Corner, Transcript
from conformance.model.page import Page
from conformance.tests.specimens import DAY, entries, exchange, item, page, terms, told, tombstone


def transcript(*pages: Page, **members: Any) -> Transcript:  # noqa: ANN401 - members of a description
    return Transcript(terms(**members), tuple(one.exchange for one in pages))


def test_every_kind_in_the_feed_is_named_once() -> None:
    judge = description.every_kind_in_the_feed_is_named
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
        description.the_feed_can_be_read_from_its_beginning,
        description.a_page_without_a_limit_has_the_size_described,
    )
    fine, long = page(item(1), item(2)), page(item(1), item(2), {"seq": "malformed"})
    gone = Page.read(exchange(b"{}", status=410))
    assert told(served, corner(fine)) == told(served, corner(long)) == told(sized, corner(fine)) == []
    assert (told(served, corner(gone)), told(sized, corner(gone))) == (["status 410"], [])
    assert told(sized, corner(long)) == ["3 entries"]
    assert told(sized, corner(long, "large limit")) == told(served, corner(gone, "large limit")) == []
    assert len(entries(item(1))) == served.count(corner(fine))
