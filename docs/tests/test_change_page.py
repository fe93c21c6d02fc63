"""The page on breaking changes says what happens: its example is made, and its command run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conformance.standard import spec_folder

PAGE = Path(__file__).parents[1] / "change" / "breaking.md"
GIT = ("git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")


def block(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert found, f"the page has no block {language}"
    return found[1]


def changed(spec: Path) -> None:
    """The changes of the page, made in a copy of the standard."""
    for part in re.split(r"^ ", block("diff"), flags=re.MULTILINE)[1:]:
        name, *lines = part.splitlines()
        old = "\n".join(line[1:] for line in lines if line.startswith("-"))
        new = "\n".join(line[1:] for line in lines if line.startswith("+"))
        text = (spec / name).read_text("utf-8")
        assert old in text, f"{name} has no {old!r}: the page is out of date"
        (spec / name).write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(spec_folder(), tmp_path / "spec")
    for words in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "Begin"], ["tag", "v0.1.0"]):
        subprocess.run([*GIT, *words], cwd=tmp_path, check=True)  # noqa: S603 - git as it is found
    return tmp_path


def said(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    call = [str(Path(sys.executable).parent / "conformance"), *words]
    return subprocess.run(call, cwd=folder, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603


def test_the_command_of_the_page_prints_what_it_shows(repository: Path) -> None:
    command, _, shown = block("console").partition("\n")
    assert command == "$ conformance spec diff main"
    assert block("sh") == "conformance spec diff main\n"
    changed(repository / "spec")
    done = said(repository, *command.split()[2:])
    assert (done.stdout, done.stderr, done.returncode) == (shown, "", 0)
    assert said(repository, "spec", "diff", "main", "--fail-on", "breaking").returncode == 1
    assert said(repository, "spec", "diff", "v0.1.0", "main").stdout == "0 breaking, 0 additive, 0 editorial\n"
    assert said(repository, "spec", "diff", "../old/spec").returncode == 2


def test_what_the_page_withdraws_can_be_read(repository: Path) -> None:
    path = repository / "spec" / "chapters" / "changes.md"
    heading, _, reason = block("markdown").partition("\n\n")
    name = re.search(r"#(\S+) \.withdrawn", heading)
    assert name is not None
    text = path.read_text("utf-8")
    kept = re.sub(rf"### [^\n]*#{name[1]} .*?(?=\n##)", f"{heading}\n\n{reason}", text, flags=re.DOTALL)
    assert kept != text
    path.write_text(kept, "utf-8")
    told = said(repository, "spec", "lint", "spec").stdout
    assert f"a check judges by {name[1]}" in told
    assert "changes.md" not in told
    assert f"{name[1]}: the MUST NOT is withdrawn" in said(repository, "spec", "diff", "main").stdout
