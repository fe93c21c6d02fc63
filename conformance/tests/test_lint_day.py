"""The rules for the day of one application: one fault is planted in a copy, and named with its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.lint import Complaint
from conformance.lint.day import day, is_whole
from conformance.model.strict import Json
from conformance.standard import Standard, spec_folder

FIRST, LOOK_UP, RESERVED = "01-*.json", "02-*.json", "*-planx-asks-for-a-place-for-the-form.json"


def told(spec: Path) -> list[Complaint]:
    return list(day(spec, Standard.read(spec_folder())))


def planted(spec: Path, name: str, old: str, new: str) -> tuple[list[Complaint], Path]:
    (path,) = (spec / "day").glob(name)
    text = path.read_text("utf-8")
    assert old in text, f"{path.name} has no {old!r}: plant the fault elsewhere"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return told(spec), path


def test_the_day_gives_no_cause_for_complaint(spec: Path) -> None:
    assert told(spec) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (LOOK_UP, '"records.uprn-finds', '"records.uprn-loses', "there is no requirement records.uprn-loses"),
        (LOOK_UP, '"from": "planx"', '"from": "planex"', "profiles/ has no planex"),
        (LOOK_UP, '"to": "gazetteer"', '"to": "atlas"', "profiles/ has no atlas"),
        (LOOK_UP, '"title"', '"heading"', "the exchange has no `title`"),
        (LOOK_UP, '"number": 2', '"number": 3', "it is number 2 of the day"),
        (LOOK_UP, "/records/address", "/addresses/of", "openapi.yaml has no GET /addresses/of"),
        (LOOK_UP, '"method": "GET"', '"method": "PATCH"', "openapi.yaml has no PATCH /records/address"),
        (LOOK_UP, '"status": 200', '"status": 299', "openapi.yaml has no answer 299 to GET /records/address"),
        (LOOK_UP, "{", "", "Extra data"),
        (RESERVED, '"fileSize": ', '"fileSize": -', "the body of the request is not valid: fileSize"),
        (RESERVED, '"method": "PUT"', '"method": "POST"', "the body of the answer is not valid: method"),
    ],
)
def test_a_fault_of_an_exchange_is_named_with_its_file(spec: Path, name: str, old: str, new: str, message: str) -> None:
    complaints, path = planted(spec, name, old, new)
    assert any(one.path == path and message in one.message for one in complaints), [str(one) for one in complaints]


def test_a_system_that_takes_no_part_is_named(spec: Path) -> None:
    for path in (spec / "day").glob("*.json"):
        path.write_text(path.read_text("utf-8").replace('"from": "consultee-portal"', '"from": "planx"'), "utf-8")
    complaints = [(one.path, one.message) for one in told(spec)]
    assert complaints == [
        (spec / "profiles" / "consultee-portal.yaml", "consultee-portal takes no part in the day of spec/day")
    ]


def test_what_lacks_something_is_not_taken_for_whole() -> None:
    assert is_whole({"items": [{"data": {"name": "a"}}]})
    parts: list[Json] = [{"...": "..."}, [1, "..."], "the first words ..."]
    for part in parts:
        assert not is_whole({"items": [part]})
