"""`report.json` and `junit.xml`."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase

import conformance.report.document as writer
from conformance.model.report import Report
from conformance.model.verdict import Observed, Outcome, Verdict
from conformance.report import document, junit
from conformance.tests.specimens import exchange, finding, report, verdict
from conformance.tests.test_text import HOSTILE, LETTERS

SCHEMA = Draft202012Validator(yaml.safe_load(Path(writer.__file__).with_name("report.schema.yaml").read_text("utf-8")))
TEXTS = st.text(LETTERS, max_size=20)
IDS = st.integers(1, 9).map(lambda n: f"changes.rule-{'abcdefghij'[n]}")


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Reports with any mixture of verdicts, in which every text is hostile."""
    verdicts = []
    for name in draw(st.lists(IDS, unique=True, max_size=5)):
        text = draw(TEXTS)
        shown = exchange(text.encode("utf-8", "replace"), url=f"https://planning.example/{text}", trouble=text)
        outcome = draw(st.sampled_from(Outcome))
        broken = outcome in (Outcome.FAILED, Outcome.WARNED)
        findings = (finding(text, text, shown),) * draw(st.integers(1, 20)) if broken else ()
        more: dict[str, Any] = {"reason": text, "findings": findings, "inputs": text}
        more |= {"seen": draw(st.integers(0, 4)), "of": draw(st.integers(0, 4)), "required": draw(st.booleans())}
        more |= {"observed": draw(st.sampled_from((None, Observed(9, 1, 95.0, 500.0, 0.1, 0.2))))}
        verdicts.append(verdict(outcome, name, **more))
    left = tuple(draw(st.lists(TEXTS, max_size=2)))
    return report(*verdicts, trouble=draw(TEXTS), interrupted=draw(st.booleans()), left=left)


@settings(max_examples=60)
@given(reports())
def test_every_report_is_as_its_schema_has_it(one: Report) -> None:
    written = document.document(one)
    assert [error.message for error in SCHEMA.iter_errors(json.loads(json.dumps(written)))] == []
    assert written["exitCode"] == one.exit_code
    assert [row["id"] for row in written["requirements"]] == [each.requirement.id for each in one.verdicts]
    assert json.dumps(written, ensure_ascii=False).encode("utf-8")


@settings(max_examples=60)
@given(reports())
def test_every_report_is_junit_with_one_case_for_each_requirement(one: Report) -> None:
    (suite,) = JUnitXml.fromstring(junit.render(one))
    cases = [case for case in suite if isinstance(case, TestCase)]
    names = [(case.classname, case.name) for case in cases]
    judged = [(f"conformance.{each.requirement.chapter}", each.requirement.id) for each in one.verdicts]
    assert names == (judged or [("conformance", "preflight")])
    assert len(set(names)) == len(names)
    kinds = [type(result) for case in cases for result in case.result]
    assert kinds.count(Failure) == suite.failures == sum(each.outcome is Outcome.FAILED for each in one.verdicts)
    assert kinds.count(Error) == suite.errors
    assert kinds.count(Skipped) == suite.skipped
    assert all(len(case.result) <= 1 for case in cases)


def case_of(one: Verdict) -> TestCase:
    (suite,) = JUnitXml.fromstring(junit.render(report(one)))
    (case,) = (case for case in suite if isinstance(case, TestCase))
    return case


def test_a_failure_is_a_real_one_with_everything_in_it() -> None:
    one = verdict(Outcome.FAILED, findings=(finding("this", "that", exchange(b"{}")),))
    (failure,) = case_of(one).result
    assert isinstance(failure, Failure)
    assert (failure.message, failure.type) == ("that; expected this", one.requirement.id)
    for part in (
        "A publisher MUST do it.",
        "expected: this",
        "request: curl -sS",
        "means: Because.",
        "fix: Like this.",
    ):
        assert part in str(failure.text)


@pytest.mark.parametrize(
    ("outcome", "required", "kind"),
    [
        (Outcome.PASSED, False, None),
        (Outcome.WARNED, False, None),
        (Outcome.FAILED, False, Failure),
        (Outcome.ERRORED, False, Error),
        (Outcome.UNSEEN, True, Error),
        (Outcome.UNSEEN, False, Skipped),
        (Outcome.INCONCLUSIVE, False, Skipped),
        (Outcome.DECLARED, False, Skipped),
        (Outcome.EXCLUDED, False, Skipped),
    ],
)
def test_an_outcome_has_its_kind(outcome: Outcome, required: bool, kind: type | None) -> None:
    results = case_of(verdict(outcome, required=required)).result
    assert [type(result) for result in results] == ([kind] if kind else [])


def test_a_warning_is_told_though_it_is_no_failure() -> None:
    assert "expected: this" in str(case_of(verdict(Outcome.WARNED)).system_out)


def test_a_failure_that_another_explains_names_it() -> None:
    (failure,) = case_of(verdict(Outcome.FAILED, because="changes.walk-ends")).result
    assert failure.message == "because of changes.walk-ends"


@pytest.mark.parametrize("reason", [" ", "\n", "\x85", "one\x85two", HOSTILE])
def test_a_reason_of_odd_letters_does_not_break_it(reason: str) -> None:
    (skipped,) = case_of(verdict(Outcome.UNSEEN, reason=reason)).result
    assert isinstance(skipped, Skipped)


def test_a_body_is_kept_once_and_only_where_a_finding_shows_it(tmp_path: Path) -> None:
    shown, other, empty = exchange(b"shown", n=1), exchange(b"other", n=2), exchange(b"", n=3)
    broken = verdict(Outcome.FAILED, findings=(finding("a", "b", shown, empty),))
    path = document.save(report(broken, exchanges=(shown, other, empty)), tmp_path / "deep")
    kept = {file.name: file.read_bytes() for file in (tmp_path / "deep" / "bodies").iterdir()}
    assert kept == {hashlib.sha256(b"shown").hexdigest(): b"shown"}
    references = [row["bodyRef"] for row in json.loads(path.read_bytes())["exchanges"]]
    assert references == [f"bodies/{next(iter(kept))}", None, None]


@settings(max_examples=30)
@given(one=reports())
def test_what_is_saved_is_what_was_made(one: Report, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("report")
    assert json.loads(document.save(one, folder).read_bytes()) == json.loads(json.dumps(document.document(one)))
    assert junit.save(one, folder).read_bytes() == junit.render(one)


@pytest.mark.parametrize("text", [HOSTILE, "\ud800", "half \udc80"])
def test_half_a_letter_does_not_keep_a_report_from_being_written(text: str, tmp_path: Path) -> None:
    one = report(verdict(Outcome.UNSEEN, required=True, reason=text), trouble=text)
    assert json.loads(document.save(one, tmp_path).read_bytes())["exitCode"] == 3
    assert JUnitXml.fromstring(junit.save(one, tmp_path).read_bytes()).errors == 1


def test_of_many_findings_alike_the_first_ten_tell_it_all() -> None:
    row = document.document(report(verdict(Outcome.FAILED, findings=(finding(),) * 50)))["requirements"][0]
    assert len(row["findings"]) == writer.MOST_FINDINGS
