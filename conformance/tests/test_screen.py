"""Asks once, lets many judge, and looks for the smallest question: with small probes and checks of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import strategies as st

from conformance.check import Check, check
from conformance.client import BudgetSpent, Client, Refused
from conformance.evidence import Evidence
from conformance.model.exchange import Exchange
from conformance.model.finding import Doubt, Findings
from conformance.model.verdict import Outcome, Verdict
from conformance.probes import Calendar, NotThere, Probe, Tail, Unanswered, Visit
from conformance.runner.conclude import NOT_REACHED, conclude
from conformance.runner.screen import ASK_AGAIN, Screen
from conformance.runner.tally import Tally
from conformance.target import Depth, Target
from conformance.tests.miniatures import SetClock
from conformance.tests.specimens import BASE, exchange, standard, terms
from conformance.tests.test_conclude import planned

ID = "changes.window-excludes-end"


@dataclass(frozen=True, slots=True)
class Number(Evidence):
    """A number that was asked for."""

    value: int

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """One."""
        return (exchange(n=self.value + 1),)

    @property
    def size(self) -> tuple[int, ...]:
        """Small numbers are easy to read."""
        return (self.value,)

    @property
    def large(self) -> tuple[int, ...]:
        """The number, if it is large."""
        return (self.value,) if self.value > 100 else ()


def ask(visit: Visit, value: int) -> Number:
    return Number(visit.terms, value)


def judging(judge: Callable[[Number], Findings], over: str = "") -> Tally:
    def named(number: Number) -> Findings:
        yield from judge(number)

    return Tally(check(ID, over=over, unseen="no number was large")(named))


def above(limit: int) -> Callable[[Number], Findings]:
    def judge(number: Number) -> Findings:
        if number.value > limit:
            yield number.breach(f"at most {limit}", f"{number.value}")

    return judge


def a_visit(depth: Depth = Depth.DEFAULT) -> Visit:
    target = Target(BASE, depth=depth, seed=3)
    client, calendar = Client(target, SetClock()), Calendar(None)
    client.close()
    return Visit(client, target, terms(), calendar, Tail(client, calendar, 100))


def screened(
    *tallies: Tally,
    ask: Callable[[Visit, Any], Any] = ask,
    telling: tuple[int, ...] = (),
    repeats: bool = True,
    questions: Callable[[Visit], Any] = lambda _: None,
) -> Screen:
    screen = Screen(a_visit(), Probe(Number, ask, lambda _: telling, questions, repeats=repeats), tallies)
    screen.run()
    return screen


def concluded(*tallies: Tally, trouble: str = "") -> Verdict:
    """The verdict on the one requirement that some tallies are about."""
    plan = planned(*(tally.check for tally in tallies))
    return conclude(plan, tallies, trouble)[0]


def test_every_check_sees_every_answer_and_the_smallest_evidence_is_kept() -> None:
    some, all_of_them, none = judging(above(10)), judging(above(-1)), judging(above(999))
    screened(some, all_of_them, none, telling=(50, 5, 20, 99))
    assert (some.question, some.findings[0].actual, some.exposure) == (20, "20", 4)
    assert (all_of_them.question, none.is_broken) == (5, False)
    assert concluded(some).outcome is Outcome.FAILED
    assert concluded(some).inputs == "20"
    assert concluded(none).outcome is Outcome.PASSED


def test_a_drawn_question_that_breaks_is_made_smaller() -> None:
    tally = judging(above(137))
    screened(tally, telling=(1,), questions=lambda _: st.integers(0, 100_000))
    assert tally.drawn
    assert (tally.question, tally.findings[0].actual) == (138, "138")


def test_the_smallest_of_what_was_told_is_not_lost_to_chance() -> None:
    tally = judging(above(5))
    screened(tally, telling=(6,), questions=lambda _: st.integers(1000, 2000))
    assert (tally.question, tally.drawn) == (6, False)


@pytest.mark.parametrize(("every", "seen"), [(1, 4), (2, 2), (99, 1)])
def test_what_broke_is_asked_again_three_times(every: int, seen: int) -> None:
    tries: list[int] = []

    def moody(visit: Visit, value: int) -> Number:
        tries.append(value)
        return Number(visit.terms, value if len(tries) % every == 1 % every else 0)

    tally = judging(above(5))
    screened(tally, ask=moody, telling=(7,))
    assert (tally.seen, tally.of, tries) == (seen, 1 + ASK_AGAIN, [7] * 4)
    assert (concluded(tally).seen, concluded(tally).of) == (seen, 4)


def test_what_cannot_be_asked_again_is_not() -> None:
    tally = judging(above(5))
    screened(tally, telling=(7,), repeats=False)
    assert (tally.seen, tally.of) == (0, 0)


def test_a_check_that_raises_is_our_fault_and_no_finding() -> None:
    def raises(number: Number) -> Findings:
        yield number.breach("a", "b")
        raise ZeroDivisionError("in a check")

    broken, fine = judging(raises), judging(above(999))
    screened(broken, fine, telling=(1, 2))
    assert concluded(broken).outcome is Outcome.ERRORED
    assert "ZeroDivisionError: in a check" in concluded(broken).reason
    assert concluded(broken).findings == ()
    assert (concluded(fine).outcome, fine.exposure) == (Outcome.PASSED, 2)


@pytest.mark.parametrize("where", ["ask", "telling", "questions", "prepare"])
def test_a_probe_that_raises_is_our_fault_and_no_finding(where: str) -> None:
    def raises(*_: object) -> Any:  # noqa: ANN401 - whatever a probe returns
        raise ZeroDivisionError("in a probe")

    options: dict[str, Any] = {"ask": ask, "telling": lambda _: (1,), where: raises}
    tally = judging(above(999))
    screen = Screen(a_visit(), Probe(Number, **options), (tally,))
    screen.ripen()
    screen.run()
    assert concluded(tally).outcome is Outcome.ERRORED
    assert "ZeroDivisionError: in a probe" in concluded(tally).reason


def test_evidence_that_got_lost_is_required_and_unseen() -> None:
    def lose(_: Visit, value: int) -> Number:
        raise Unanswered(f"the answer to {value} got lost")

    tally = judging(above(5))
    screened(tally, ask=lose, telling=(7, 8))
    verdict = concluded(tally)
    assert (verdict.outcome, verdict.reason, verdict.required) == (Outcome.UNSEEN, "the answer to 8 got lost", True)


def test_evidence_that_got_lost_behind_a_check_that_had_none_is_required_all_the_same() -> None:
    absent, lost = judging(above(5), over="large"), judging(above(5))
    lost.lost = "the answer got lost"
    verdict = concluded(absent, lost)
    assert (verdict.outcome, verdict.reason, verdict.required) == (Outcome.UNSEEN, "the answer got lost", True)


def test_evidence_that_is_not_there_to_be_had_is_unseen_and_nothing_is_missing() -> None:
    def is_absent(_: Visit, value: int) -> Number:
        raise NotThere(f"there is no {value}")

    tally = judging(above(5))
    screened(tally, ask=is_absent, telling=(7,))
    assert (concluded(tally).outcome, concluded(tally).reason) == (Outcome.UNSEEN, "there is no 7")
    assert not concluded(tally).required


def test_nothing_to_judge_is_unseen_and_says_what_there_would_have_to_be() -> None:
    tally = judging(above(5), over="large")
    screened(tally, telling=(1, 2))
    assert (concluded(tally).outcome, concluded(tally).reason) == (Outcome.UNSEEN, "no number was large")
    assert concluded(Tally(Check(ID, Number, above(5)))).reason == NOT_REACHED
    assert concluded(tally, trouble="the budget is spent").required


def test_a_doubt_is_inconclusive_until_something_breaks() -> None:
    def wonder(number: Number) -> Findings:
        if number.value > 5:
            yield number.breach("a", "b")
        yield Doubt("too few")

    tally = judging(wonder)
    screened(tally, telling=(1,))
    assert (concluded(tally).outcome, concluded(tally).reason) == (Outcome.INCONCLUSIVE, "too few")
    screened(tally, telling=(9,))
    assert concluded(tally).outcome is Outcome.FAILED


@pytest.mark.parametrize("end", [BudgetSpent, Refused("429")])
def test_the_end_of_a_run_is_let_through_and_loses_nothing(end: Any) -> None:  # noqa: ANN401 - a class or an instance
    def spend(visit: Visit, value: int) -> Number:
        if value == 9:
            raise end
        return ask(visit, value)

    tally = judging(above(5))
    screen = Screen(a_visit(), Probe(Number, spend, lambda _: (7, 9, 6)), (tally,))
    with pytest.raises((BudgetSpent, Refused)):
        screen.run()
    assert (tally.question, tally.exposure) == (7, 1)
    assert concluded(tally, trouble="it ended").outcome is Outcome.FAILED


def test_what_ripens_is_asked_first() -> None:
    asked: list[int] = []

    def note(visit: Visit, value: int) -> Number:
        asked.append(value)
        return ask(visit, value)

    screen = Screen(a_visit(), Probe(Number, note, lambda _: (2, 3), prepare=lambda _: (1,)), (judging(above(99)),))
    screen.ripen()
    screen.run()
    assert asked == [1, 2, 3]


def test_a_smoke_test_asks_little_and_draws_nothing() -> None:
    def many(_: Visit) -> Iterator[int]:
        yield from range(1000)

    tally = judging(above(9999))
    Screen(a_visit(Depth.SMOKE), Probe(Number, ask, many, lambda _: st.integers(), smoke=3), (tally,)).run()
    assert tally.exposure == 3


def test_the_first_finding_is_counted_in_requests() -> None:
    tally = judging(above(10))
    screened(tally, telling=(50, 20))
    assert concluded(tally).first == 51
    assert concluded(tally).requirement is standard().requirements[ID]
