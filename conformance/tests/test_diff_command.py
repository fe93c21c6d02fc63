"""The command that compares two standards: what it prints, when it fails, and what it takes for a standard."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from conformance.cli.main import guarded
from conformance.model.report import Exit
from conformance.standard import spec_folder
from conformance.tests.test_diff_standard import HEADING, RULE, SENTENCE, edit, head

__all__ = ["head"]

Captured = pytest.CaptureFixture[str]


def test_the_command_groups_counts_and_fails_as_asked(head: Path, capsys: Captured) -> None:
    edit(head, "chapters/errors.md", SENTENCE, SENTENCE.replace("409, ", ""))
    edit(head, "service-levels.yaml", "means: The", "means: A")
    call = ["spec", "diff", str(spec_folder()), str(head)]
    assert guarded(call) == Exit.CONFORMS
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Breaking: ")
    assert lines[1].startswith(f"  chapters/errors.md: {RULE}: the sentence of a MUST has other words")
    assert lines[-1] == "1 breaking, 0 additive, 1 editorial"
    assert guarded([*call, "--json", "--fail-on", "breaking"]) == Exit.DOES_NOT_CONFORM
    document = json.loads(capsys.readouterr().out)
    assert document["counts"] == {"breaking": 1, "additive": 0, "editorial": 1}
    assert set(document["changes"][0]) == {"effect", "area", "file", "place", "says", "who"}
    assert guarded(["spec", "diff", str(head), str(head), "--fail-on", "editorial"]) == Exit.CONFORMS


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the standard as its one commit, in which one stands."""
    folder = tmp_path / "repository"
    shutil.copytree(spec_folder(), folder / "spec")
    monkeypatch.chdir(folder)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q", "-b", "main"], ["add", "."], [*who, "commit", "-q", "-m", "Begin"]):
        subprocess.run(["git", *words], cwd=folder, check=True)  # noqa: S603, S607 - git as it is found
    return folder


def test_a_branch_is_compared_with_the_working_tree(repository: Path, capsys: Captured) -> None:
    edit(repository / "spec", "service-levels.yaml", "value: 93600", "value: 90000")
    assert guarded(["spec", "diff", "main"]) == Exit.CONFORMS
    assert capsys.readouterr().out.endswith("1 breaking, 0 additive, 0 editorial\n")
    assert guarded(["spec", "diff", str(repository), "HEAD"]) == Exit.CONFORMS
    assert "90000 seconds" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("base", "said"),
    [
        ("mian", "is neither a folder nor a revision"),
        ("--upload-pack=x", "No such option"),
        ("docs", "is a folder without openapi.yaml"),
        ("one.yaml", "one is a file, the other a folder"),
        ("spec/chapters/errors.md", "one is a file, the other a folder"),
    ],
)
def test_a_word_that_means_no_standard_is_told(repository: Path, base: str, said: str, capsys: Captured) -> None:
    (repository / "docs").mkdir()
    (repository / "one.yaml").write_text("openapi: 3.1.1\n")
    assert guarded(["spec", "diff", base]) == Exit.USAGE
    assert said in " ".join(capsys.readouterr().err.split())


def test_a_standard_that_cannot_be_read_is_told_with_its_line(head: Path, capsys: Captured) -> None:
    edit(head, "chapters/errors.md", HEADING, "### A refusal")
    assert guarded(["spec", "diff", str(head)]) == Exit.USAGE
    assert "errors.md:" in capsys.readouterr().err
