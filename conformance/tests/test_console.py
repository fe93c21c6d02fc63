"""What a person reads in a log, and the one sentence at its end."""

from __future__ import annotations

import shlex
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.cli.run import command
from conformance.model.report import Exit, Report
from conformance.model.requirement import Level, Requirement
from conformance.model.verdict import Observed, Outcome, Verdict
from conformance.report.console import render
from conformance.report.sentence import MOST_NAMED, sentence
from conformance.tests.specimens import exchange, finding, report, requirement, verdict
from conformance.tests.test_text import HOSTILE, LETTERS

LONG = "many words " * 200
ID = "changes.window-excludes-end"
OTHER = "changes.windows-join"
NO_CLASS = "the class download is not claimed"


def blocks(text: str) -> list[list[str]]:
    """What is printed of each failure."""
    return [part.splitlines() for part in text.split("\n\n") if part.startswith(("FAIL", "WARN", "BROKE"))]


def worst_case(outcome: Outcome) -> Verdict:
    """A failure of which everything is long."""
    wordy = Requirement(ID, LONG, f"A publisher MUST {LONG}", Level.MUST, ("core",), LONG, LONG, LONG)
    shown = exchange(b"x" * 100, url=f"https://planning.example/{'a' * 300}?x=it's")
    return Verdict(wordy, outcome, reason=LONG, findings=(finding(LONG, LONG, shown),) * 5, seen=3, of=4)


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.WARNED, Outcome.ERRORED])
def test_a_failure_takes_at_most_sixteen_lines(outcome: Outcome) -> None:
    folded = verdict(Outcome.FAILED, OTHER, because=ID)
    (block,) = blocks(render(report(worst_case(outcome), folded)))
    assert len(block) <= 16
    assert f"{ID}  (core)" in block[0]


def test_a_failure_tells_everything_that_is_needed() -> None:
    shown = exchange(b"{}", took=0.5)
    broken = verdict(Outcome.FAILED, findings=(finding("this", "that", shown),) * 3, seen=2, of=4)
    text = render(report(broken, verdict(Outcome.FAILED, OTHER, because=ID)))
    (block,) = blocks(text)
    assert block == [
        f"FAIL  {ID}  (core)  2 of 4 tries, 2 more like it",
        "  sentence  A publisher MUST do it.",
        "  expected  this",
        "  actual    that",
        "  means     Because.",
        "  fix       Like this.",
        f"  request   {shown.curl}",
        "  answer    200 in 500 ms, 2 bytes application/json",
        f"  rule      https://open-planning-exchange.example/standard/changes/#{ID}, or: conformance explain {ID}",
        "  replay    conformance --base-url https://planning.example/v0/public --seed 5",
        f"  folded    {OTHER} failed because of this",
    ]
    assert text.count(OTHER) == 1


def test_the_replay_is_a_command_that_asks_the_same_however_long_the_address() -> None:
    base = f"https://planning.example/{'deep/' * 30}it's/v0/public"
    run = replace(report().run, base_url=base, mode="sandbox", level="full", profile="register")
    lines = render(report(verdict(Outcome.FAILED), run=run)).splitlines()
    words = shlex.split(next(line for line in lines if line.startswith("  replay")))[2:]
    asked = command.make_context("run", words).params
    assert (asked["base_url"], asked["seed"]) == (base, 5)
    assert (asked["mode"], asked["level"], asked["profile"]) == ("sandbox", "full", "register")


@given(st.text(LETTERS, max_size=60))
def test_no_character_that_steers_a_terminal_gets_through(text: str) -> None:
    hostile = text + HOSTILE
    shown = exchange(b"", url=f"https://planning.example/{hostile}", headers=(("Content-Type", hostile),))
    broken = verdict(Outcome.FAILED, findings=(finding(hostile, hostile, shown),))
    lines = render(report(broken, verdict(Outcome.UNSEEN, OTHER, reason=hostile), trouble=hostile))
    categories = {unicodedata.category(letter) for letter in lines.replace("\n", "").replace("\t", "")}
    assert not categories & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def test_a_crash_of_the_suite_shows_its_last_line() -> None:
    crash = "Traceback (most recent call last):\n  File x\nZeroDivisionError: in a check\n"
    (block,) = blocks(render(report(verdict(Outcome.ERRORED, reason=crash))))
    assert block[-1] == "  broke     ZeroDivisionError: in a check"


def test_what_was_not_seen_and_how_fast_it_was_stands_before_the_end() -> None:
    seen = Observed(100, 3, 95, 500, 0.01, 0.08)
    lines = render(report(verdict(Outcome.UNSEEN), verdict(Outcome.PASSED, OTHER, observed=seen))).splitlines()
    assert f"  not seen  {ID}: the reason" in lines
    assert "  speed     97 of 100 answers within 500 ms; promised are 95 per cent" in lines
    assert "  outcomes  1 passed, 1 unseen" in lines
    assert lines[-1].startswith("conforms to core 0.1, read-only: 1 of 2 seen; not seen: ")


