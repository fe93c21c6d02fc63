"""Each rule for writing the standard: one fault is planted in a copy, and named with file and line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import conformance.untested as reasons
from conformance.check import Check
from conformance.checks import ALL
from conformance.evidence import Walk
from conformance.lint import Complaint, lint, traces
from conformance.model.finding import Findings

WIDE = "national public consultee partner personal"
SENTENCE = "An endpoint MUST answer 400, 409, 410 and 422 with a problem document"
RULE = "errors.refusal-has-registered-type"


def plant(spec: Path, file: str, old: str, new: str) -> tuple[tuple[Complaint, ...], int]:
    """What is complained about with a fault in one file, and the line where it stands."""
    text = (spec / file).read_text("utf-8")
    assert old in text, f"{file} has no {old!r}: plant the fault elsewhere"
    planted = text.replace(old, new, 1)
    (spec / file).write_text(planted, "utf-8")
    changed = zip(text.splitlines(), planted.splitlines(), strict=False)
    return lint(spec), next((n for n, (one, other) in enumerate(changed, 1) if one != other), 1)


def named(complaints: tuple[Complaint, ...], spec: Path, file: str, line: int, message: str) -> bool:
    return any(
        complaint.path == spec / file and complaint.line == line and message in complaint.message
        for complaint in complaints
    )


def test_the_standard_itself_gives_no_cause_for_complaint() -> None:
    assert lint() == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("chapters/errors.md", "## Refusals", "An endpoint must refuse.", "'must' in small letters binds nobody"),
        ("chapters/errors.md", "## Refusals", "One should look.", "'should' in small letters binds nobody"),
        ("chapters/errors.md", "## Refusals", "An endpoint MUST refuse.", "MUST stands outside the sentence"),
        ("chapters/errors.md", "**Why.** A program", "**Why.** A program MAY", "MAY stands outside the sentence"),
        (
            "chapters/errors.md",
            f"### A refusal has a registered type {{#{RULE} .core}}",
            "### A refusal",
            "a requirement's heading reads",
        ),
        (
            "chapters/errors.md",
            f"{{#{RULE} .core}}",
            f"{{#records.{RULE[7:]} .core}}",
            "begins with another chapter's name",
        ),
        ("chapters/errors.md", f"{{#{RULE} .core}}", f"{{#{RULE} .cor}}", "there is no class cor"),
        ("codelists/environment.csv", ",active,", ",live,", "the status is one of active, proposed, retired"),
        ("codelists/environment.csv", '"this standard, CC BY 4.0"', "", "the source is empty"),
        ("codelists/environment.csv", "2026-11-23", "23/11/2026", "entry-date is a day"),
        ("codelists/environment.csv", "2026-11-23,", "2026-11-23,soon", "end-date is a day"),
        ("codelists/environment.csv", "\nsandbox,", "\nlive,", "the code live stands twice"),
        ("codelists/environment.csv", "live,Live", "live", "this row has not as many cells as the first"),
        ("crosswalk/site.csv", "name,", "nickname,", "schemas/site.yaml has no field nickname"),
        ("crosswalk/site.csv", f"same,,{WIDE}", "same,,public", "sees it in every wider view"),
        (
            "schemas/decision.yaml",
            "What was decided, in the words",
            "What must be shown, in the words",
            "what binds stands in a chapter",
        ),
    ],
)
def test_a_fault_is_named_with_its_line(spec: Path, file: str, old: str, new: str, message: str) -> None:
    complaints, line = plant(spec, file, old, new)
    assert named(complaints, spec, file, line, message), [str(complaint) for complaint in complaints]


def test_a_second_paragraph_that_looks_as_if_it_bound_is_named_with_its_line(spec: Path) -> None:
    second = "\n\nA publisher SHOULD do more.\n\n**Why.** A program"
    complaints, line = plant(spec, "chapters/errors.md", "\n\n**Why.** A program", second)
    assert named(complaints, spec, "chapters/errors.md", line, "SHOULD stands outside the sentence")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (SENTENCE, SENTENCE.replace("An endpoint", "The endpoint"), "the sentence begins with the one who is bound"),
        (SENTENCE, f"{SENTENCE} {'and so on ' * 12}", "30 are the most that one remembers"),
        (SENTENCE, f"{SENTENCE} within 30 seconds", "'30 seconds' is a number: put it into service-levels.yaml"),
        (SENTENCE, f"{SENTENCE} within `refusalSeconds`", "`refusalSeconds` is a number that neither"),
        ("**Why.** A program", "**Because.** A program", f"{RULE} has no paragraph **Why.**"),
        ("**Getting it right.** One", "One", f"{RULE} has no paragraph **Getting it right.**"),
        ("**A failing exchange.**", "**An example.**", f"{RULE} has no paragraph **A failing exchange.**"),
    ],
)
def test_a_fault_of_a_requirement_is_named_at_its_heading(spec: Path, old: str, new: str, message: str) -> None:
    heading = next(
        n for n, line in enumerate((spec / "chapters/errors.md").read_text().splitlines(), 1) if RULE in line
    )
    complaints, _ = plant(spec, "chapters/errors.md", old, new)
    assert named(complaints, spec, "chapters/errors.md", heading, message), [str(one) for one in complaints]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("schemas/decision.yaml", "title: Decision\n", "", "the schema has no `title`"),
        ("schemas/decision.yaml", "type: object\n", "type: object\nanyOf: [{}]\n", "no `anyOf` or `oneOf` at the top"),
        ("schemas/decision.yaml", "type: object\n", "type: thing\n", "it is no JSON Schema 2020-12"),
        ("schemas/decision.yaml", "x-codelist: decision\n", "enum: [a, b, c]\n", "a list of words is a codelist"),
        ("schemas/decision.yaml", "x-codelist: decision\n", "x-codelist: verdict\n", "there is no codelist verdict"),
        (
            "schemas/decision.yaml",
            "$ref: record-id.yaml",
            "$ref: record.yaml",
            "refers to record.yaml, which does not exist",
        ),
        (
            "crosswalk/site.csv",
            "name,,site.name",
            "reference,,site.name",
            "the field name of schemas/site.yaml has no row",
        ),
        ("profiles/register.yaml", "role: server", "role: king", "`role` is server or client"),
        ("openapi.yaml", "openapi: 3.1.1", "openapi: 3.1.1\nverbs: []", "verbs"),
        ("service-levels.yaml", "unit: seconds", "unit:", "has a number as `value` and a `unit`"),
        ("codelists/codelist.csv", "\nenvironment,", "\nenvironments,", "no row names the list environment"),
    ],
)
def test_a_fault_of_a_whole_file_is_named_with_the_file(
    spec: Path, file: str, old: str, new: str, message: str
) -> None:
    complaints, _ = plant(spec, file, old, new)
    assert named(complaints, spec, file, 1, message), [str(complaint) for complaint in complaints]


@pytest.mark.parametrize(
    ("file", "added", "line", "message"),
    [
        ("chapters/errors.md", b"caf\xe9\n", 1, "this is not UTF-8"),
        ("codelists/kind.csv", b"caf\xe9\n", 1, "this is not UTF-8"),
        ("schemas/site.yaml", b"a: [1\nb: 2\n", 2, "this is no YAML: did not find expected"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_line(
    spec: Path, file: str, added: bytes, line: int, message: str
) -> None:
    body = (spec / file).read_bytes()
    (spec / file).write_bytes(body + added)
    complaints = lint(spec)
    assert named(complaints, spec, file, body.count(b"\n") + line, message), [str(one) for one in complaints]


def test_a_folder_that_is_no_standard_is_told_so(tmp_path: Path) -> None:
    assert [complaint.message for complaint in lint(tmp_path)] == ["it cannot be read: No such file or directory"]


def test_a_member_without_a_description_is_named_with_its_line(spec: Path) -> None:
    words = "    description: What was decided, in the words of the source.\n"
    complaints, line = plant(spec, "schemas/decision.yaml", words, "")
    message = "the member `decisionText` has no description"
    assert named(complaints, spec, "schemas/decision.yaml", line - 1, message), [str(one) for one in complaints]


@pytest.mark.parametrize(
    ("place", "text", "message"),
    [
        ("site/valid/nothing.json", "{}", "it is not valid: "),
        (
            "site/invalid/name-is-odd.json",
            '{"planningAuthority": "local-authority:WMB", "addressText": ""}',
            "it is valid, though it is there to show that name is odd",
        ),
        ("site/valid/twice.json", '{"a": 1, "a": 2}', "stands twice in one object"),
        ("bench/valid/one.json", "{}", "there is no schema bench"),
    ],
)
def test_an_example_that_shows_something_else_is_named(spec: Path, place: str, text: str, message: str) -> None:
    path = spec / "examples" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    assert named(lint(spec), spec, f"examples/{place}", 1, message), [str(complaint) for complaint in lint(spec)]


def test_a_requirement_without_a_check_is_named(spec: Path) -> None:
    complaints, line = plant(spec, "chapters/errors.md", f"{{#{RULE} .core}}", "{#errors.refusal-is-kind .core}")
    message = "errors.refusal-is-kind has neither a check nor a reason in conformance/untested.toml"
    assert named(complaints, spec, "chapters/errors.md", line, message)
    told = [complaint.message for complaint in complaints]
    assert f"a check judges by {RULE}, of which the chapters have no heading; an id never changes" in told
    assert len(set(complaints)) == len(complaints)


def test_causes_that_lead_back_to_themselves_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(_: Walk) -> Findings:
        yield from ()

    circle = Check("changes.window-excludes-end", Walk, silent, given=("changes.windows-join",))
    monkeypatch.setattr(traces, "ALL", (*ALL, circle))
    assert [complaint.message[:55] for complaint in lint()] == [
        "these requirements are given for one another in a circl"
    ]


@pytest.fixture
def reasons_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file of reasons that stands in for the real one, and begins as that is."""
    path = tmp_path / "untested.toml"
    path.write_text(reasons.FILE.read_text("utf-8"))
    monkeypatch.setattr(reasons, "FILE", path)
    monkeypatch.setattr(traces, "FILE", path)
    reasons.untested.cache_clear()
    yield path
    reasons.untested.cache_clear()


