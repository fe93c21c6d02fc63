"""Checks of the chapter *Changes*, each on evidence made by hand: clean, and broken."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.checks.changes import entries as of_entries
from conformance.checks.changes import pages as of_pages
from conformance.checks.changes import removal as of_removal
from conformance.checks.changes import retention as of_retention
from conformance.checks.changes import watermark as of_watermark
from conformance.checks.changes import windows as of_windows
from conformance.evidence import Cut, Histories, Replay, Reread, Resize, RollCall, Transcript, Walk
from conformance.model.finding import Finding
from conformance.model.instant import write
from conformance.model.window import Window
from conformance.standard.standard import PROBLEM
from conformance.tests.specimens import (
    BASE,
    DAY,
    NOON,
    entries,
    exchange,
    item,
    page,
    terms,
    told,
    tombstone,
    walk,
    walk_of,
)


def cut(whole: Walk, early: Walk, late: Walk, **members: Any) -> Cut:  # noqa: ANN401 - the fields of a cut
    return Cut(terms(), whole, early, late, **members)


JOIN = of_windows.two_touching_windows_hold_what_one_holds
ONE, TWO, THREE = item(1, NOON - 1), item(2, NOON), item(3, NOON + 1)


def test_parts_that_hold_what_the_whole_holds_join() -> None:
    evidence = cut(walk_of(ONE, TWO, THREE), walk_of(ONE), walk_of(TWO, THREE))
    assert told(JOIN, evidence) == []
    assert JOIN.count(evidence) == 3


def test_what_is_in_neither_part_is_lost() -> None:
    evidence = cut(walk_of(ONE, TWO), walk_of(ONE), walk_of())
    assert [text[:31] for text in told(JOIN, evidence)] == ["only the whole has site record-"]


def test_what_is_in_both_parts_comes_twice() -> None:
    evidence = cut(walk_of(ONE, TWO), walk_of(ONE, TWO), walk_of(TWO))
    assert told(JOIN, evidence)[0].startswith("only a part has site record-0002")


def test_what_a_later_entry_replaced_in_between_is_no_loss() -> None:
    lost = frozenset(entry.mark for entry in entries(TWO))
    assert told(JOIN, cut(walk_of(ONE, TWO), walk_of(ONE), walk_of(), superseded=lost)) == []


def test_what_a_later_entry_replaced_before_the_whole_was_read_is_no_gain() -> None:
    gone = frozenset(entry.mark for entry in entries(TWO))
    assert told(JOIN, cut(walk_of(ONE), walk_of(ONE), walk_of(TWO), superseded=gone)) == []
    assert told(JOIN, cut(walk_of(ONE), walk_of(ONE), walk_of(TWO)))[0].startswith("only a part has site record-0002")


def test_a_reading_that_is_not_whole_is_compared_with_nothing() -> None:
    evidence = cut(walk_of(ONE, TWO), walk_of(ONE, {"seq": 2}), walk_of())
    assert told(JOIN, evidence) == []
    assert JOIN.count(evidence) == 0


@pytest.mark.parametrize(
    ("small", "found"),
    [
        (walk(page(item(1)), page(item(2), item(3))), []),
        (walk(page(item(1)), page(item(3))), ["with 1 a page there is no site record-0002"]),
        (walk(page(item(1), item(2)), page(item(2), item(3))), ["only with 1 a page, or more often: site record-0002"]),
    ],
)
def test_two_page_sizes_give_the_same_entries_each_once(small: Walk, found: list[str]) -> None:
    large = walk_of(item(1), item(2), item(3))
    resize = Resize(terms(), large, walk(*small.pages, limit=1))
    actual = told(of_pages.two_page_sizes_give_the_same_entries, resize)
    assert [text[: len(start)] for text, start in zip(actual, found, strict=True)] == found
    excused = Resize(terms(), large, walk(*small.pages, limit=1), frozenset(e.mark for e in large.entries))
    assert len(told(of_pages.two_page_sizes_give_the_same_entries, excused)) == ("only" in "".join(found))


@pytest.mark.parametrize(
    ("window", "bounded", "members", "expected"),
    [
        (DAY, True, {"coveredTo": write(DAY.end)}, None),
        (DAY, True, {"coveredTo": None}, "`coveredTo` 2026-03-29T00:00:00.000Z, from"),
        (DAY, True, {"complete": False, "coveredTo": None}, None),
        (DAY, True, {"complete": False, "coveredTo": write(DAY.end)}, "`coveredTo` null, from"),
        (DAY, True, {"watermark": write(NOON), "coveredTo": write(NOON)}, None),
        (DAY, True, {"watermark": write(NOON), "coveredTo": write(DAY.end)}, "`coveredTo` 2026-03-28T12:00:00.000Z"),
        (DAY, False, {"coveredTo": write(DAY.end)}, None),
        (Window(DAY.start, NOON), False, {"coveredTo": write(NOON)}, "`coveredTo` 2026-03-29T00:00:00.000Z"),
        (Window(NOON, NOON + 9), True, {"watermark": write(DAY.start), "coveredTo": None}, None),
        (Window(NOON, NOON + 9), True, {"watermark": write(DAY.start), "coveredTo": write(NOON)}, "`coveredTo` null"),
        (Window(NOON, NOON), True, {"watermark": write(NOON), "coveredTo": write(NOON)}, None),
        (DAY, True, {"watermark": "soon", "coveredTo": None}, None),
    ],
)
def test_only_a_complete_page_covers_and_only_up_to_the_watermark(
    window: Window, bounded: bool, members: dict[str, Any], expected: str | None
) -> None:
    evidence = walk(page(**members), window=window, bounded=bounded)
    found = list(of_watermark.only_a_complete_page_says_how_far_it_covers.judge(evidence))
    assert [type(one) for one in found] == ([Finding] if expected else [])
    assert all(isinstance(one, Finding) and one.expected.startswith(str(expected)) for one in found)


SAME, NOTHING_NEW = of_watermark.a_second_reading_has_the_same_entries, of_watermark.a_closed_window_gains_nothing


def reread(*readings: Walk, **members: Any) -> Reread:  # noqa: ANN401 - the fields of a rereading
    return Reread(terms(), readings, **members)


def test_a_second_reading_that_is_the_same_is_fine() -> None:
    same = reread(walk_of(ONE, TWO), walk_of(ONE, TWO), walk_of(ONE, TWO))
    assert told(SAME, same) == told(NOTHING_NEW, same) == []
    assert NOTHING_NEW.count(same) == 2


def test_an_entry_that_appears_in_a_second_reading_is_late() -> None:
    later = reread(walk_of(TWO), walk_of(ONE, TWO))
    assert told(NOTHING_NEW, later)[0].startswith("a later reading has site record-0001")
    assert told(SAME, later) == []


def test_an_entry_that_is_gone_needs_a_later_one() -> None:
    readings = walk_of(ONE, TWO), walk_of(TWO)
    assert told(SAME, reread(*readings))[0].startswith("a later reading lacks site record-0001")
    assert told(SAME, reread(*readings, superseded=frozenset(entry.mark for entry in entries(ONE)))) == []


def test_an_entry_that_is_altered_is_told_by_its_member() -> None:
    before, after = item(1, data={"a": {"b": 1}}), item(1, data={"a": {"b": 2}})
    assert told(SAME, reread(walk_of(before), walk_of(after))) == ["data.a.b was 1, now 2"]


def test_nothing_read_twice_is_nothing_seen() -> None:
    assert NOTHING_NEW.count(reread(walk_of(), walk_of())) == 0
    assert NOTHING_NEW.count(reread(walk_of(ONE), walk_of({"seq": 1}))) == 0


@pytest.mark.parametrize(
    ("versions", "found"), [((1, 2), 0), ((1, 2, 9), 0), ((2, 2), 1), ((3, 1), 1), ((1, 3, 2, 2), 2)]
)
def test_a_version_grows_with_each_entry_of_a_record(versions: tuple[int, ...], found: int) -> None:
    history = entries(*(item(n, version=version, id="record-one") for n, version in enumerate(versions, 1)))
    met = Histories(terms(), (history,))
    assert len(told(of_entries.a_later_entry_has_a_higher_version, met)) == found


@pytest.mark.parametrize(
    ("items", "found"),
    [
        ([item(1), item(2)], 0),
        ([item(1), item(5, NOON + 1)], 0),
        ([item(2), item(1)], 1),
        ([item(1, NOON + 1), item(2, NOON)], 1),
        ([item(1), item(1)], 0),
        ([item(1), item(1, id="record-other")], 1),
    ],
)
def test_entries_come_in_the_order_of_publication(items: list[Any], found: int) -> None:
    assert len(told(of_entries.entries_come_in_the_order_of_publication, walk_of(*items))) == found
    two = walk(*(page(one) for one in items))
    assert len(told(of_entries.entries_come_in_the_order_of_publication, two)) == found
    stuck = walk(*(page(one) for one in items), endless="it has no end")
    assert told(of_entries.entries_come_in_the_order_of_publication, stuck) == []


@pytest.mark.parametrize(
    ("record", "found"),
    [
        (item(1), 0),
        (item(1, digest="a" * 64), 0),
        (item(1, data="text"), 1),
        ({k: v for k, v in item(1).items() if k != "data"}, 1),
        (item(1, op="patch"), 1),
        (item(1, id="short"), 1),
        ({"seq": 1}, 1),
        (5, 1),
    ],
)
def test_an_entry_has_all_its_members(record: Any, found: int) -> None:  # noqa: ANN401 - JSON
    assert len(told(of_entries.an_entry_has_all_its_members, walk_of(record))) == found


def test_instants_have_one_form() -> None:
    fine, odd = walk_of(item(1)), walk(page(item(1, changedAt="2026-03-28T12:00:00Z"), watermark="2026-03-29"))
    assert told(of_entries.instants_have_one_form, fine) == []
    assert told(of_entries.instants_have_one_form, odd) == ["2026-03-29", "2026-03-28T12:00:00Z"]


def test_windows_hold_their_start_and_not_their_end() -> None:
    first, last = entries(item(1, NOON), item(2, NOON + 9))
    window = Window(NOON, NOON + 9)
    fine = walk_of(item(1, NOON), window=window, known=(first, last))
    assert told(of_windows.a_change_at_the_start_is_there, fine) == []
    assert told(of_windows.a_change_at_the_end_is_left_out, fine) == []
    assert (len(fine.at_start), len(fine.at_end)) == (1, 1)
    shut = walk_of(item(1, NOON), item(2, NOON + 9), window=window, known=(first, last))
    assert len(told(of_windows.a_change_at_the_end_is_left_out, shut)) == 1
    lost = walk_of(window=window, known=(first, last), lost=(first,))
    assert [text[:7] for text in told(of_windows.a_change_at_the_start_is_there, lost)] == ["no site"]
    early = walk_of(item(1, NOON - 1), window=window)
    assert len(told(of_windows.a_change_at_the_start_is_there, early)) == 1


def test_a_page_keeps_the_smaller_of_two_limits() -> None:
    three = page(item(1), item(2), {"seq": "malformed"})
    judge = of_pages.a_page_is_no_longer_than_asked
    assert told(judge, walk(three, limit=3)) == []
    assert told(judge, walk(three, limit=2)) == ["3 entries"]
    assert told(judge, walk(three, limit=9, terms=terms(limits={"pageSize": 2}))) == ["3 entries"]


def test_a_cursor_that_is_sent_again_gives_the_same_entries_first() -> None:
    first = page(item(2), item(3))
    judge = of_pages.a_cursor_gives_the_same_page_again
    again = page(item(2)), page(item(2), item(3)), page(item(2), item(3), item(4))
    assert told(judge, Replay(terms(), "c", first, again, (1, 2, 9))) == []
    assert told(judge, Replay(terms(), "c", first, (page(item(3)),), (1,)))[0].startswith("no site record-0002")
    assert told(judge, Replay(terms(), "c", first, (page(),), (2,), frozenset(e.mark for e in first.entries))) == []


@pytest.mark.parametrize(
    ("described", "epochs", "found"),
    [("a", "aa", 0), ("", "aa", 0), ("a", "bb", 1), ("", "aba", 2), ("a", "a!b", 0), ("", [1, None, "a"], 0)],
)
def test_an_epoch_stays(described: str, epochs: Any, found: int) -> None:  # noqa: ANN401 - JSON
    changed = exchange({"type": f"{PROBLEM}epoch-changed"}, status=410, url=f"{BASE}/changes?cursor=x&limit=1")
    asked = tuple(changed if epoch == "!" else page(epoch=epoch).exchange for epoch in epochs)
    transcript = Transcript(terms(epoch=described), asked)
    assert len(told(of_retention.every_page_names_the_epoch_of_the_description, transcript)) == found


def test_a_removal_is_a_tombstone_with_a_reason_and_nothing_else() -> None:
    fine = walk_of(tombstone(1), tombstone(2, erase=True))
    assert told(of_removal.a_tombstone_has_a_reason_from_the_list, fine) == []
    assert told(of_removal.a_tombstone_carries_nothing_of_the_record, fine) == []
    odd = walk_of(tombstone(1, reason="Mr Smith asked"), item(2, op="delete"))
    assert len(told(of_removal.a_tombstone_has_a_reason_from_the_list, odd)) == 2
    assert len(told(of_removal.a_tombstone_carries_nothing_of_the_record, odd)) == 1
    known = entries(item(1), item(2))
    assert len(told(of_removal.a_record_does_not_vanish, RollCall(terms(), known, known[:1], ()))) == 1
    assert told(of_removal.a_record_does_not_vanish, RollCall(terms(), known, (), ())) == []
