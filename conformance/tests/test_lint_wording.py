"""The rules for what a chapter names, shows and withdraws: one fault is planted in a copy, and named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.lint import lint
from conformance.standard.chapter import read_chapter, read_withdrawn
from conformance.tests.test_lint import named, plant

RULE = "errors.refusal-has-registered-type"
HEADING = f"{{#{RULE} .core}}"
WHY = "**Why.** A program"
SENTENCE = "An endpoint MUST answer 400, 409, 410 and 422 with a problem document"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "chapters/errors.md",
            WHY,
            f"{WHY}, as `changes.windows-jion` says,",
            "there is no requirement changes.windows-jion",
        ),
        ("chapters/errors.md", WHY, f"{WHY} with `reqestId`", "`reqestId` is no member, parameter, number or code"),
        (
            "chapters/errors.md",
            WHY,
            f"{WHY} with `limits.pagesSize`",
            "`pagesSize` is no member, parameter, number or code",
        ),
        (
            "chapters/errors.md",
            WHY,
            f"{WHY} with 404 and `unknown-thing`",
            "codelists/problem-type.csv has no unknown-thing",
        ),
        ("chapters/errors.md", WHY, f"{WHY} ([how](recrods.md))", "the link to recrods.md leads nowhere"),
        ("chapters/errors.md", WHY, f"{WHY} ([how](records.md#records.no-such))", "leads nowhere"),
        ("chapters/errors.md", WHY, f"{WHY} ([how](#refusal))", "the link to #refusal leads nowhere"),
        (
            "chapters/errors.md",
            WHY,
            f"{WHY} ([how](../codelists.md#colour))",
            "the link to ../codelists.md#colour leads",
        ),
        ("CHANGELOG.md", f"`{RULE}`", f"`{RULE}`, `errors.gone-for-good`", "no chapter has errors.gone-for-good"),
        (
            "CHANGELOG.md",
            "## 0.1.0,",
            "## 0.3.0,",
            "the newest version here is 0.3.0, and `version` in openapi.yaml is",
        ),
        ("chapters/errors.md", HEADING, f"{{#{RULE} .withdrawn}}", "and why, and what stands in its place"),
        ("chapters/errors.md", HEADING, f"{{#{RULE} .withdrawn}}", "binds nobody: leave its sentence out"),
    ],
)
def test_a_fault_is_named_with_its_line(spec: Path, file: str, old: str, new: str, message: str) -> None:
    complaints, line = plant(spec, file, old, new)
    assert named(complaints, spec, file, line, message), [str(complaint) for complaint in complaints]


def test_a_name_that_leads_somewhere_is_left_in_peace(spec: Path) -> None:
    words = (
        "`changes.windows-join`",
        "`pageSize` of `limits.pageSize`",
        "404 and `unknown-record`",
        "[how](records.md#records.reference-resolves)",
        "[how](#refusals)",
        "[how](../codelists.md#environment)",
        "[how](https://example.org/)",
        "`no-store`, `{base}/changes?from=`, `aws-chunked`",
    )
    complaints, _ = plant(spec, "chapters/errors.md", WHY, "\n".join((WHY, *words)))
    assert complaints == ()


def exchange(body: str, language: str = "http") -> str:
    return f"\n\n```{language}\nGET /v0/public/changes\n\n200 OK\n{body}\n```\n\n{WHY}"


def test_a_body_that_is_no_json_is_named_with_its_line(spec: Path) -> None:
    complaints, line = plant(spec, "chapters/errors.md", WHY, exchange('{"a": 1,\n "b": two}'))
    assert named(complaints, spec, "chapters/errors.md", line + 7, "this body is no JSON: Expecting value")


def test_a_body_that_is_json_or_cut_short_is_left_in_peace(spec: Path) -> None:
    planted = (
        exchange('{"a": 1,\n "b": [2]}'),
        exchange('{"a": 1, ...'),
        exchange("{oops}", "text"),
        exchange('{"a": 1}\n\n200 OK  {"b": 2}\n409 Conflict\n{"c": "{"}'),
        exchange("no body"),
    )
    blocks = "".join(block.removesuffix(WHY) for block in planted)
    complaints, _ = plant(spec, "chapters/errors.md", WHY, f"{blocks}{WHY}")
    assert complaints == ()


WITHDRAWN = f"""### A thing of the past {{#errors.old-thing .withdrawn}}

Withdrawn in 0.1.0: `{RULE}` says it better.

"""


def test_a_withdrawn_requirement_keeps_its_heading_and_binds_nobody(spec: Path) -> None:
    path = spec / "chapters" / "errors.md"
    before = read_chapter(path)
    (spec / "CHANGELOG.md").write_text((spec / "CHANGELOG.md").read_text() + "\nwithdrawn: `errors.old-thing`\n")
    complaints, _ = plant(spec, "chapters/errors.md", "## Refusals", f"{WITHDRAWN}## Refusals")
    assert complaints == ()
    assert read_chapter(path) == before
    assert list(read_withdrawn(path)) == ["errors.old-thing"]


def test_a_withdrawn_id_is_never_used_again(spec: Path) -> None:
    reused = WITHDRAWN.replace("errors.old-thing", RULE)
    complaints, line = plant(spec, "chapters/errors.md", "## Refusals", f"{reused}## Refusals")
    message = f"the id {RULE} was withdrawn, and an id is never used again"
    assert named(complaints, spec, "chapters/errors.md", line, message)


def test_a_file_that_a_rule_cannot_read_is_named(spec: Path) -> None:
    (spec / "crosswalk" / "bench.csv").write_text((spec / "crosswalk" / "site.csv").read_text())
    assert any("schemas/bench.yaml" in str(complaint) for complaint in lint(spec))
