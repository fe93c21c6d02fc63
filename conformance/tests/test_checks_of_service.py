"""Checks of the chapters *Service* and *Deliveries*, each on evidence made by hand: clean, and broken."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.check import Check
from conformance.checks.deliveries import conversing as deliveries
from conformance.checks.service import measured as service
from conformance.evidence import Burst, Conversation, Evidence, Sample, Step, Transcript
from conformance.model.finding import Doubt
from conformance.tests.specimens import FACTS, entries, exchange, item, terms, told, tombstone


def doubts(one: Check[Any], evidence: Evidence) -> list[str]:
    return [found.reason for found in one.judge(evidence) if isinstance(found, Doubt)]


@pytest.mark.parametrize(
    ("date", "source", "found"),
    [
        ("Sat, 28 Mar 2026 12:00:00 GMT", "2026-03-28T11:00:00.000Z", []),
        ("Sat, 28 Mar 2026 12:00:00 GMT", "2026-03-28T12:00:00.999Z", []),
        ("Sat, 28 Mar 2026 12:00:00 GMT", "2026-03-28T10:59:59.000Z", []),
        ("Sat, 28 Mar 2026 12:00:00 GMT", "2026-03-28T10:59:58.999Z", ["sourceAsOf is 3,601 seconds before Date"]),
        ("Sat, 28 Mar 2026 12:00:00 GMT", "2026-03-28T12:00:01.001Z", ["is after Date"]),
        ("yesterday", "2020-01-01T00:00:00.000Z", []),
        ("Sat, 28 Mar 2026 12:00:00 GMT", "long ago", []),
    ],
)
def test_data_is_as_fresh_as_promised(date: str, source: str, found: list[str]) -> None:
    shown = exchange({"items": [], "sourceAsOf": source}, headers=(("Date", date),))
    promised = terms(serviceLevels={"replicationSeconds": 3600})
    actual = told(service.the_data_is_as_fresh_as_promised, Transcript(promised, (shown,)))
    assert [part in text for part, text in zip(found, actual, strict=True)] == [True] * len(found)
    assert doubts(service.the_data_is_as_fresh_as_promised, Transcript(terms(), (shown,))) == [
        "the description promises no `serviceLevels.replicationSeconds`"
    ]


@pytest.mark.parametrize(
    ("value", "is_fine"),
    [
        ("0", True),
        ("120", True),
        ("Sat, 28 Mar 2026 12:00:00 GMT", True),
        (None, False),
        ("", False),
        ("-1", False),
        ("1.5", False),
        ("soon", False),
        ("1 s", False),
        ("9999999999", False),
        ("2026-03-28T12:00:00Z", False),
        ("Sat, 28 Mar 2026 12:00:00 +" + "9" * 20, False),
    ],
)
def test_a_refusal_says_when_to_come_back(value: str | None, is_fine: bool) -> None:
    headers = () if value is None else (("retry-after", value),)
    refused = exchange(b"", status=503, headers=headers)
    burst = Burst(terms(), (exchange(b"{}"), refused))
    assert (told(service.a_refusal_under_load_says_when_to_come_back, burst) == []) is is_fine
    assert service.a_refusal_under_load_says_when_to_come_back.count(burst) == 1
    transcript = Transcript(terms(), burst.sent)
    assert (told(service.every_refusal_of_the_run_says_when_to_come_back, transcript) == []) is is_fine
    assert service.every_refusal_of_the_run_says_when_to_come_back.count(transcript) == 1


@pytest.mark.parametrize(
    ("slow", "n", "outcome"),
    [
        (0, 59, "met"),
        (0, 58, "open"),
        (0, 20, "open"),
        (3, 100, "open"),
        (15, 200, "open"),
        (16, 200, "missed"),
        (9, 200, "open"),
        (1, 200, "met"),
    ],
)
def test_answers_in_time_are_met_missed_or_open(slow: int, n: int, outcome: str) -> None:
    timed = tuple(exchange(b"{}", n=k, took=0.9 if k <= slow else 0.1) for k in range(1, n + 1))
    sample = Sample(terms(), timed, 95.0, 500.0)
    judge = service.enough_answers_come_within_the_limit
    assert (len(told(judge, sample)), len(doubts(judge, sample))) == {"met": (0, 0), "missed": (1, 0), "open": (0, 1)}[
        outcome
    ]
    assert len(sample.exchanges) <= 3
    assert (sample.observed.n, sample.observed.slow) == (n, slow)


@pytest.mark.parametrize(("slow", "open_"), [(0, 0), (50, 1)])
def test_a_machine_that_is_too_busy_to_take_the_time_says_so(slow: int, open_: int) -> None:
    timed = tuple(exchange(b"{}", n=k, took=0.9 if k <= slow else 0.1) for k in range(1, 101))
    sample = Sample(terms(), timed, 95.0, 500.0, queue=12.0)
    judge = service.enough_answers_come_within_the_limit
    assert (len(told(judge, sample)), len(doubts(judge, sample))) == (0, open_)


def step(version: int, held: int, status: str, op: str = "upsert") -> Step:
    data = FACTS if op == "upsert" else None
    return Step("record-0001", op, version, held, data, status, exchange(b"{}"))


@pytest.mark.parametrize(
    ("steps", "final", "unpublished", "revived"),
    [
        ([step(1, 0, "applied")], [item(1, version=1)], 0, 0),
        ([step(1, 0, "applied")], [], 1, 0),
        ([step(1, 0, "accepted")], [], 0, 0),
        ([step(1, 0, "applied"), step(2, 1, "applied", "delete")], [tombstone(1, version=2)], 0, 0),
        ([step(1, 0, "applied"), step(2, 1, "applied", "delete")], [item(1, version=1)], 1, 0),
        ([step(2, 0, "applied"), step(1, 2, "stale")], [item(1, version=2)], 0, 0),
        ([step(2, 0, "applied"), step(1, 2, "applied")], [item(1, version=1)], 0, 1),
        ([step(2, 0, "applied"), step(2, 2, "unchanged")], [item(1, version=2)], 0, 0),
        ([step(1, 0, "applied")], [item(1, version=1, data={**FACTS, "name": "x"})], 1, 0),
    ],
)
def test_what_is_applied_is_published_and_what_is_older_is_not(
    steps: list[Step], final: list[Any], unpublished: int, revived: int
) -> None:
    read = Conversation(terms(), tuple(steps), entries(*final), frozenset(), ())
    assert len(told(deliveries.what_was_applied_can_be_read, read)) == unpublished
    assert len(told(deliveries.an_old_state_does_not_come_back, read)) == revived
    unsure = Conversation(terms(), tuple(steps), (), frozenset(("record-0001",)), ())
    assert told(deliveries.what_was_applied_can_be_read, unsure) == []
    assert told(deliveries.an_old_state_does_not_come_back, unsure) == []


NOON = "Sat, 28 Mar 2026 12:00:00 GMT"
ONE = "Sat, 28 Mar 2026 13:00:00 GMT"


@pytest.mark.parametrize(
    ("dates", "flaws"),
    [
        ((NOON,), 0),
        ((ONE,), 0),
        ((ONE, ONE, ONE), 0),
        ((NOON, "Sat, 28 Mar 2026 12:00:05 GMT", "Sat, 28 Mar 2026 11:59:55 GMT"), 0),
        ((NOON, NOON, "Sat, 28 Mar 2026 12:00:07 GMT"), 1),
        ((NOON, NOON, "Sat, 28 Mar 2026 11:59:53 GMT"), 1),
        ((NOON, ONE, NOON, ONE, NOON), 2),
        ((NOON, "2026-03-28 12:00:00"), 1),
        (("",), 1),
        ((None, NOON), 1),
    ],
)
def test_every_answer_is_dated_by_one_clock(dates: tuple[str | None, ...], flaws: int) -> None:
    shown = tuple(exchange({}, headers=() if date is None else (("Date", date),)) for date in dates)
    assert len(told(service.every_answer_has_a_date_of_one_clock, Transcript(terms(), shown))) == flaws


def test_a_slow_answer_is_dated_at_any_moment_of_it() -> None:
    quick = exchange({}, headers=(("Date", NOON),))
    slow = exchange({}, headers=(("Date", "Sat, 28 Mar 2026 12:00:30 GMT"),), took=31.0)
    assert told(service.every_answer_has_a_date_of_one_clock, Transcript(terms(), (quick, quick, slow))) == []
    lost = Transcript(terms(), (exchange(b"", status=0), exchange(b"", status=502)))
    assert service.every_answer_has_a_date_of_one_clock.count(lost) == 0


@pytest.mark.parametrize(
    ("statuses", "promised", "flaws"),
    [
        ((200, 200, 429), 2, 0),
        ((200, 429, 429), 2, 1),
        ((429, 429, 429), 3, 1),
        ((200, 503), 2, 0),
        ((429,), 0, 0),
    ],
)
def test_the_quota_is_served(statuses: tuple[int, ...], promised: int, flaws: int) -> None:
    burst = Burst(terms(), tuple(exchange({}, status=status) for status in statuses), promised)
    assert len(told(service.what_is_promised_is_served, burst)) == flaws
    assert service.what_is_promised_is_served.count(burst) == promised
