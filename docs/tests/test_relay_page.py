"""The page on the relay says what happens: its files are written as they stand, and its commands run."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[1] / "relay.md"
BLOCK = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
FIRST, SECOND, THIRD = "2026-11-21", "2026-11-22", "2026-11-23"


def blocks(language: str) -> list[str]:
    return [found["text"] for found in BLOCK.finditer(PAGE.read_text("utf-8")) if found["language"] == language]


def write(folder: Path, name: str, applications: str) -> None:
    site, _, decision = blocks("")[1:]
    night = folder / name
    night.mkdir(parents=True, exist_ok=True)
    for kind, text in (("site", site), ("application", applications), ("decision", decision)):
        (night / f"{kind}.csv").write_text(text, "utf-8")
    manifest = blocks("json")[0].replace(FIRST, name)
    rows = len(applications.splitlines()) - 1
    manifest = manifest.replace('"application": 3', f'"application": {rows}')
    (night / "manifest.json").write_text(manifest, "utf-8")


def relayed(folder: Path, *arguments: str) -> str:
    """What the relay says, on one line."""
    call = [sys.executable, "-m", "reference_server", "relay", "extracts", "--once", *arguments]
    done = subprocess.run(call, cwd=folder, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    return " ".join(done.stderr.split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "extracts"
    made.mkdir()
    (made / "relay.toml").write_text(blocks("toml")[0], "utf-8")
    return made


def test_the_commands_of_the_page_print_what_it_shows(folder: Path) -> None:
    shown = [text.partition("\n") for text in blocks("console")]
    told = [" ".join(rest.split()) for command, _, rest in shown if "relay" in command and "--once" in command]
    assert [shlex.split(command)[-3:] for command, _, _ in shown[:4]] == [["relay", "extracts", "--once"]] * 4
    applications = blocks("")[2]
    amended = applications.replace("consultation,undetermined", "assessment,undetermined")
    write(folder, FIRST, applications)
    assert relayed(folder.parent) == told[0]
    write(folder, SECOND, amended.replace("2026-10-05", "05/10/2026"))
    assert relayed(folder.parent) == told[1]
    write(folder, SECOND, amended)
    assert relayed(folder.parent) == told[2]
    write(folder, THIRD, "".join(line for line in amended.splitlines(keepends=True) if not line.startswith("7002")))
    assert relayed(folder.parent) == told[3]
    (folder / f"{THIRD}.confirmed").touch()
    assert relayed(folder.parent) in " ".join(shown[4][2].split())


def test_the_page_names_what_is_not_carried(folder: Path) -> None:
    write(folder, FIRST, blocks("")[2])
    relayed(folder.parent)
    report = (folder / "reports" / f"{FIRST}.json").read_text("utf-8")
    line = "application.officerName: the view public does not show it"
    assert line in report
    assert line in PAGE.read_text("utf-8")