def ends(*verdicts: Verdict, **members: object) -> tuple[Exit, str]:
    one: Report = report(*verdicts, **members)
    return one.exit_code, sentence(one)


PASSED = verdict(Outcome.PASSED, OTHER)


@pytest.mark.parametrize(
    ("verdicts", "members", "code", "words"),
    [
        ([PASSED], {}, 0, "conforms to core 0.1, read-only: 1 of 1 seen"),
        (
            [PASSED, verdict(Outcome.UNSEEN)],
            {},
            0,
            f"conforms to core 0.1, read-only: 1 of 2 seen; not seen: {ID}",
        ),
        (
            [PASSED, verdict(Outcome.INCONCLUSIVE)],
            {},
            0,
            f"conforms to core 0.1, read-only: 1 of 2 seen; not seen: {ID}",
        ),
        (
            [PASSED, verdict(Outcome.WARNED)],
            {},
            0,
            f"conforms to core 0.1, read-only: 2 of 2 seen; warned: {ID}",
        ),
        (
            [PASSED, verdict(Outcome.EXCLUDED)],
            {},
            0,
            f"conforms to core 0.1, read-only: 1 of 2 seen; left out by mode or level: {ID}",
        ),
        ([verdict(Outcome.FAILED)], {}, 1, f"does not conform to core 0.1, read-only: 1 requirement failed: {ID}"),
        (
            [verdict(Outcome.FAILED), verdict(Outcome.FAILED, OTHER, because=ID)],
            {},
            1,
            f"does not conform to core 0.1, read-only: 1 requirement failed: {ID} (1 more because of them)",
        ),
        (
            [PASSED, verdict(Outcome.UNSEEN, required=True, reason="it hung up")],
            {},
            3,
            f"could not judge core 0.1, read-only: it hung up; undecided: {ID}",
        ),
        (
            [PASSED],
            {"trouble": "the budget is spent"},
            3,
            "could not judge core 0.1, read-only: the budget is spent; undecided: nothing",
        ),
        (
            [PASSED, verdict(Outcome.INCONCLUSIVE, reason="too few answers")],
            {"strict": True},
            3,
            f"could not judge core 0.1, read-only: too few answers; undecided: {ID}",
        ),
        (
            [PASSED, verdict(Outcome.ERRORED)],
            {},
            4,
            f"the suite itself broke while it judged {ID}: this is our fault, not the endpoint's",
        ),
        (
            [verdict(Outcome.UNSEEN)],
            {},
            5,
            f"nothing was judged: 0 of 1 seen; not seen: {ID}; nothing judged of: core",
        ),
        ([], {}, 5, "nothing was judged: 0 of 0 seen; nothing judged of: core"),
        ([], {"trouble": "nobody is there"}, 3, "could not judge: nobody is there"),
        ([PASSED], {"interrupted": True}, 130, "interrupted: this report is partial; 1 of 1 seen"),
    ],
)
def test_a_run_ends_with_one_sentence(
    verdicts: list[Verdict], members: dict[str, object], code: int, words: str
) -> None:
    assert ends(*verdicts, **members) == (code, words)


def test_a_class_of_which_nothing_was_seen_gets_no_word_for_it() -> None:
    run = replace(report().run, classes=("core", "snapshot"))
    assert ends(PASSED, run=run)[1] == "conforms to core 0.1, read-only: 1 of 1 seen; nothing judged of: snapshot"


def test_one_reason_for_many_is_told_once() -> None:
    many = [verdict(Outcome.UNSEEN, f"changes.rule-{'x' * n}", reason="the feed is empty") for n in range(1, 6)]
    told = render(report(PASSED, *many))
    assert told.count("the feed is empty") == 1
    assert "changes.rule-x, changes.rule-xx, changes.rule-xxx and 2 more" in " ".join(told.split())


def test_a_run_says_where_all_of_it_stands() -> None:
    assert (
        "  report    .conformance/report.json" in render(report(PASSED), Path(".conformance/report.json")).splitlines()
    )


def test_a_sentence_names_some_and_counts_the_rest() -> None:
    many = [verdict(Outcome.FAILED, f"changes.rule-{'x' * n}") for n in range(1, MOST_NAMED + 4)]
    _, words = ends(*many)
    assert f"{len(many)} requirements failed" in words
    assert words.endswith(" and 3 more")


@given(st.lists(st.builds(verdict, st.sampled_from(Outcome), required=st.booleans()), max_size=5), st.booleans())
def test_every_report_has_a_sentence_that_says_what_its_exit_code_says(verdicts: list[Verdict], strict: bool) -> None:
    code, words = ends(*verdicts, strict=strict)
    beginnings = {
        0: "conforms to",
        1: "does not conform",
        3: "could not judge",
        4: "the suite itself",
        5: "nothing was",
    }
    assert words.startswith(beginnings[code])
    assert "\n" not in words


def test_a_requirement_of_the_specimens_has_all_its_parts() -> None:
    assert all((requirement().why, requirement().right, requirement().failing))
