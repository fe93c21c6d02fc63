"""Checks of claims, of the directory and of the end of a base, each on evidence made by hand."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.checks.discovery import claims, deprecation, directory
from conformance.evidence import Farewell, Heir, Introduction, Signpost
from conformance.model.exchange import Exchange
from conformance.tests.specimens import BASE, exchange, terms, told

DATED = (("Date", "Sat, 28 Mar 2026 12:00:00 GMT"),)
END = {"since": "2026-12-01T00:00:00.000Z", "servedUntil": "2027-06-01T00:00:00.000Z"}
SUNSET, SINCE = ("Sunset", "Tue, 01 Jun 2027 00:00:00 GMT"), ("Deprecation", "@1796083200")
ROW = {"view": "public", "base": BASE, "standard": "0.1"}
WHOLE = {
    "publisher": "westmarch",
    "authorities": ["local-authority:WMB", "local-authority:OMD"],
    "views": [ROW],
    "contact": {"name": "Westmarch", "email": "planning@westmarch.example"},
}


def introduction(**members: Any) -> Introduction:  # noqa: ANN401 - JSON
    return Introduction(terms(standard="0.1", classes=["core", "filter"], **members), exchange({}, headers=DATED))


@pytest.mark.parametrize(
    ("members", "flaws"),
    [
        ({}, (0, 0, 0)),
        ({"class": "download"}, (1, 0, 0)),
        ({"date": "2026-03-28"}, (0, 0, 0)),
        ({"date": "2026-03-29"}, (0, 0, 0)),
        ({"date": "2026-03-30"}, (0, 1, 0)),
        ({"standard": "0.2"}, (0, 0, 1)),
        ({"standard": "0.1.7"}, (0, 0, 0)),
        ({"standard": "0.0"}, (0, 0, 0)),
        ({"standard": "the next one"}, (0, 0, 0)),
        ({"class": 7, "date": None, "standard": []}, (0, 0, 0)),
    ],
)
def test_a_claim_is_of_what_is_offered_and_was_judged(members: dict[str, Any], flaws: tuple[int, ...]) -> None:
    claim = {"class": "core", "standard": "0.1", "date": "2025-11-20", **members}
    made = introduction(claims=[claim, "none"])
    judges = (
        claims.a_claim_is_of_a_class_that_is_offered,
        claims.a_claim_has_been_judged,
        claims.a_claim_is_of_a_version_that_is_spoken,
    )
    assert tuple(len(told(judge, made)) for judge in judges) == flaws
    assert judges[0].count(made) == 1
    assert judges[0].count(introduction(claims="many")) == judges[0].count(introduction()) == 0


def signpost(found: object = WHOLE, status: int = 200) -> Signpost:
    described = terms(standard="0.1", publisher="westmarch", authorities=["local-authority:WMB"])
    answer = exchange(found, url="https://planning.example/directory.json", status=status)
    return Signpost(described, answer, found if isinstance(found, dict) and status == 200 else {})


@pytest.mark.parametrize(
    ("made", "flaws"),
    [
        (signpost(), (0, 0, 0, 0, 0)),
        (signpost(status=401), (1, 1, 0, 0, 0)),
        (signpost(status=404), (0, 1, 0, 0, 0)),
        (signpost([1]), (0, 1, 0, 0, 0)),
        (signpost({**WHOLE, "views": []}), (0, 1, 1, 0, 0)),
        (signpost({**WHOLE, "views": [{**ROW, "standard": "0.1.3"}, ROW]}), (0, 0, 0, 0, 0)),
        (signpost({**WHOLE, "views": [{**ROW, "view": "partner", "base": f"{BASE[:-6]}partner"}]}), (0, 0, 1, 0, 0)),
        (signpost({**WHOLE, "views": [{**ROW, "standard": "1.0", "base": f"{BASE[:-9]}v1/public"}]}), (0, 0, 1, 0, 0)),
        (signpost({**WHOLE, "views": [ROW, {**ROW, "base": "https://planning.example/api"}]}), (0, 0, 0, 0, 1)),
        (signpost({**WHOLE, "publisher": "example-software"}), (0, 0, 0, 1, 0)),
        (signpost({**WHOLE, "authorities": ["local-authority:OMD"]}), (0, 0, 0, 1, 0)),
    ],
)
def test_a_directory_is_open_valid_and_in_keeping_with_the_description(made: Signpost, flaws: tuple[int, ...]) -> None:
    judges = (
        directory.a_directory_asks_for_no_credentials,
        directory.a_directory_is_valid,
        directory.a_directory_knows_this_endpoint,
        directory.a_directory_agrees_with_the_description,
        directory.every_base_tells_version_and_view,
    )
    found = tuple(len(told(judge, made)) if judge.count(made) else 0 for judge in judges)
    assert found[:2] == flaws[:2]
    if made.rows:
        assert found[2:] == flaws[2:]


@pytest.mark.parametrize(
    ("until", "flaws"),
    [("2027-06-01T00:00:00.000Z", 0), ("2027-05-30T00:00:00.000Z", 0), ("2027-05-29T23:59:59.999Z", 1), ("soon", 0)],
)
def test_an_end_is_told_in_time(until: str, flaws: int) -> None:
    made = introduction(deprecation={**END, "servedUntil": until})
    assert len(told(deprecation.an_end_is_told_half_a_year_before, made)) == flaws
    assert deprecation.an_end_is_told_half_a_year_before.count(made) == (until != "soon")
    assert deprecation.an_end_is_told_half_a_year_before.count(introduction(deprecation="soon")) == 0


def page_with(*headers: tuple[str, str]) -> Exchange:
    return exchange({}, headers=headers)


@pytest.mark.parametrize(
    ("headers", "end", "flaws"),
    [
        ((), None, (0, 0)),
        ((), END, (1, 0)),
        ((SUNSET, SINCE), END, (0, 0)),
        ((SUNSET,), END, (1, 0)),
        ((SINCE,), END, (1, 0)),
        ((("Sunset", "Thu, 01 Apr 2027 00:00:00 GMT"), SINCE), END, (0, 1)),
        ((("Sunset", "next year"), SINCE), END, (0, 1)),
        ((SUNSET, ("Deprecation", "true")), END, (0, 1)),
        ((SUNSET, ("Deprecation", "@1796083201")), END, (0, 1)),
        ((SUNSET,), None, (0, 1)),
        ((SUNSET, SINCE), {"since": "soon"}, (0, 1)),
    ],
)
def test_headers_tell_the_end_that_the_description_has(
    headers: tuple[tuple[str, str], ...], end: dict[str, Any] | None, flaws: tuple[int, int]
) -> None:
    made = Farewell(terms(), (page_with(*headers), page_with(*headers)), end)
    pairs = (
        deprecation.every_page_tells_of_the_end,
        deprecation.headers_and_description_tell_the_same_end,
    )
    assert tuple(len(told(judge, made)) for judge in pairs) == flaws
    assert pairs[0].count(made) == (2 if end is not None else 0)
    assert pairs[1].count(made) == (2 if headers else 0)


def test_an_end_that_is_settled_while_the_run_goes_on_is_no_contradiction() -> None:
    made = Farewell(terms(), (page_with(), page_with(SUNSET, SINCE)), None)
    assert told(deprecation.headers_and_description_tell_the_same_end, made) == []
    assert deprecation.headers_and_description_tell_the_same_end.count(made) == 0


@pytest.mark.parametrize(
    ("body", "status", "is_itself", "flaws"),
    [
        ({"standard": "1.0"}, 200, False, 0),
        ({"standard": "1.0"}, 200, True, 1),
        ({"standard": 1}, 200, False, 1),
        (b"<h1>Soon</h1>", 200, False, 1),
        ({"standard": "1.0"}, 404, False, 1),
    ],
)
def test_a_successor_describes_itself(body: object, status: int, is_itself: bool, flaws: int) -> None:
    heir = Heir(terms(), "https://planning.example/v1/public", exchange(body, status=status), is_itself)
    assert len(told(deprecation.a_successor_describes_itself, heir)) == flaws
