"""Chapters: what is well written is read whole, anything odd is refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.model.requirement import Level
from conformance.standard import MalformedStandard, spec_folder
from conformance.standard.chapter import read_chapter

HEAD = "### A window excludes its end {#changes.window-excludes-end .core .filter}"
SENTENCE = "A publisher MUST NOT put in a window a change\nat or after its `to`."
WHOLE = f"""# Changes

Words before the first requirement MUST NOT be read.

## Windows

{HEAD}

{SENTENCE}

**Why.** Two windows that touch
share an instant.

It would come twice.

**Getting it right.** `changed_at < :to`.

**A failing exchange.**

```http
GET /changes?to=2026-03-28T09:00:00.000Z

# a comment of the example
### and another
200 OK
```

## Pages

### A page keeps its limit {{#changes.page-keeps-limit .core}}

A publisher SHOULD keep the limit.
"""


@pytest.fixture
def chapter(tmp_path: Path) -> Path:
    return tmp_path / "changes.md"


def test_a_requirement_is_read_with_everything_under_it(chapter: Path) -> None:
    chapter.write_text(WHOLE)
    first, second = read_chapter(chapter)
    assert (first.id, first.title, first.chapter) == (
        "changes.window-excludes-end",
        "A window excludes its end",
        "changes",
    )
    assert (first.level, first.classes) == (Level.MUST_NOT, ("core", "filter"))
    assert first.statement == "A publisher MUST NOT put in a window a change at or after its `to`."
    assert first.why == "Two windows that touch share an instant.\n\nIt would come twice."
    assert first.right == "`changed_at < :to`."
    assert first.failing.startswith("```http\nGET /changes")
    assert first.failing.endswith("200 OK\n```")
    assert (second.level, second.why, second.right, second.failing) == (Level.SHOULD, "", "", "")


def test_an_example_keeps_its_own_hashes(chapter: Path) -> None:
    chapter.write_text(WHOLE)
    first, _ = read_chapter(chapter)
    assert "# a comment of the example\n### and another\n" in first.failing


@pytest.mark.parametrize(
    "heading",
    [
        "### A window excludes its end",
        "### A window excludes its end {#changes.window-excludes-end}",
        "### A window excludes its end {#window-excludes-end .core}",
        "### A window excludes its end {#changes.window_excludes_end .core}",
        "### A window excludes its end {#changes.rule-17 .core}",
        "### A window excludes its end {#Changes.Window .core}",
        "### A window excludes its end {#changes.window-excludes-end core}",
        "### A window excludes its end {#changes.window-excludes-end .core} ",
        "### A window excludes its end{#changes.window-excludes-end .core}",
        "### {#changes.window-excludes-end .core}",
    ],
)
def test_an_odd_heading_is_refused_with_its_line(chapter: Path, heading: str) -> None:
    chapter.write_text(f"# Changes\n\n{heading}\n\n{SENTENCE}\n")
    with pytest.raises(MalformedStandard) as refusal:
        read_chapter(chapter)
    assert str(refusal.value).startswith(f"{chapter}:3: a requirement's heading reads `### Title {{#changes.")


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("A publisher puts nothing at the end.", "none"),
        ("A publisher must not put anything at the end.", "none"),
        ("A publisher MUST do this and SHOULD do that.", "['MUST', 'SHOULD']"),
        ("A publisher MUST NOT do this and MUST NOT do that.", "['MUST NOT', 'MUST NOT']"),
        ("", "none"),
    ],
)
def test_a_sentence_holds_exactly_one_keyword(chapter: Path, sentence: str, found: str) -> None:
    chapter.write_text(f"# Changes\n\n{HEAD}\n\n{sentence}\n")
    with pytest.raises(MalformedStandard) as refusal:
        read_chapter(chapter)
    message = str(refusal.value)
    assert message.startswith(f"{chapter}:3: the first paragraph of changes.window-excludes-end holds exactly one of")
    assert message.endswith(f"found {found}")


def test_a_fence_that_is_not_closed_is_refused_with_its_line(chapter: Path) -> None:
    chapter.write_text(WHOLE.replace("200 OK\n```", "200 OK"))
    with pytest.raises(MalformedStandard, match=r"changes\.md:21: this fence is not closed"):
        read_chapter(chapter)


@pytest.mark.parametrize("level", list(Level))
def test_the_level_stands_in_the_sentence(chapter: Path, level: Level) -> None:
    chapter.write_text(f"{HEAD}\n\nA publisher {level} do it.\n")
    (requirement,) = read_chapter(chapter)
    assert requirement.level is level
    assert requirement.level.binds == level.startswith("MUST")


@pytest.mark.parametrize("path", sorted((spec_folder() / "chapters").glob("*.md")), ids=lambda path: path.stem)
def test_each_chapter_of_the_standard_reads_to_its_last_requirement(path: Path) -> None:
    headings = [line for line in path.read_text("utf-8").splitlines() if "{#" in line]
    assert len(read_chapter(path)) == len(headings)
