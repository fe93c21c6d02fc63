"""Checks of the other chapters, each on evidence made by hand: clean, and broken."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from conformance.check import Check
from conformance.checks import errors
from conformance.checks.changes import pages as of_pages
from conformance.checks.changes import windows as of_windows
from conformance.checks.discovery import description as discovery
from conformance.checks.documents import expiry as of_expiry
from conformance.checks.documents import grants as of_grants
from conformance.checks.publication import views as publication
from conformance.checks.records import content as records
from conformance.evidence import Case, Copy, Expiry, Introduction, Transcript
from conformance.standard.standard import PROBLEM
from conformance.tests.specimens import (
    BASE,
    FACTS,
    NOON,
    SITE,
    entries,
    exchange,
    item,
    page,
    terms,
    told,
    tombstone,
    walk_of,
)

CASE_DATA: dict[str, Any] = {
    "reference": "25/00123/FUL",
    "planningAuthority": "local-authority:WMB",
    "description": "A café with outdoor seating",
    "applicationTypes": ["full"],
    "site": SITE,
    "stage": "consultation",
    "status": "undetermined",
}
PROBLEM_TYPE = (("Content-Type", "application/problem+json"),)


def application(**members: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return item(1, kind="application", data={**CASE_DATA, **members})


@pytest.mark.parametrize(
    ("members", "leaves"),
    [
        ({}, []),
        ({"linkedApplications": []}, []),
        ({"linkedApplications": [{"reference": "1", "planningAuthority": "local-authority:WMB"}]}, []),
        ({"linkedApplications": [{"reference": "1", "officer": "Ann"}]}, ["linkedApplications[].officer"]),
        ({"applicantName": "Ann"}, ["applicantName"]),
        ({"submissions": ["7f3a44c1-0000-4000-8000-000000000009"]}, ["submissions[]"]),
        ({"alternativeReferences": [{"system": "x", "reference": "y"}] * 3}, ["alternativeReferences[].reference"]),
        ({"extensions": {"westmarch:case-officer": {"phone": 1}}}, ["extensions.westmarch:case-officer.phone"]),
    ],
)
def test_a_public_view_shows_what_it_is_listed_to_show(members: dict[str, Any], leaves: list[str]) -> None:
    found = told(publication.data_holds_only_what_the_view_may_show, walk_of(application(**members)))
    assert [text.rpartition(": ")[2] for text in found][:1] == leaves
    assert len(set(found)) == len(found)


def test_a_view_that_nobody_names_shows_nothing_and_an_unknown_kind_is_not_judged() -> None:
    judge = publication.data_holds_only_what_the_view_may_show
    assert len(told(judge, walk_of(item(1), terms=terms(view="")))) == len(FACTS)
    assert told(judge, walk_of(item(1, kind="bench", data={"secret": 1}))) == []
    assert told(judge, walk_of(item(1, data="text"), tombstone(2))) == []


@pytest.mark.parametrize(
    ("value", "is_fine"),
    [
        ("2026-03-28", True),
        (None, True),
        ("1900-01-01", False),
        ("0001-01-01", False),
        ("1899-12-30", False),
        ("9999-12-31", False),
        ("2026-03-28T00:00:00.000Z", False),
        ("2026-02-30", False),
        ("28/03/2026", False),
        ("", False),
        (20260328, False),
        ({"day": "2026-03-28"}, False),
        (["2026-03-28"], False),
    ],
)
def test_a_legal_date_is_a_day_and_no_stand_in_for_none(value: object, is_fine: bool) -> None:
    found = told(records.a_date_of_law_has_no_time, walk_of(application(receivedDate=value)))
    assert (found == []) is is_fine


def test_data_is_as_the_schema_of_its_kind_has_it() -> None:
    assert told(records.data_is_valid, walk_of(application(), item(2), item(3, kind="bench", data={}))) == []
    assert len(told(records.data_is_valid, walk_of(application(description=None)))) == 1
    assert told(records.data_is_valid, walk_of(item(1, data=None))) == []


def test_a_reference_leads_to_a_live_record_of_a_kind_that_is_published() -> None:
    case, site = entries(application(), item(2, id=SITE))
    alone, both = {case.key: case}, {case.key: case, site.key: site}
    judge = records.what_a_record_refers_to_is_there
    last = page().exchange
    assert told(judge, Copy(terms(kinds=["application", "site"]), both, last)) == []
    assert len(told(judge, Copy(terms(kinds=["application", "site"]), alone, last))) == 1
    assert told(judge, Copy(terms(kinds=["application"]), alone, last)) == []


def refusal(kind: object, status: int = 400, **members: Any) -> Any:  # noqa: ANN401 - JSON
    return exchange({"type": kind, "title": "No", "status": status, **members}, status=status, headers=PROBLEM_TYPE)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (refusal(f"{PROBLEM}invalid-timestamp"), ""),
        (refusal(f"{PROBLEM}invalid-timestamp", 409), "which is registered for 400"),
        (refusal("about:blank"), "the type 'about:blank'"),
        (refusal(None), "the type None"),
        (refusal([f"{PROBLEM}invalid-timestamp"]), "the type ["),
        (refusal(f"{PROBLEM}invalid-timestamp", status=400, title=None), "`status` or `title`"),
        (exchange({"type": f"{PROBLEM}invalid-timestamp"}, status=400), "the media type application/json"),
        (exchange(b"no", status=400, headers=PROBLEM_TYPE), "a body that is no JSON object"),
        (exchange(b"", status=400, headers=()), "the media type is absent"),
        (exchange(b"[]", status=422, headers=PROBLEM_TYPE), "a body that is no JSON object"),
        (exchange(b"", status=404), ""),
        (exchange(b"", status=500), ""),
    ],
)
def test_a_refusal_is_a_registered_problem(answer: Any, why: str) -> None:  # noqa: ANN401 - an exchange
    found = told(errors.a_refusal_is_a_registered_problem, Case(terms(), "", "a question", "/changes", answer))
    assert [why in text for text in found] == ([True] if why else [])


@pytest.mark.parametrize(
    ("flaw", "judge"),
    [
        ("invalid-timestamp", of_windows.an_instant_that_names_no_moment_is_refused),
        ("reversed-window", of_windows.a_window_that_ends_before_it_starts_is_refused),
        ("unknown-parameter", of_windows.a_parameter_that_nobody_knows_is_refused),
        ("missing-from", of_windows.a_request_that_begins_nowhere_is_refused),
        ("cursor-mismatch", of_pages.a_cursor_beside_a_window_is_refused),
        ("invalid-limit", of_pages.a_limit_that_counts_nothing_is_refused),
        ("invalid-cursor", of_pages.a_cursor_that_was_never_given_out_is_refused),
    ],
)
def test_a_flaw_is_refused_by_its_name(flaw: str, judge: Check[Any]) -> None:
    def case(answer: Any, has: str = flaw) -> Case:  # noqa: ANN401 - an exchange
        return Case(terms(), has, "a flaw", "/changes", answer)

    assert told(judge, case(refusal(PROBLEM + flaw))) == []
    assert told(judge, case(refusal(f"{PROBLEM}other"))) == [f"400 with {PROBLEM}other"]
    assert told(judge, case(exchange(b"<html>", status=400))) == ["400 with no problem type"]
    assert told(judge, case(exchange({}))) == ["status 200"]
    assert told(judge, case(exchange({}, status=500))) == ["status 500"]
    assert told(judge, case(exchange(b"", status=0, trouble="hung up"))) == []
    assert told(judge, case(exchange({}), "another-flaw")) == []
    assert (judge.count(case(exchange({}))), judge.count(case(exchange({}), "another-flaw"))) == (1, 0)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (page(item(1)).exchange, ""),
        (page({"seq": "each entry has a check of its own"}).exchange, ""),
        (exchange({}, status=500), "status 500"),
        (exchange(b"{} {}"), "Extra data"),
        (exchange({"items": []}), "required"),
        (exchange(b"{}", headers=(("Content-Type", "text/html"),)), "text/html"),
        (exchange(b"", status=404, url=f"{BASE}/changes"), "status 404"),
        (exchange(b"", url=f"{BASE}/somewhere/else"), ""),
        (exchange(b"", status=0), ""),
    ],
)
def test_an_answer_is_one_that_the_description_declares(answer: Any, why: str) -> None:  # noqa: ANN401 - an exchange
    for evidence, judge in (
        (Case(terms(), "", "a question", "/changes", answer), errors.the_answer_to_any_request_is_described),
        (Transcript(terms(), (answer,)), errors.every_answer_of_the_run_is_described),
    ):
        found = told(judge, evidence)
        assert bool(found) == bool(why), found
        assert not why or any(why in text for text in found)


@pytest.mark.parametrize(
    ("status", "gives"),
    [(200, True), (206, True), (304, True), (303, False), (400, False), (403, False), (410, False), (500, False)],
)
def test_an_expired_grant_opens_nothing_whatever_the_status_of_the_refusal(status: int, gives: bool) -> None:
    after = exchange(b"x", status=status)
    expiry = Expiry(terms(), {"expiresAt": "2026-03-28T12:00:00.000Z"}, exchange(), NOON, exchange(), after)
    assert of_expiry.opens(after) is gives
    assert len(told(of_expiry.an_expired_grant_opens_nothing, expiry)) == gives
    assert of_expiry.an_expired_grant_opens_nothing.count(expiry) == 1


def test_a_grant_gives_the_bytes_that_it_states() -> None:
    stated: dict[str, Any] = {"fileSize": 4, "sha256": hashlib.sha256(b"%PDF").hexdigest()}

    def expiry(body: bytes, status: int = 200, **grant: Any) -> Expiry:  # noqa: ANN401 - JSON
        return Expiry(terms(), {**stated, **grant}, exchange(), NOON, exchange(body, status=status), None)

    judge = of_grants.a_live_grant_gives_the_bytes_that_it_states
    assert told(judge, expiry(b"%PDF")) == []
    assert told(judge, expiry(b"%PDX")) == [f"bytes with {hashlib.sha256(b'%PDX').hexdigest()}"]
    assert told(judge, expiry(b"%PDF-1.7")) == ["8 bytes"]
    assert told(judge, expiry(b"%PDF", 403)) == ["status 403"]
    assert of_expiry.an_expired_grant_opens_nothing.count(expiry(b"%PDF")) == 0


def test_an_endpoint_says_who_it_is_and_what_for() -> None:
    def introduced(**members: Any) -> Introduction:  # noqa: ANN401 - JSON
        return Introduction(terms(**members), exchange(b"{}"))

    judge = discovery.the_environment_is_live_or_a_sandbox
    assert told(judge, introduced(environment="live")) == told(judge, introduced(environment="sandbox")) == []
    assert told(judge, introduced(environment=["live"])) == ["['live']"]
    assert told(judge, introduced()) == ["None"]
    assert any("required" in text for text in told(discovery.the_description_is_valid, introduced(environment="live")))
