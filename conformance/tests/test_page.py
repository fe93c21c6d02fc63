"""Pages and descriptions are read without trust."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conformance.model.description import USUAL_PAGE, Description
from conformance.model.page import LARGEST_SEQ, Page
from conformance.model.strict import Json
from conformance.tests.specimens import NOON, exchange, item, page, tombstone
from conformance.tests.test_strict import VALUES

ENTRY_MEMBERS = ("seq", "changedAt", "kind", "id", "version", "op", "data", "reason")
ITEMS = st.lists(VALUES | st.dictionaries(st.sampled_from(ENTRY_MEMBERS), VALUES), max_size=4)
PAGE_MEMBERS = st.dictionaries(st.sampled_from(("items", "complete", "cursor", "watermark", "coveredTo")), VALUES)
BODIES: st.SearchStrategy[Json] = VALUES | st.builds(lambda told, items: {**told, "items": items}, PAGE_MEMBERS, ITEMS)


@given(BODIES, st.sampled_from((200, 200, 200, 404, 0)))
def test_any_json_is_read_as_a_page(body: Json, status: int) -> None:
    read = Page.read(exchange(body, status=status))
    items = body.get("items") if isinstance(body, dict) else None
    if status == 200 and isinstance(items, list):
        assert len(read.entries) + len(read.malformed) == len(items)
    else:
        assert read.trouble
    assert (read.complete, read.cursor, read.watermark) is not None
    assert [str(entry) for entry in read.entries] == [str(entry) for entry in read.entries if entry.mark]


@given(st.binary(max_size=40))
def test_any_bytes_are_read_as_a_page(body: bytes) -> None:
    read = Page.read(exchange(body))
    assert read.trouble.startswith(("the body is not JSON: ", "the body is no object"))


@pytest.mark.parametrize(
    ("members", "why"),
    [
        ({"seq": 0}, "`seq` is 0, not a whole number from 1"),
        ({"seq": True}, "`seq` is True, not a whole number from 1"),
        ({"seq": 1.0}, "`seq` is 1.0, not a whole number from 1"),
        ({"seq": LARGEST_SEQ + 1}, "`seq` is 9007199254740992, not a whole number from 1"),
        ({"version": "3"}, "`version` is '3', not a whole number from 1"),
        ({"version": None}, "`version` is None, not a whole number from 1"),
        ({"kind": ""}, "`kind` is '', not a word"),
        ({"id": 7}, "`id` is 7, not a word"),
        ({"op": ["upsert"]}, "`op` is ['upsert'], not a word"),
        ({"changedAt": "2026-02-30T00:00:00.000Z"}, "`changedAt` is '2026-02-30T00:00:00.000Z', not an instant"),
        ({"changedAt": NOON}, f"`changedAt` is {NOON}, not an instant"),
    ],
)
def test_a_malformed_item_is_named_by_its_place(members: dict[str, Any], why: str) -> None:
    read = page(item(1), {**item(2), **members}, tombstone(3))
    assert [(malformed.place, malformed.why) for malformed in read.malformed] == [("items[1]", why)]
    assert [entry.seq for entry in read.entries] == [1, 3]


@pytest.mark.parametrize("name", ["seq", "changedAt", "kind", "id", "version", "op"])
def test_an_absent_member_is_named(name: str) -> None:
    read = page({key: value for key, value in item(1).items() if key != name})
    assert read.malformed[0].why.startswith(f"`{name}` is absent")


def test_an_item_that_is_no_object_says_so() -> None:
    assert [malformed.why for malformed in page(5, [], "x", None).malformed] == ["it is no object"] * 4


def test_what_is_shown_of_a_malformed_item_is_short() -> None:
    assert len(page(item(1, id="x" * 10_000, kind=["y" * 10_000])).malformed[0].why) < 120


def test_an_entry_knows_what_names_it_and_what_it_carries() -> None:
    record, gone = page(item(1, version=4), tombstone(2)).entries
    assert (record.key, record.mark) == (("site", "record-0001"), (1, "site", "record-0001", 4))
    assert record.data is not None
    assert not record.is_tombstone
    assert (gone.data, gone.is_tombstone) == (None, True)


def test_only_the_word_true_completes_a_page() -> None:
    assert page(complete=True).complete
    assert not any(page(complete=value).complete for value in (1, "true", "yes", [True], None, False))


DESCRIBED = ("classes", "view", "earliest", "limits", "serviceLevels", "quota", "pageSize", "requests", "seconds")


@given(st.dictionaries(st.sampled_from(DESCRIBED) | st.text(), VALUES | st.dictionaries(st.text(), VALUES)))
@example({"limits": {"pageSize": 10**4000}})
@example({"limits": {"pageSize": 0.25}})
@example({"serviceLevels": {"quota": {"requests": 10**4000, "seconds": 1e-300}}})
@example({"earliest": "0001-01-01T00:00:00+01:00"})
def test_any_object_is_read_as_a_description(members: dict[str, Json]) -> None:
    told = Description(json.loads(json.dumps(members)))
    assert all(isinstance(name, str) for name in told.classes)
    assert isinstance(told.view, str)
    assert told.page_size >= 1
    assert told.quota is None or min(told.quota) > 0
    assert told.earliest is None or isinstance(told.earliest, int)


@pytest.mark.parametrize("value", [0, -1, True, "100", None, [], {}])
def test_a_page_size_that_is_none_reads_as_the_usual_one(value: Json) -> None:
    assert Description({"limits": {"pageSize": value}}).page_size == USUAL_PAGE


def test_a_quota_needs_both_its_numbers() -> None:
    assert Description({"serviceLevels": {"quota": {"requests": 60, "seconds": 60}}}).quota == (60, 60)
    assert Description({"serviceLevels": {"quota": {"requests": 60}}}).quota is None
