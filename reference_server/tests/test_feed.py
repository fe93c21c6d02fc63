"""What the server stores and serves: views, versions, tombstones, pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reference_server.clock import JumpingClock
from reference_server.rules import STANDARD
from reference_server.rules.publication import Change
from reference_server.store import Store

VIEWS = ("public", "partner")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "store.sqlite", STANDARD, JumpingClock(), VIEWS)
    yield opened
    opened.close()


def entries(store: Store, view: str) -> list[dict[str, Any]]:
    end = store.watermark.issue() + 60_000
    return [json.loads(row.item) for row in store.feed.page(view, (0, -1), end, end, 1000)]


def application(key: str = "application-1", reach: str = "national", **facts: str) -> Change:
    data = {"reference": "26/1", "officerName": "O. Fficer", **facts}
    return Change("application", key, data, reach)


def test_a_view_holds_only_what_its_allow_list_names(store: Store) -> None:
    store.publish([application()])
    assert "officerName" not in entries(store, "public")[0]["data"]
    assert entries(store, "partner")[0]["data"]["officerName"] == "O. Fficer"


def test_a_private_change_leaves_no_trace_in_a_public_view(store: Store) -> None:
    store.publish([application(officerName="One")])
    store.publish([application(officerName="Two")])
    assert [entry["version"] for entry in entries(store, "public")] == [1]
    assert [entry["version"] for entry in entries(store, "partner")] == [2]


def test_publishing_the_same_again_publishes_nothing(store: Store) -> None:
    store.publish([application()])
    store.publish([application()])
    assert [entry["seq"] for entry in entries(store, "partner")] == [1]


def test_un_publishing_is_a_tombstone_in_public_and_an_update_to_partners(store: Store) -> None:
    store.publish([application()])
    store.publish([application(reach="partner", description="now private")])
    assert [(entry["op"], entry["reason"]) for entry in entries(store, "public")] == [("delete", "out-of-scope")]
    assert [entry["op"] for entry in entries(store, "partner")] == ["upsert"]


def test_versions_go_on_through_removal_and_return(store: Store) -> None:
    store.publish([application()])
    store.publish([Change("application", "application-1", None, "")])
    store.publish([application()])
    assert [(entry["op"], entry["version"]) for entry in entries(store, "public")] == [("upsert", 3)]


def test_a_record_that_was_never_shown_leaves_no_tombstone(store: Store) -> None:
    store.publish([application(reach="partner")])
    store.publish([Change("application", "application-1", None, "")])
    assert entries(store, "public") == []


def test_parents_come_before_children_and_go_after_them(store: Store) -> None:
    site = Change("site", "site-0001", {"addressText": "1 Mill Row"}, "national")
    store.publish([application(), site])
    assert [entry["kind"] for entry in entries(store, "public")] == ["site", "application"]
    store.publish([Change("site", "site-0001", None, ""), Change("application", "application-1", None, "")])
    assert [(entry["kind"], entry["op"]) for entry in entries(store, "public")] == [
        ("application", "delete"),
        ("site", "delete"),
    ]


CHANGES = st.lists(
    st.builds(
        lambda key, text, reach: application(f"application-{key}", reach, description=text),
        st.integers(0, 3),
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["national", "partner"]),
    )
    | st.builds(lambda key: Change("application", f"application-{key}", None, ""), st.integers(0, 3)),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(program=CHANGES)
def test_a_copy_made_from_the_feed_equals_the_source(
    tmp_path_factory: pytest.TempPathFactory, program: list[Change]
) -> None:
    store = Store(tmp_path_factory.mktemp("store") / "store.sqlite", STANDARD, JumpingClock(), VIEWS)
    source: dict[str, str] = {}
    try:
        for change in program:
            store.publish([change])
            source.pop(change.id, None)
            if change.data is not None and change.reach == "national":
                source[change.id] = change.data["description"]
        copy = {e["id"]: e["data"]["description"] for e in entries(store, "public") if e["op"] == "upsert"}
        assert copy == source
        found = entries(store, "public")
        assert [entry["seq"] for entry in found] == sorted(entry["seq"] for entry in found)
        assert [entry["changedAt"] for entry in found] == sorted(entry["changedAt"] for entry in found)
    finally:
        store.close()
