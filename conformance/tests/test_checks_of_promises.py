"""Checks of promises and of limits, each on evidence made by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest

from conformance.checks.service import limits, promises
from conformance.evidence import Burst, Introduction, Pledge, Transcript
from conformance.model import allowance
from conformance.standard import spec_folder
from conformance.tests.specimens import exchange, page, terms, told

EXAMPLE = spec_folder() / "examples" / "full-promise" / "valid" / "nightly.json"
WHOLE: dict[str, Any] = json.loads(EXAMPLE.read_text("utf-8"))
LEVELS = {name: WHOLE[name] for name in ("replicationSeconds", "quota", "responseTime")}
HEADERS = (
    ("Date", "Fri, 05 Jun 2026 12:00:00 GMT"),
    ("Content-Type", "application/json"),
    ("Cache-Control", "private, no-store"),
)


@pytest.mark.parametrize(
    ("levels", "flaws"),
    [
        ({}, (0, 0, 0)),
        ({"replicationSeconds": 93_601}, (1, 0, 0)),
        ({"quota": {"requests": 10, "seconds": 60}}, (0, 0, 0)),
        ({"quota": {"requests": 1, "seconds": 6}}, (0, 0, 0)),
        ({"quota": {"requests": 9, "seconds": 60}}, (0, 1, 0)),
        ({"quota": {"requests": 14_400, "seconds": 86_400}}, (0, 0, 0)),
        ({"responseTime": {"percentile": 90, "milliseconds": 30_000}}, (0, 0, 0)),
        ({"responseTime": {"percentile": 89.9, "milliseconds": 1}}, (0, 0, 1)),
        ({"responseTime": {"percentile": 99, "milliseconds": 30_001}}, (0, 0, 1)),
        ({"replicationSeconds": "long", "quota": 7, "responseTime": None}, (0, 0, 0)),
    ],
)
def test_a_promise_keeps_the_bounds_of_the_standard(levels: dict[str, Any], flaws: tuple[int, ...]) -> None:
    made = Introduction(terms(serviceLevels={**LEVELS, **levels}), exchange({}))
    judges = (
        promises.nobody_promises_to_be_later_than_nightly,
        promises.a_quota_lets_a_consumer_through,
        promises.a_promised_time_means_something,
    )
    assert tuple(len(told(judge, made)) for judge in judges) == flaws


def pledge(headers: tuple[tuple[str, str], ...] = HEADERS, status: int = 200, **members: Any) -> Pledge:  # noqa: ANN401
    body = {**WHOLE, **members}
    answer = exchange(body, status=status, headers=headers)
    return Pledge(terms(serviceLevels=LEVELS), answer, body if status == 200 else {})


def test_a_whole_promise_is_fine() -> None:
    judges = [one for one in vars(promises).values() if getattr(one, "evidence", None) is Pledge]
    assert len(judges) == 7
    assert [told(judge, pledge()) for judge in judges] == [[]] * len(judges)


@pytest.mark.parametrize(
    ("members", "judge", "flaws"),
    [
        ({"tier": "gold"}, promises.the_full_promise_can_be_read, 1),
        ({"replicationSeconds": 4500}, promises.the_full_promise_is_that_of_the_description, 1),
        ({"quota": {"requests": 99, "seconds": 60}}, promises.the_full_promise_is_that_of_the_description, 1),
        ({"quota": {"requests": 1000, "seconds": 600}}, promises.the_full_promise_is_that_of_the_description, 0),
        ({"quota": {"requests": 900, "seconds": 60}}, promises.the_full_promise_is_that_of_the_description, 0),
        ({"tier": "hourly"}, promises.a_tier_bounds_the_replication, 1),
        ({"tier": "push", "replicationSeconds": 60}, promises.a_tier_bounds_the_replication, 0),
        ({"load": {"requestsPerSecond": 1.6}}, promises.the_load_can_be_reached, 0),
        ({"load": {"requestsPerSecond": 1.7}}, promises.the_load_can_be_reached, 1),
        ({"effectiveFrom": "2026-06-05T12:00:05.000Z"}, promises.the_promise_is_that_of_today, 0),
        ({"effectiveFrom": "2026-06-06T00:00:00.000Z"}, promises.the_promise_is_that_of_today, 1),
        ({"effectiveUntil": "2026-06-05T11:59:55.000Z"}, promises.the_promise_is_that_of_today, 0),
        ({"effectiveUntil": "2026-06-05T00:00:00.000Z"}, promises.the_promise_is_that_of_today, 1),
        ({"responseTimes": [7, {"percentiles": "all"}]}, promises.a_larger_share_takes_no_less_time, 0),
    ],
)
def test_a_promise_that_is_not_as_it_is_to_be_is_told(members: dict[str, Any], judge: Any, flaws: int) -> None:  # noqa: ANN401
    assert len(told(judge, pledge(**members))) == flaws


@pytest.mark.parametrize(
    ("steps", "flaws"),
    [
        ([(50, 100), (99, 100)], 0),
        ([(99, 300), (50, 100)], 0),
        ([(50, 100), (50, 90)], 0),
        ([(50, 100), (99, 99)], 1),
        ([(99, 300), (50, 900), (99.9, 1000)], 1),
    ],
)
def test_percentiles_are_in_order(steps: list[tuple[float, int]], flaws: int) -> None:
    listed = [{"percentile": share, "milliseconds": time} for share, time in steps]
    made = pledge(responseTimes=[{"operation": "listChanges", "percentiles": listed}])
    assert len(told(promises.a_larger_share_takes_no_less_time, made)) == flaws


def test_a_promise_that_is_not_there_breaks_one_thing_and_hides_the_rest() -> None:
    gone = pledge(status=404)
    assert told(promises.the_full_promise_can_be_read, gone) == ["status 404"]
    assert promises.nobody_may_keep_a_promise.count(gone) == 0
    kept = pledge(headers=(*HEADERS[:2], ("Cache-Control", "public")))
    assert told(promises.nobody_may_keep_a_promise, kept) == ["public"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('"default";q=100;w=60', {'"default"': {"q": 100, "w": 60}}),
        ('"a";q=1;w=2, "b";q=3', {'"a"': {"q": 1, "w": 2}, '"b"': {"q": 3}}),
        ('day ;q=9;qu="requests, all"; pk=:AAEC: , "x, y";r=0', {"day": {"q": 9}, '"x, y"': {"r": 0}}),
        ('"a";q=1.5;r=-1;on', {'"a"': {}}),
        ("{}", None),
        ('{"r": 4}', None),
        ("100", None),
        ('"open', None),
        ("", None),
        (None, None),
    ],
)
def test_an_allowance_is_read(text: str | None, read: allowance.Policies | None) -> None:
    assert allowance.read(text) == read


@pytest.mark.parametrize(
    ("policy", "left", "flaws"),
    [
        ('"default";q=100;w=60', '"default";r=42;t=12', (0, 0, 0)),
        ('"default";q=100;w=60, day;q=9;w=9', 'day;r=9, "default";r=0', (0, 0, 0)),
        ('"default";q=100;w=60', '"default";r=101;t=12', (0, 0, 1)),
        ('"default";q=100;w=60', '"default";r=1;t=61', (0, 0, 1)),
        ('"default";q=50;w=60', '"default";r=1', (0, 1, 0)),
        ('"default";q=100;w=60', '"other";r=1000', (0, 0, 0)),
        ('"default";q=100;w=60', "42", (1, 0, 0)),
        ('"default"', '"default";r=1', (1, 1, 0)),
        ("", "", (1, 0, 0)),
    ],
)
def test_a_limit_is_told_and_is_the_quota(policy: str, left: str, flaws: tuple[int, int, int]) -> None:
    headers = (*HEADERS, ("RateLimit-Policy", policy), ("RateLimit", left))
    shown = exchange(json.loads(page().exchange.body), headers=headers)
    transcript = Transcript(terms(), (shown, shown))
    assert len(told(limits.every_page_tells_how_much_is_left, transcript)) == flaws[0]
    assert len(told(limits.the_quota_is_one_of_the_policies, pledge(headers))) == flaws[1]
    assert len(told(limits.what_is_left_is_a_part_of_the_whole, transcript)) == flaws[2]


@pytest.mark.parametrize(
    ("left", "counted", "flaws"),
    [
        ('"default";r=0;t=3', 1, 0),
        ('"default";r=40, "burst";r=0', 1, 0),
        ('"default";r=40', 1, 1),
        ('"default";t=3', 1, 0),
        ("none", 1, 0),
        ("{}", 0, 0),
    ],
)
def test_a_refusal_has_nothing_left(left: str, counted: int, flaws: int) -> None:
    refused = exchange(b"", status=429, headers=(("RateLimit", left),))
    burst = Burst(terms(), (exchange({}), refused, exchange(b"", status=503, headers=(("RateLimit", '"x";r=4'),))))
    assert limits.a_refusal_tells_of_nothing_left.count(burst) == counted
    assert len(told(limits.a_refusal_tells_of_nothing_left, burst)) == flaws
