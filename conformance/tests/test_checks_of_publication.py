"""Checks of what a view may show and tell, each on evidence made by hand: clean, and broken."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.checks.publication import personal, traces, views
from conformance.evidence import Register
from conformance.tests.specimens import FACTS, entries, exchange, item, page, terms, told, tombstone
from conformance.tests.test_checks_of_records import case, copy, register

WHOLE, COPY = "doc-0000001", "doc-0000002"
PAPER: dict[str, Any] = {
    "planningAuthority": "local-authority:WMB",
    "application": "case-000001",
    "name": "Form",
    "contentStatus": "listed",
}


def paper(seq: int = 1, key: str = COPY, **members: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return item(seq, kind="document", id=key, data={**PAPER, **members})


@pytest.mark.parametrize(
    "text",
    [
        "26/00123/FUL and TCA 26/017",
        "company number 01234567, UPRN 01000123456",
        "call the council on 0345 603 7631 or 0800 123 456",
        "posts @ 600mm, joists@400mm.Posts, plan at 1:100@A3.Rev B",
        "drawings 0234-100-2001 and SK240115A, see TQ 30 12 45 A",
        "write to planning@westmarch.gov.uk or trees@sub.council.gov.uk",
        "at 12.3456789, 0.1234567890, on 01/02/2026, £1,234,567",
        "write to us@open-planning.example",
    ],
)
def test_what_only_looks_like_personal_data_is_let_be(text: str) -> None:
    said = register(case(description=text, notes=text), contact={"name": "Us", "email": "a@open-planning.example"})
    judges = (personal.no_email_address_is_public, personal.no_telephone_number_is_public)
    assert [told(judge, said) for judge in (*judges, personal.no_insurance_number_is_public)] == [[], [], []]


@pytest.mark.parametrize("text", ["j.doe@mail.example", "(x_y+z@drawings.co.uk)", "A@B.EXAMPLE"])
def test_an_email_address_is_found_and_not_repeated(text: str) -> None:
    for record in (case(description=f"Loft {text}."), paper(filename=f"from {text}")):
        (actual,) = told(personal.no_email_address_is_public, register(record))
        assert text.strip("()") not in actual
    assert told(personal.no_email_address_is_public, register(case(description=text), view="partner")) == []
    web = register(case(documentationUrl=f"https://council.example/?to={text.strip('()')}"))
    assert told(personal.no_email_address_is_public, web) == []


@pytest.mark.parametrize(
    "text",
    ["07700 900123", "(01632) 960 001", "0161 496 0000", "020 7946 0999", "+44 7700 900123", "+44 (0)1632960001"],
)
def test_a_telephone_number_is_found_and_not_repeated(text: str) -> None:
    (actual,) = told(personal.no_telephone_number_is_public, register(case(notes=f"Ring {text}.")))
    assert text not in actual
    assert told(personal.no_telephone_number_is_public, register(paper(referencesInDocument=[text]))) == []


@pytest.mark.parametrize("text", ["AB 12 34 56 C", "NI no. AB123456C", "National Insurance number: AB 123456 C"])
def test_an_insurance_number_is_found(text: str) -> None:
    assert len(told(personal.no_insurance_number_is_public, register(paper(description=text)))) == 1


@pytest.mark.parametrize("text", ["eyJhbGciOiJub25l.eyJzdWIiOiJhIn0.c2lnbmF0dXJl", "Bearer 0123456789abcdef0123"])
def test_a_credential_is_found_in_any_view(text: str) -> None:
    for view in ("public", "partner"):
        assert len(told(personal.no_record_holds_a_credential, register(case(notes=text), view=view))) == 1
    assert told(personal.no_record_holds_a_credential, register(case(notes="The bearer of this letter, eyJ"))) == []


def test_what_hangs_from_a_record_goes_with_it() -> None:
    judge, gone = traces.nothing_hangs_from_what_is_gone, tombstone(9, kind="application", id="case-000001")
    assert told(judge, copy(case(), paper())) == []
    assert len(told(judge, copy(gone, paper()))) == 1
    # What merely mentions another record does not hang from it.
    other = tombstone(8, kind="document", id=WHOLE)
    assert told(judge, copy(case(), other, paper(replaces=WHOLE))) == []


def test_a_removal_of_what_was_never_shown_is_a_trace() -> None:
    judge = traces.what_was_never_shown_is_not_removed
    assert told(judge, register(tombstone(5, version=2))) == []
    assert len(told(judge, register(tombstone(5, version=1)))) == 1
    assert told(judge, register(tombstone(5, version=1), view="partner")) == []


def test_a_version_that_says_nothing_is_a_trace() -> None:
    judge = traces.a_new_version_says_something_new
    one = item(1, id="record-0001", version=1)
    assert len(told(judge, register(one, item(2, id="record-0001", version=2)))) == 1
    assert told(judge, register(one, item(2, id="record-0001", version=2, data={**FACTS, "name": "x"}))) == []
    assert told(judge, register(one, item(2, id="record-0001", version=3))) == []
    assert told(judge, register(one, item(2, id="record-0001", version=2, erase=True))) == []
    ours = register(one, item(2, id="record-0001", version=2))
    assert told(judge, Register(ours.terms, ours.courses, ours.pages, frozenset(("record-0001",)))) == []


def test_a_count_is_of_what_is_shown() -> None:
    judge = traces.no_page_counts_what_it_does_not_show
    for members, flaws in (({"total": 7}, 0), ({"total": 8}, 1), ({"totalCount": True}, 0), ({"size": 99}, 0)):
        told_of = Register(terms(), (), (page(item(7), **members),))
        assert len(told(judge, told_of)) == flaws
        assert told(judge, Register(terms(), (), (page(item(7), **members),), is_whole=False)) == []
    counted = exchange({"items": []}, headers=(("X-Total-Count", "9"),))
    assert len(told(judge, Register(terms(), (), (type(page()).read(counted),)))) == 1


def test_a_redacted_copy_leads_nowhere_and_its_whole_stays_in() -> None:
    leads, stays = traces.a_redacted_copy_does_not_lead_to_the_whole, views.the_whole_of_a_redacted_copy_stays_in
    whole = paper(1, WHOLE, sha256="a" * 64, publicRegisterStatus="withhold")
    assert told(leads, copy(whole, paper(2, redactionOf=WHOLE, sha256="b" * 64), view="partner")) == []
    assert told(stays, copy(whole, paper(2, redactionOf=WHOLE), view="partner")) == []
    for members in ({"replaces": WHOLE}, {"description": f"of {WHOLE}"}, {"referencesInDocument": ["a" * 64]}):
        assert len(told(leads, copy(whole, paper(2, redactionOf=WHOLE, **members), view="partner"))) == 1
    shown = paper(1, WHOLE, publicRegisterStatus="publish")
    assert len(told(stays, copy(shown, paper(2, redactionOf=WHOLE), view="partner"))) == 1


@pytest.mark.parametrize(
    ("members", "is_told"),
    [
        ({"publicRegisterStatus": "withhold", "audience": ["authority"]}, False),
        ({"publicRegisterStatus": "publish", "audience": ["public"]}, False),
        ({"publicRegisterStatus": "not-assessed", "audience": ["public"]}, True),
        ({"audience": ["public"]}, True),
        ({"publicRegisterStatus": "withhold", "publishedAt": "2026-03-02T09:00:00.000Z"}, True),
    ],
)
def test_a_sensitive_document_is_not_born_public(members: dict[str, Any], *, is_told: bool) -> None:
    judge = views.what_is_sensitive_is_not_born_public
    born = copy(paper(documentTypes=["bankStatement"], **members), view="partner")
    assert (judge.count(born), bool(told(judge, born))) == (1, is_told)
    assert judge.count(copy(paper(documentTypes=["sitePlan.proposed"], **members), view="partner")) == 0
    assert judge.count(copy(paper(documentTypes=["bankStatement"]))) == 0


def test_what_was_only_sent_in_is_not_public() -> None:
    judge = views.what_is_not_taken_on_is_not_public
    assert len(told(judge, register(case(stage="submission")))) == 1
    assert told(judge, register(case(stage="validation"))) == []
    assert told(judge, register(case(stage="submission"), view="partner")) == []
    assert entries(case(stage="submission"))[0].data is not None
