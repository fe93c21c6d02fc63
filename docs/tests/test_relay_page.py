"""The page on the relay says what happens: its files are written as they stand, and its commands run."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[1] / "relay.md"
BLOCK = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
FIRST, SECOND, THIRD = "2026-11-21", "2026-11-22", "2026-11-23"


def blocks(language: str) -> list[str]:
    return [found["text"] for found in BLOCK.finditer(PAGE.read_text("utf-8")) if found["language"] == language]


def write(folder: Path, name: str, applications: str, taken_at: str = "") -> None:
    site, _, decision = blocks("")[1:]
    night = folder / name
    night.mkdir(parents=True, exist_ok=True)
    for kind, text in (("site", site), ("application", applications), ("decision", decision)):
        (night / f"{kind}.csv").write_text(text, "utf-8")
    manifest = blocks("json")[0].replace(f"{FIRST}T01:30:00Z", taken_at or f"{name}T01:30:00Z")
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


def hours_ago(hours: int) -> str:
    return (datetime.now(UTC) - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_the_relay_of_the_page_is_judged_as_it_shows(folder: Path) -> None:
    held = blocks("")[2]
    amended = held.replace("consultation,undetermined", "assessment,undetermined")
    left = "".join(line for line in amended.splitlines(keepends=True) if not line.startswith("7002"))
    (folder / f"{THIRD}.confirmed").touch()
    for name, hours, applications in ((FIRST, 50, held), (SECOND, 26, amended), (THIRD, 2, left)):
        write(folder, name, applications, hours_ago(hours))
        relayed(folder.parent)
    call = [sys.executable, "-m", "reference_server", "relay", "extracts", "--port", "0"]
    with subprocess.Popen(call, cwd=folder.parent, stdout=-1, stderr=subprocess.DEVNULL, text=True) as relay:  # noqa: S603
        try:
            base = json.loads(relay.stdout.readline() if relay.stdout else "")["public"]
            judge = [str(Path(sys.executable).parent / "conformance"), "--base-url", base, "--report-dir", "."]
            done = subprocess.run(judge, cwd=folder.parent, capture_output=True, text=True, timeout=300, check=False)  # noqa: S603
        finally:
            relay.kill()
    told = " ".join(done.stdout.split())
    shown = [" ".join(line.split("...")[0].split()) for line in blocks("console")[-1].splitlines()[1:]]
    assert done.returncode == 0, told
    assert [line for line in shown if line not in told] == []


def test_the_page_names_what_is_not_carried(folder: Path) -> None:
    write(folder, FIRST, blocks("")[2])
    relayed(folder.parent)
    report = (folder / "reports" / f"{FIRST}.json").read_text("utf-8")
    line = "application.officerName: the view public does not show it"
    assert line in report
    assert line in PAGE.read_text("utf-8")