@pytest.mark.parametrize(
    ("rows", "messages"),
    [
        (
            '["changes.walk-ends"]\nwhy = "planned"\ninstead = "x"',
            ["changes.walk-ends has a check, so it needs no reason"],
        ),
        ('["changes.unheard"]\nwhy = "planned"\ninstead = "x"', ["there is no requirement changes.unheard"]),
        (
            '["changes.unheard"]\nwhy = "tedious"\ninstead = "x"',
            [
                "changes.unheard: `why` is one of impossible, consumer, planned",
                "there is no requirement changes.unheard",
            ],
        ),
        (
            '["changes.unheard"]',
            [
                "changes.unheard: `instead` says what to do in place of a check",
                "changes.unheard: `why` is one of impossible, consumer, planned",
                "there is no requirement changes.unheard",
            ],
        ),
        ("", []),
    ],
)
def test_a_reason_is_one_of_three_and_is_needed(reasons_in: Path, rows: str, messages: list[str]) -> None:
    with reasons_in.open("a") as file:
        file.write(f"\n{rows}")
    told = [str(complaint) for complaint in lint() if complaint.path == reasons_in]
    assert told == [f"{reasons_in}:1: {message}" for message in messages]


def test_a_reason_is_read_with_what_to_do_instead(reasons_in: Path) -> None:
    reasons_in.write_text('["changes.unheard"]\nwhy = "consumer"\ninstead = "ask the consumer"\n')
    assert reasons.untested() == {"changes.unheard": reasons.Untested("consumer", "ask the consumer")}
