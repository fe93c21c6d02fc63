"""Checks of the chapter *Consultation*, each on evidence made by hand: clean, and broken."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.check import Check
from conformance.checks.consultation import SECTIONS, public, requests, responses, rounds
from conformance.evidence import Introduction, Proceedings
from conformance.tests.specimens import entries, exchange, item, terms, told

CASE, OTHER = "application-1", "application-2"
ROUND, REQUEST, RESPONSE, COMMENT = Proceedings.kinds
GARBAGE: tuple[Any, ...] = (None, 5, [], {}, [[]], "", True, {"text": 3}, [{"text": []}])
MEMBERS = (
    *("application", "round", "startDate", "endDate", "siteNotice", "siteNoticeDate", "consultation", "status"),
    *("requestedDate", "responseDueDate", "consultationRequest", "supersedes", "receivedDate", "position"),
    *("sentiment", "topics", "text", "textRedacted", "redactionStatus", "publishedAt"),
)
ALL = [value for section in SECTIONS for value in vars(section).values() if isinstance(value, Check)]


def record(kind: str, name: str, **data: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return item(1, kind=kind, id=name, data={"application": CASE, **data})


def proceedings(*records: dict[str, Any], view: str = "public") -> Proceedings:
    numbered = [{**one, "seq": seq} for seq, one in enumerate(records, 1)]
    found = entries(*numbered)
    return Proceedings(terms(view=view), found, {entry.key: entry for entry in found})


def comment(text: str) -> Proceedings:
    return proceedings(record(COMMENT, "comment-1", textRedacted=[{"text": text}]))


def test_a_consultation_is_served_with_its_requests_and_responses() -> None:
    whole = Introduction(terms(kinds=["application", ROUND, REQUEST, RESPONSE]), exchange({}))
    assert told(rounds.a_consultation_can_be_read_whole, whole) == []
    assert len(told(rounds.a_consultation_can_be_read_whole, Introduction(terms(kinds=[ROUND]), exchange({})))) == 2


def test_rounds_of_one_application_have_numbers_that_grow() -> None:
    first = record(ROUND, "round-001", round=1, startDate="2026-09-07")
    second = record(ROUND, "round-002", round=2, startDate="2026-10-05")
    other = record(ROUND, "round-003", round=1, startDate="2026-10-05", application=OTHER)
    for judge in (rounds.rounds_are_told_apart, rounds.rounds_are_counted_forwards):
        assert told(judge, proceedings(first, second, other)) == []
    again = record(ROUND, "round-004", round=1, startDate="2026-11-02")
    assert len(told(rounds.rounds_are_told_apart, proceedings(first, again))) == 1
    assert told(rounds.rounds_are_counted_forwards, proceedings(first, again)) == []
    assert len(told(rounds.rounds_are_counted_forwards, proceedings(second, again))) == 1


def test_rounds_whose_beginnings_are_not_told_apart_are_in_no_order() -> None:
    judge = rounds.rounds_are_counted_forwards
    together = record(ROUND, "round-001", round=2, startDate="2026-10-05")
    assert told(judge, proceedings(together, record(ROUND, "round-002", round=1, startDate="2026-10-05"))) == []
    assert told(judge, proceedings(together, record(ROUND, "round-002", round=1))) == []


def test_a_notice_has_a_day_or_was_not() -> None:
    judge = rounds.a_notice_is_either_given_or_not
    assert told(judge, proceedings(record(ROUND, "round-001", siteNotice=False))) == []
    assert told(judge, proceedings(record(ROUND, "round-001", siteNoticeDate="2026-10-05"))) == []
    broken = record(ROUND, "round-001", pressNotice=False, pressNoticeDate="2026-10-05")
    assert len(told(judge, proceedings(broken))) == 1


@pytest.mark.parametrize(
    ("judge", "kind", "member", "target"),
    [
        (requests.a_consultee_is_asked_about_one_case, REQUEST, "consultation", ROUND),
        (responses.a_response_is_about_one_case, RESPONSE, "consultationRequest", REQUEST),
        (responses.a_comment_is_about_one_case, COMMENT, "consultation", ROUND),
    ],
)
def test_what_names_another_record_is_of_its_case(judge: Check[Any], kind: str, member: str, target: str) -> None:
    named = record(target, "target-001")
    assert told(judge, proceedings(named, record(kind, "record-001", **{member: "target-001"}))) == []
    stray = record(kind, "record-001", application=OTHER, **{member: "target-001"})
    assert len(told(judge, proceedings(named, stray))) == 1
    assert told(judge, proceedings(stray)) == []


def test_a_request_that_went_out_has_a_day() -> None:
    judge = requests.what_went_out_went_out_on_a_day
    day = {"requestedDate": "2026-10-05"}
    for lawful in ({"status": "sent", **day}, {"status": "planned"}, {"status": "withdrawn", **day}, day, {}):
        assert told(judge, proceedings(record(REQUEST, "request-1", **lawful))) == []
    for wrong in ({"status": "sent"}, {"status": "planned", **day}):
        assert len(told(judge, proceedings(record(REQUEST, "request-1", **wrong)))) == 1


def answer(number: int, **data: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return record(RESPONSE, f"response-{number}", **{"consultationRequest": "request-1", **data})


def test_a_second_response_takes_the_place_of_the_first() -> None:
    judge = responses.a_body_has_one_opinion_at_a_time
    assert told(judge, proceedings(answer(1), answer(2, supersedes="response-1"))) == []
    chain = (answer(1), answer(2, supersedes="response-1"), answer(3, supersedes="response-2"))
    assert told(judge, proceedings(*chain)) == []
    assert told(judge, proceedings(answer(1), answer(2, consultationRequest="request-2"))) == []
    assert len(told(judge, proceedings(answer(1), answer(2)))) == 1


def test_a_response_supersedes_an_earlier_one_to_its_request() -> None:
    judge = responses.a_body_changes_its_own_mind
    first = answer(1, receivedDate="2026-10-12")
    assert told(judge, proceedings(first, answer(2, supersedes="response-1", receivedDate="2026-10-12"))) == []
    assert len(told(judge, proceedings(first, answer(2, supersedes="response-1", receivedDate="2026-10-11")))) == 1
    assert len(told(judge, proceedings(answer(1, supersedes="response-1")))) == 1
    ring = (answer(1, supersedes="response-2"), answer(2, supersedes="response-1"), answer(3, supersedes="response-1"))
    assert len(told(judge, proceedings(*ring))) == 2
    stranger = answer(2, supersedes="response-1", consultationRequest="request-2")
    assert len(told(judge, proceedings(first, stranger))) == 1


def test_an_answer_comes_on_the_day_of_the_question_at_the_earliest() -> None:
    judge = responses.an_answer_comes_after_the_question
    asked = record(REQUEST, "request-1", requestedDate="2026-10-05")
    for came, breaches in (("2026-10-05", 0), ("2026-12-24", 0), ("2026-10-04", 1)):
        assert len(told(judge, proceedings(asked, answer(1, receivedDate=came)))) == breaches


@pytest.mark.parametrize("word", ["pending", "Not stated", "n/a", "UNKNOWN", "-", "?"])
def test_what_was_not_said_is_no_word(word: str) -> None:
    assert len(told(responses.an_undecided_position_is_no_position, proceedings(answer(1, position=word)))) == 1


@pytest.mark.parametrize(
    "word", ["no-comment", "objection", "deferred-to-natural-england", "no-objection-in-principle"]
)
def test_what_was_said_is_carried(word: str) -> None:
    clean = proceedings(answer(1, position=word))
    assert told(responses.an_undecided_position_is_no_position, clean) == []


def test_a_redacted_text_is_not_the_whole_one() -> None:
    judge = responses.what_was_taken_out_is_out
    same = {"text": "Ring me.", "textRedacted": "Ring me."}
    assert len(told(judge, proceedings(answer(1, redactionStatus="redacted", **same)))) == 1
    assert told(judge, proceedings(answer(1, redactionStatus="no-redaction-required", **same))) == []
    assert told(judge, proceedings(answer(1, redactionStatus="redacted", **{**same, "textRedacted": "…"}))) == []


@pytest.mark.parametrize(
    ("shown", "breaches"),
    # The hour before midnight in UTC is the next day in London, half of the year.
    [("2026-06-08T23:30:00.000Z", 0), ("2026-06-08T22:30:00.000Z", 1), ("2026-06-09T00:00:00.000Z", 0)],
)
def test_what_came_on_a_day_is_shown_from_that_day_on(shown: str, breaches: int) -> None:
    said = proceedings(answer(1, receivedDate="2026-06-09", publishedAt=shown))
    assert len(told(responses.what_is_said_is_shown_after_it_came, said)) == breaches


def test_a_public_view_shows_what_was_published_and_looked_at() -> None:
    raw = answer(1, redactionStatus="not-assessed")
    for judge in (public.nothing_is_shown_by_its_arrival, public.nothing_is_shown_that_nobody_has_read):
        assert len(told(judge, proceedings(raw))) == 1
        assert told(judge, proceedings(raw, view="partner")) == []
    fine = answer(1, publishedAt="2026-10-23T09:12:00.000Z")
    assert told(public.nothing_is_shown_by_its_arrival, proceedings(fine)) == []
    assert told(public.nothing_is_shown_that_nobody_has_read, proceedings(fine)) == []


@pytest.mark.parametrize(
    "text",
    [
        *("Ring 01632 960018.", "(01632) 960018", "020 7946 0018", "0161 496 0018", "07700900018", "+44 7700 900018"),
        *("+44 (0)20 7946 0018", "Write to p.o+home@mail.example", "a_b@council.gov.uk"),
    ],
)
def test_a_way_to_reach_somebody_is_found(text: str) -> None:
    found = told(public.a_comment_does_not_say_where_to_ring, comment(text))
    assert len(found) == 1
    assert text not in found[0]


@pytest.mark.parametrize(
    "text",
    [
        *("At 20:15 on 01-02-2026 14-30 they came", "Application 26/00123/FUL of 05/10/2026", "0.1234567890 hectares"),
        *("UPRN 000900000000012", "from £10 000 000 to £12 000 000", "APP/Z9999/W/26/3301234", "me @ the meeting"),
        *("NPPF 2024 paragraphs 120 130 140", "01/02/2026 0900 1000", "grid 0123 0456"),
    ],
)
def test_a_number_that_nobody_can_ring_is_none(text: str) -> None:
    assert told(public.a_comment_does_not_say_where_to_ring, comment(text)) == []


def test_people_and_neighbours_are_in_the_personal_view_alone() -> None:
    named = record(COMMENT, "comment-1", authorName="Philippa Oakes")
    listed = record(ROUND, "round-001", neighboursNotified=[])
    for judge, one in ((public.people_are_not_named, named), (public.neighbours_are_not_listed, listed)):
        assert told(judge, proceedings(one, view="personal")) == []
        for view in ("public", "partner"):
            found = told(judge, proceedings(one, view=view))
            assert len(found) == 1
            assert "Oakes" not in found[0]


@pytest.mark.parametrize("kind", Proceedings.kinds)
@pytest.mark.parametrize("value", GARBAGE, ids=repr)
def test_a_record_that_is_nonsense_breaks_no_check(kind: str, value: Any) -> None:  # noqa: ANN401 - JSON
    two = (record(kind, name, **dict.fromkeys(MEMBERS, value)) for name in ("record-001", "record-002"))
    evidence = proceedings(*two, record(ROUND, "round-001"))
    judged = [told(judge, evidence) for judge in ALL if judge.evidence is Proceedings]
    assert len(judged) == len(ALL) - 1
