"""No path leads to exit 0 without a passed verdict."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from conformance.model.report import Exit, exit_code
from conformance.model.verdict import WORST_FIRST, Outcome, Verdict
from conformance.tests.specimens import requirement, verdict

FLAGS = (False, True)
KINDS = tuple(Verdict(requirement(), outcome, required=required) for outcome in Outcome for required in FLAGS)


def expected(kinds: tuple[Verdict, ...], complete: bool, interrupted: bool, strict: bool) -> Exit:
    """Section 5 of the design, read a second time: as a table of ranks."""
    undecided = {Outcome.UNSEEN, Outcome.INCONCLUSIVE}
    seen = {kind.outcome for kind in kinds}
    if seen & {Outcome.FAILED}:
        return Exit.DOES_NOT_CONFORM
    if seen & {Outcome.ERRORED}:
        return Exit.SUITE_BROKE
    is_open = any(
        (kind.outcome in undecided and kind.required) or (strict and kind.outcome is Outcome.INCONCLUSIVE)
        for kind in kinds
    )
    rest = Exit.CONFORMS if seen & {Outcome.PASSED} else Exit.NOTHING_JUDGED
    code = rest if complete and not is_open else Exit.COULD_NOT_JUDGE
    return Exit.INTERRUPTED if interrupted else code


def test_every_set_of_up_to_three_verdicts_gives_the_code_of_the_design() -> None:
    for size in range(4):
        for kinds in product(KINDS, repeat=size):
            for complete, interrupted, strict in product(FLAGS, repeat=3):
                code = exit_code(kinds, complete, interrupted, strict)
                assert code is expected(kinds, complete, interrupted, strict)


@given(st.lists(st.sampled_from(KINDS)), st.booleans(), st.booleans(), st.booleans())
def test_exit_0_takes_a_pass_and_nothing_against_it(
    kinds: list[Verdict], complete: bool, interrupted: bool, strict: bool
) -> None:
    code = exit_code(kinds, complete, interrupted, strict)
    outcomes = {kind.outcome for kind in kinds}
    if code is Exit.CONFORMS:
        assert Outcome.PASSED in outcomes
        assert not outcomes & {Outcome.FAILED, Outcome.ERRORED}
        assert complete
        assert not interrupted
    assert code is not Exit.USAGE


@given(st.lists(st.sampled_from(KINDS)), st.sampled_from(KINDS), st.booleans(), st.booleans())
def test_a_failure_is_never_outweighed(kinds: list[Verdict], more: Verdict, complete: bool, interrupted: bool) -> None:
    failed = [*kinds, verdict(Outcome.FAILED)]
    assert exit_code(failed, complete, interrupted) is Exit.DOES_NOT_CONFORM
    assert exit_code([more, *failed], complete, interrupted) is Exit.DOES_NOT_CONFORM


@given(st.lists(st.sampled_from(KINDS)), st.booleans())
def test_an_interruption_replaces_only_what_is_not_decided(kinds: list[Verdict], complete: bool) -> None:
    before, after = exit_code(kinds, complete), exit_code(kinds, complete, interrupted=True)
    replaced = {Exit.CONFORMS, Exit.COULD_NOT_JUDGE, Exit.NOTHING_JUDGED}
    assert after is (Exit.INTERRUPTED if before in replaced else before)


def test_the_verdicts_are_read_once() -> None:
    assert exit_code(iter([verdict(Outcome.PASSED), verdict(Outcome.UNSEEN, required=True)]), complete=True) is (
        Exit.COULD_NOT_JUDGE
    )


def test_every_outcome_of_a_check_has_its_rank() -> None:
    given_by_the_plan = {Outcome.DECLARED, Outcome.EXCLUDED, Outcome.WAIVED}
    assert set(WORST_FIRST) == set(Outcome) - given_by_the_plan


def test_a_failure_that_another_explains_is_not_one_of_its_own() -> None:
    assert verdict(Outcome.FAILED).breaks
    assert verdict(Outcome.WARNED).breaks
    assert not verdict(Outcome.FAILED, because="changes.window-excludes-end").breaks
    assert not verdict(Outcome.ERRORED).breaks
