"""What the store finds by a word, through a filter and by an id, and what it refuses."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reference_server.clock import JumpingClock
from reference_server.operations.answers import PROBLEM
from reference_server.rules import STANDARD
from reference_server.rules.changes import Filter
from reference_server.rules.publication import Change
from reference_server.sample.council import AUTHORITIES, AUTHORITY, NEIGHBOUR
from reference_server.store import Store, words
from reference_server.tests.judging import Court
from reference_server.tests.test_bad_input import FROM, ask

FAR = 2**53


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "store.sqlite", STANDARD, JumpingClock(), ("public", "partner"))
    yield opened
    opened.close()


def site(key: str = "site-0001", authority: str = AUTHORITY, reach: str = "national", **facts: Any) -> Change:  # noqa: ANN401
    data = {"planningAuthority": authority, "addressText": "1 Mill Row", **facts}
    return Change("site", key, data, reach)


def gone(key: str = "site-0001") -> Change:
    return Change("site", key, None, "")


def sifted(store: Store, chosen: Filter, limit: int = 1000) -> list[dict[str, Any]]:
    return [json.loads(row.item) for row in store.feed.sifted("public", chosen, (0, -1), FAR, FAR, limit)]


def whole(store: Store) -> list[dict[str, Any]]:
    return [json.loads(row.item) for row in store.feed.page("public", (0, -1), FAR, FAR, 1000)]


def found(store: Store, word: str) -> list[str]:
    return [json.loads(item)["id"] for item in store.read.found("public", (word,), FAR)]


def test_what_goes_to_another_authority_is_a_tombstone_to_the_first(store: Store) -> None:
    store.publish([site()])
    store.publish([site(authority=NEIGHBOUR)])
    (entry,) = whole(store)
    (ours,), (theirs,) = (sifted(store, Filter(authorities=(one,))) for one in AUTHORITIES)
    assert (ours["op"], ours["reason"], "data" in ours) == ("delete", "out-of-scope", False)
    assert (ours["seq"], ours["version"], ours["changedAt"]) == (entry["seq"], entry["version"], entry["changedAt"])
    assert theirs == entry
    assert sifted(store, Filter(authorities=AUTHORITIES)) == [entry]
    store.publish([site(authority=NEIGHBOUR, name="changed"), gone("site-0009")])
    assert [one["reason"] for one in sifted(store, Filter(authorities=(AUTHORITY,)))] == ["out-of-scope"]
    store.publish([gone()])
    assert [one["reason"] for one in sifted(store, Filter(authorities=(AUTHORITY,)))] == ["withdrawn"]


CHANGES = st.lists(
    st.builds(site, st.sampled_from(["site-0001", "site-0002", "site-0003"]), st.sampled_from(AUTHORITIES))
    | st.builds(gone, st.sampled_from(["site-0001", "site-0002", "site-0003"])),
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@given(program=CHANGES, place=st.integers(0, 12))
def test_a_copy_through_a_filter_is_the_filter_of_the_copy(
    tmp_path_factory: pytest.TempPathFactory, program: list[Change], place: int
) -> None:
    store = Store(tmp_path_factory.mktemp("store") / "store.sqlite", STANDARD, JumpingClock(), ("public",))
    chosen = Filter(("site",), (AUTHORITY,))
    copy: dict[str, Any] = {}
    try:
        for number, change in enumerate(program):
            store.publish([change])
            # Somebody reads half-way, and again at the end.
            if number in (place, len(program) - 1):
                for entry in sifted(store, chosen):
                    copy[entry["id"]] = entry.get("data")
        held = {entry["id"]: entry["data"] for entry in whole(store) if entry["op"] == "upsert"}
        ours = {key: data for key, data in held.items() if data["planningAuthority"] == AUTHORITY}
        assert {key: data for key, data in copy.items() if data is not None} == ours
    finally:
        store.close()


def test_a_record_is_found_by_its_reference_and_by_each_property(store: Store) -> None:
    store.publish([site(reference="S/1", uprns=["100", "200"]), site("site-0002", NEIGHBOUR, reference="S/1")])
    assert found(store, words.of_reference("site", AUTHORITY, "S/1")) == ["site-0001"]
    assert found(store, words.of_reference("site", NEIGHBOUR, "S/1")) == ["site-0002"]
    assert found(store, words.of_reference("site", AUTHORITY, "s/1")) == []
    assert found(store, words.of_uprn("site", "200")) == ["site-0001"]
    assert found(store, words.of_uprn("site", "20")) == []
    store.publish([site(reference="S/2", uprns=["200"])])
    assert (
        found(store, words.of_reference("site", AUTHORITY, "S/1")) == found(store, words.of_uprn("site", "100")) == []
    )
    store.publish([site(reference="S/2", uprns=["200"], reach="partner")])
    assert found(store, words.of_uprn("site", "200")) == []


def test_an_address_is_found_by_its_one_property_number(store: Store) -> None:
    address = {"planningAuthority": AUTHORITY, "uprn": "300", "usrn": "1", "logicalStatus": "1"}
    store.publish([Change("address", "address-0001", address, "public")])
    store.publish([])
    assert found(store, words.of_uprn("address", "300")) == ["address-0001"]
    assert found(store, words.of_uprn("address", "30")) == []


def test_what_is_looked_up_is_as_of_a_watermark(store: Store) -> None:
    first = store.publish([site(name="one")])
    store.publish([site(name="two")])
    last = store.publish([gone()])
    assert store.read.record("public", "site", "site-0001", first) is None
    names = [
        json.loads((store.read.record("public", "site", "site-0001", at) or ("", b"{}"))[1]) for at in (first + 1,)
    ]
    assert names[0]["data"]["name"] in ("one", "two")
    assert (store.read.record("public", "site", "site-0001", last + 1) or ("", b""))[0] == "delete"
    assert store.read.record("public", "application", "site-0001", FAR) is None


def test_look_ups_and_filters_are_served_by_an_index(store: Store, tmp_path: Path) -> None:
    store.publish([site(reference="S/1", uprns=["100"])])
    asked: list[str] = []
    reader = sqlite3.connect(tmp_path / "store.sqlite")
    store.read.connections.mine().set_trace_callback(asked.append)
    sifted(store, Filter(("site",), AUTHORITIES))
    sifted(store, Filter((), (AUTHORITY,)))
    found(store, words.of_uprn("site", "100"))
    store.read.record("public", "site", "site-0001", FAR)
    assert len(asked) == 4
    for query in asked:
        steps = [str(row[3]) for row in reader.execute(f"EXPLAIN QUERY PLAN {query}")]
        assert not [step for step in steps if step.startswith(("SCAN term", "SCAN entry"))], steps
    reader.close()


def test_a_superseded_entry_takes_its_words_with_it(store: Store, tmp_path: Path) -> None:
    store.publish([site(uprns=["100"])])
    reader = sqlite3.connect(tmp_path / "store.sqlite")
    reader.execute("DELETE FROM entry")
    assert reader.execute("SELECT count(*) FROM term").fetchone() == (0,)
    reader.rollback()
    reader.close()


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        (f"changes?{FROM}&kind=spaceship", 400, "invalid-filter"),
        (f"changes?{FROM}&kind=", 400, "invalid-filter"),
        (f"changes?{FROM}&kind=site,", 400, "invalid-filter"),
        (f"changes?{FROM}&kind=Site", 400, "invalid-filter"),
        (f"changes?{FROM}&kind=site&kind=decision", 400, "unknown-parameter"),
        (f"changes?{FROM}&authority=WMB", 400, "invalid-filter"),
        (f"changes?{FROM}&authority={AUTHORITY}%7Cx", 400, "invalid-filter"),
        ("changes?cursor=AAAA&kind=site", 400, "cursor-mismatch"),
        ("changes?kind=site", 400, "missing-from"),
        ("records/site", 400, "missing-lookup-key"),
        ("records/site?uprn=", 400, "missing-lookup-key"),
        ("records/site?reference=1", 400, "missing-lookup-key"),
        (f"records/site?authority={AUTHORITY}", 400, "missing-lookup-key"),
        ("records/site?uprn=1&uprn=2", 400, "unknown-parameter"),
        ("records/site?UPRN=1", 400, "unknown-parameter"),
        ("records/site/site-0001?uprn=1", 400, "unknown-parameter"),
        ("records/spaceship?uprn=1", 404, "unknown-record"),
        ("records/site/no-such-site", 404, "unknown-record"),
        ("records/site/%00%ff", 404, "unknown-record"),
        ("records/spaceship/no-such-site", 404, "unknown-record"),
        ("records", 404, "unknown-operation"),
    ],
)
def test_a_bad_question_is_refused_by_name(court: Court, path: str, status: int, word: str) -> None:
    answered, problem = ask(f"{court.gallery.base('standard')}/{path}")
    assert (answered, problem["type"]) == (status, PROBLEM + word)


@pytest.mark.parametrize(
    "query", ["uprn=abc", "uprn=%00", "uprn=%F0%9F%8F%A0", "reference=%25&authority=x", "uprn=" + "9" * 3000]
)
def test_a_search_for_what_nobody_has_finds_nothing(court: Court, query: str) -> None:
    status, answer = ask(f"{court.gallery.base('standard')}/records/site?{query}")
    assert (status, answer["items"]) == (200, [])
