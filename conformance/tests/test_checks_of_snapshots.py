"""Checks of snapshots, each on evidence made by hand: clean, and broken."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.checks.changes import snapshot as of_snapshot
from conformance.evidence import Passage, Snapshot, SnapshotCase
from conformance.model.instant import write
from conformance.model.page import Entry, Page
from conformance.standard.standard import PROBLEM
from conformance.tests.specimens import BASE, NOON, entries, exchange, item, page, terms, told, tombstone

BEGIN = NOON + 1000
LIMIT = 100


def shown(*items: Any, **members: Any) -> Page:  # noqa: ANN401 - JSON
    """A page of a snapshot that began after noon."""
    return page(*items, **{"watermark": write(BEGIN), "coveredTo": None, **members})


def after(*items: Any, **members: Any) -> Page:  # noqa: ANN401 - JSON
    """A page of the feed after a snapshot, read up to half a second later."""
    return page(*items, **{"watermark": write(BEGIN + 500), **members})


def passage(*pages: Page, **members: Any) -> Passage:  # noqa: ANN401 - the fields of a passage
    return Passage(**{"limit": LIMIT, "pages": pages, "after": (after(),), **members})


def feed(*items: Any) -> dict[tuple[str, str], Entry]:  # noqa: ANN401 - JSON
    return {entry.key: entry for entry in entries(*items)}


def snapshot(*passages: Passage, **members: Any) -> Snapshot:  # noqa: ANN401 - the fields of a snapshot
    return Snapshot(terms(), passages, **{"feed": feed(ONE, TWO), **members})


ONE, TWO, THREE = item(1), item(2), item(3, id="record-0002")
LATE = item(3, BEGIN + 10, id="record-0002")
GONE, GONE_LATE = tombstone(3, id="record-0002"), tombstone(3, BEGIN + 10, id="record-0002")
CHECKS = (
    of_snapshot.a_snapshot_is_read_to_its_end,
    of_snapshot.a_page_of_a_snapshot_is_no_longer_than_asked,
    of_snapshot.a_record_stands_in_a_snapshot_once,
    of_snapshot.a_snapshot_holds_what_is_live,
    of_snapshot.every_live_record_is_in_the_snapshot,
    of_snapshot.the_feed_goes_on_where_the_snapshot_ends,
    of_snapshot.an_entry_is_the_same_in_both,
    of_snapshot.a_cursor_of_a_snapshot_gives_the_same_page_again,
    of_snapshot.two_page_sizes_give_the_same_records,
)
ENDS, LIMITS, ONCE, LIVE, WHOLE, JOINS, SAME, AGAIN, SIZES = CHECKS


def accused(evidence: Snapshot) -> list[object]:
    return [check for check in CHECKS if told(check, evidence)]


@pytest.mark.parametrize(
    ("whole", "known"),
    [
        (passage(shown(ONE, TWO)), feed(ONE, TWO)),
        (passage(shown(ONE), shown(TWO)), feed(ONE, TWO)),
        (passage(shown(), after=(after(),)), feed()),
        # What changes meanwhile is missing, old or new in the snapshot, and comes after it.
        (passage(shown(ONE), after=(after(LATE),)), feed(ONE, LATE)),
        (passage(shown(ONE, TWO), after=(after(LATE),)), feed(ONE, LATE)),
        (passage(shown(ONE, LATE), after=(after(LATE),)), feed(ONE, LATE)),
        (passage(shown(ONE, TWO), after=(after(GONE_LATE),)), feed(ONE, GONE_LATE)),
        (passage(shown(ONE), after=(after(GONE_LATE),)), feed(ONE, GONE_LATE)),
        # It is newer than the reading of the feed after the snapshot.
        (passage(shown(ONE, TWO)), feed(ONE, item(3, BEGIN + 900, id="record-0002"))),
        # The cursor leads back to before the snapshot.
        (passage(shown(ONE), after=(after(ONE, TWO),)), feed(ONE, TWO)),
        (passage(shown(ONE, TWO), after=(after(GONE),)), feed(ONE, GONE)),
    ],
)
def test_a_snapshot_that_ends_in_the_state_of_the_feed_is_fine(
    whole: Passage, known: dict[tuple[str, str], Entry]
) -> None:
    evidence = snapshot(whole, whole, feed=known)
    assert accused(evidence) == []
    assert not evidence.is_odd
    assert len(evidence.comparable) == 2


@pytest.mark.parametrize(
    ("broken", "known", "by"),
    [
        (passage(shown(ONE, TWO, complete=False), endless="it has no end"), feed(ONE, TWO), ENDS),
        (passage(shown(ONE, TWO), limit=1), feed(ONE, TWO), LIMITS),
        (passage(shown(ONE, TWO), shown(ONE)), feed(ONE, TWO), ONCE),
        (passage(shown(ONE, GONE)), feed(ONE, GONE), LIVE),
        (passage(shown(ONE, TWO)), feed(ONE, GONE), LIVE),
        (passage(shown(ONE)), feed(ONE, TWO), WHOLE),
        (passage(shown(ONE)), feed(ONE, LATE), JOINS),
        (passage(shown(ONE, TWO)), feed(ONE, LATE), JOINS),
        (passage(shown(ONE, TWO)), feed(ONE, GONE_LATE), JOINS),
        (passage(shown(ONE, TWO)), feed(ONE, THREE), JOINS),
        (passage(shown(ONE, TWO), after=(Page(exchange(), {}, (), (), "status 400"),)), feed(ONE, TWO), JOINS),
        (passage(shown(ONE, item(2, data={"notes": "otherwise"}))), feed(ONE, TWO), SAME),
        (passage(shown(ONE, item(2, version=900))), feed(ONE, TWO), SAME),
        (passage(shown(ONE, TWO)), feed(ONE), SAME),
    ],
)
def test_each_check_of_a_snapshot_sees_what_is_its_own(
    broken: Passage, known: dict[tuple[str, str], Entry], by: object
) -> None:
    assert accused(snapshot(broken, feed=known)) == [by]


def test_where_the_feed_is_not_known_whole_nothing_is_held_against_it() -> None:
    evidence = snapshot(passage(shown(ONE)), passage(shown(TWO)), feed=None)
    assert accused(evidence) == []
    assert [check.count(evidence) for check in (WHOLE, SAME, SIZES)] == [0, 0, 0]


def test_two_page_sizes_give_the_same_records_unless_they_changed() -> None:
    large, small = passage(shown(ONE, TWO)), passage(shown(ONE), limit=1, after=(after(TWO),))
    assert accused(snapshot(large, small)) == [SIZES]
    changed = passage(shown(ONE), limit=1, after=(after(LATE),))
    assert accused(snapshot(passage(shown(ONE, TWO), after=(after(LATE),)), changed, feed=feed(ONE, LATE))) == []


def test_a_cursor_that_is_sent_again_gives_the_same_records() -> None:
    two = passage(shown(ONE), shown(TWO), limit=1)
    refused = Page(exchange(), {}, (), (), "status 400")
    for again, known, found in (
        (shown(TWO), feed(ONE, TWO), []),
        (shown(), feed(ONE, TWO), [AGAIN]),
        (refused, feed(ONE, TWO), [AGAIN]),
        (refused, None, [AGAIN]),
        (shown(), feed(ONE, GONE_LATE), []),
    ):
        late = passage(*two.pages, limit=1, after=(after(GONE_LATE),)) if known == feed(ONE, GONE_LATE) else two
        assert accused(snapshot(late, again=(again,), limits=(1,), feed=known)) == found


@pytest.mark.parametrize(
    ("status", "kind", "found"),
    [(400, "invalid-cursor", 0), (400, "invalid-limit", 1), (200, "", 1), (404, "unknown-operation", 1)],
)
def test_a_bad_request_for_a_snapshot_is_refused_with_its_problem(status: int, kind: str, found: int) -> None:
    headers = (("Content-Type", "application/problem+json"),)
    body = {"type": PROBLEM + kind, "title": "No", "status": status}
    answer = exchange(body, url=f"{BASE}/snapshot?cursor=x", status=status, headers=headers)
    case = SnapshotCase(terms(), "invalid-cursor", "a word as cursor", "/snapshot", answer)
    check = of_snapshot.a_wrong_request_for_a_snapshot_is_refused
    assert len(told(check, case)) == found
    assert check.count(case) == 1


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", {"items": {}}, {"items": [None, 1, {}]}, {"items": [], "watermark": 5, "cursor": []}]
)
def test_nothing_in_a_snapshot_makes_a_check_crash(body: object) -> None:
    odd = Page.read(exchange(body))
    evidence = snapshot(passage(odd, odd), passage(odd, after=()), again=(odd, odd), limits=(1, 2))
    for check in CHECKS:
        assert isinstance(told(check, evidence), list)
        assert check.count(evidence) >= 0
