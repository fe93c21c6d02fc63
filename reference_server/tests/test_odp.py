"""Open Digital Planning documents become records along the crosswalk, and what is lost is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reference_server.adapters import folder as files
from reference_server.adapters.loss import LossReport
from reference_server.adapters.transforms import TRANSFORMS, Refused, london_date, mapped
from reference_server.clock import JumpingClock
from reference_server.rules import STANDARD
from reference_server.store import Store

REAL = Path(__file__).parents[3] / "shared" / "data" / "odp-0.7.7" / "examples" / "postSubmissionApplication"
real = pytest.mark.skipif(not REAL.is_dir(), reason="the real ODP examples are not beside this checkout")


def document(**application: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """The least that is a postSubmissionApplication."""
    return {
        "applicationType": "pp.full.householder",
        "data": {
            "application": {
                "reference": "26/00001/HOU",
                "stage": "assessment",
                "status": "undetermined",
                "publishedAt": "2026-03-01T09:00:00.000Z",
                **application,
            }
        },
        "submission": {
            "data": {
                "property": {"address": {"singleLine": "1 Mill Row", "uprn": "000900000000001"}},
                "proposal": {"description": "A dormer"},
            }
        },
        "files": [{"id": 1, "name": "Plan", "metadata": {"publishedAt": "2026-03-01T09:00:00.000Z"}}],
        "metadata": {"organisation": "WMB"},
    }


def write(folder: Path, name: str, value: object) -> None:
    (folder / name).write_text(json.dumps(value), "utf-8")


def feed(source: files.Source, folder: Path, view: str = "public") -> list[dict[str, Any]]:
    clock = JumpingClock()
    store = Store(folder / "store.sqlite", STANDARD, clock, ("public", "partner"))
    source.fill(store, clock.now())
    clock.sleep(1)
    rows = store.feed.page(view, (0, -1), clock.now(), clock.now(), 1000)
    store.close()
    return [json.loads(row.item) for row in rows]


def test_a_document_becomes_a_site_an_application_and_its_documents(tmp_path: Path) -> None:
    write(tmp_path, "one.json", document())
    found = {entry["kind"]: entry["data"] for entry in feed(files.read(tmp_path), tmp_path)}
    assert set(found) == {"site", "application", "document", "event"}
    assert found["site"]["uprns"] == ["900000000001"]
    assert found["application"]["applicationTypes"] == ["hh"]
    assert found["document"]["contentStatus"] == "listed"


def test_what_is_not_published_is_not_public(tmp_path: Path) -> None:
    write(tmp_path, "one.json", document(publishedAt=None))
    source = files.read(tmp_path)
    value = json.loads((tmp_path / "one.json").read_text("utf-8"))
    del value["data"]["application"]["publishedAt"]
    write(tmp_path, "one.json", value)
    assert feed(files.read(tmp_path), tmp_path) == []
    assert source.authorities == ("local-authority:WMB",)


def test_files_of_one_case_are_its_states_in_the_order_of_their_names(tmp_path: Path) -> None:
    write(tmp_path, "02.json", document(status="determined"))
    write(tmp_path, "01.json", document())
    entries = feed(files.read(tmp_path), tmp_path)
    latest = next(entry for entry in entries if entry["kind"] == "application")
    assert (latest["version"], latest["data"]["status"]) == (2, "determined")


def test_a_value_without_a_place_is_refused_and_told(tmp_path: Path) -> None:
    value = document(stage="dreaming")
    value["submission"]["data"]["property"]["address"]["uprn"] = "none"
    write(tmp_path, "one.json", value)
    source = files.read(tmp_path)
    feed(source, tmp_path)
    refused = {row["field"] for row in source.report.as_json()["refusedValues"]}
    assert refused >= {"data.application.stage", "submission.data.property.address.uprn"}


@pytest.mark.parametrize("text", ["{", "[]", '{"metadata": {}}', '{"metadata": {"organisation": "WMB"}}', "NaN"])
def test_a_file_that_is_something_else_is_told_and_the_others_are_served(tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.json").write_text(text, "utf-8")
    write(tmp_path, "good.json", document())
    source = files.read(tmp_path)
    assert [Path(row["file"]).name for row in source.report.refused_files] == ["bad.json"]
    assert len(source.cases) == 1


def test_a_date_falls_on_its_day_in_london() -> None:
    assert london_date("2026-06-30T23:30:00Z") == "2026-07-01"
    assert london_date("2026-01-31T23:30:00Z") == "2026-01-31"
    with pytest.raises(Refused):
        london_date("1900-01-01")


def test_codes_are_mapped_by_the_columns_of_the_codelists() -> None:
    assert mapped("granted", "decision.odp") == "granted"
    with pytest.raises(Refused):
        mapped("perhaps", "decision.odp")


@pytest.mark.parametrize(("word", "value"), [("uprn", True), ("instant", 5), ("feature-geometry", {}), ("basename", 1)])
def test_a_transform_refuses_what_it_cannot_turn(word: str, value: object) -> None:
    with pytest.raises(Refused):
        TRANSFORMS[word](value, "")


def test_every_field_that_nothing_was_made_of_is_counted() -> None:
    report = LossReport("here")
    report.compare({"a": {"b": 1, "c": [{"d": 2}]}, "e": None}, {"a.b"})
    assert dict(report.not_carried) == {"a.c[].d": 1, "e": 1}


@real
def test_the_real_states_of_a_case_end_as_it_was_withdrawn(tmp_path: Path) -> None:
    source = files.read(REAL)
    entries = feed(source, tmp_path)
    application = next(entry for entry in entries if entry["kind"] == "application")
    assert application["data"]["withdrawnDate"] == "2024-02-20"
    assert [entry["op"] for entry in entries if entry["kind"] == "decision"] == ["delete"]
    assert source.report.files == 12
    assert source.report.refused_files == []
    assert "ziggy@example.com" not in json.dumps(entries)
    lost = {row["field"] for row in source.report.as_json()["notCarried"]}
    assert "submission.data.application.fee.payable" in lost
