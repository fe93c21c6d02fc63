"""The command as people run it, against the reference server: exit codes, files, and what it keeps to itself."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from conformance.cli import run
from conformance.cli.main import guarded
from reference_server.assembly import Behaviour
from reference_server.clock import SystemClock
from reference_server.tests.judging import Court
from reference_server.tests.opened import opened, program, started
from reference_server.wire import Sent, edits

SECRET = "s3cr+t/T0ken=Westmarch~42"  # noqa: S105 - it is there to be looked for
RUN_ID = "feedbeef"
LONG_AGO = "from=2020-01-01T00:00:00.000Z"
KEYS = {"name", "chapter", "breaks", "may", "needs", "says", "view", "mode", "level"}


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder without a configuration, where whatever is left behind is found."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CONFORMANCE_TOKEN", raising=False)


@pytest.fixture
def jumps(court: Court, monkeypatch: pytest.MonkeyPatch) -> Court:
    """The command with the clock of the servers in this process, which does not wait."""
    monkeypatch.setattr(run, "SystemClock", lambda: court.clock)
    return court


def report_in(folder: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((folder / "report.json").read_text("utf-8"))
    return report


def outcomes(report: dict[str, Any]) -> Counter[str]:
    return Counter(requirement["outcome"] for requirement in report["requirements"])


def refused_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def test_the_demo_conforms(tmp_path: Path) -> None:
    done = program("conformance", "demo", "--report-dir", "report", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith("conforms to core")
    report = report_in(tmp_path / "report")
    assert (report["exitCode"], report["complete"]) == (0, True)
    assert report["verdict"] == done.stdout.splitlines()[-1]
    counts = outcomes(report)
    assert counts["passed"] >= 31
    assert (counts["errored"], counts["failed"]) == (0, 0)
    assert 100 < report["requests"] == len(report["exchanges"]) <= 800
    assert (tmp_path / "report/.gitignore").read_text("utf-8") == "*\n"


def test_a_smoke_run_sends_at_most_forty_requests(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with started() as bases:
        code = guarded(["--base-url", bases["public"], "--level", "smoke"])
    assert code == 0, capsys.readouterr()
    report = report_in(tmp_path / ".conformance")
    assert 10 < report["requests"] <= 40
    assert report["level"] == "smoke"


def test_a_failure_says_all_that_is_needed_to_mend_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with started("--fault", "closes_the_window") as bases:
        code = guarded(["--base-url", bases["public"], "--level", "smoke", "--seed", "7"])
    out = capsys.readouterr().out
    assert code == 1
    head = r"^FAIL  changes\.window-excludes-end  \(core\)  (\d) of \1 tries\n"
    block = re.search(rf"{head}(?:  .*\n)+", out, re.MULTILINE)
    assert block, out
    assert len(block[0].splitlines()) <= 16
    told = " ".join(block[0].split())
    assert "sentence A publisher MUST NOT put in a window a change" in told
    assert "fix `changed_at >= :from AND changed_at < :to`" in told
    assert re.search(rf"  request   curl -sS '{re.escape(bases['public'])}/changes\?from=\S+&to=\S+'\n", block[0])
    assert re.search(r"  rule      https://\S+/changes/#changes\.window-excludes-end, or: conformance exp", block[0])
    assert re.search(r"  replay    conformance --base-url \S+ .*--seed 7\b", block[0])
    assert out.splitlines()[-1].startswith("does not conform to core")
    failed = [r for r in report_in(tmp_path / ".conformance")["requirements"] if r["outcome"] == "failed"]
    assert "changes.window-excludes-end" in {r["id"] for r in failed if "because" not in r}
    assert all(r["findings"] and r["findings"][0]["curl"].startswith("curl ") for r in failed)


def test_a_wrong_token_is_no_verdict(court: Court, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CONFORMANCE_TOKEN", "not-the-token")
    assert guarded(["--base-url", court.gallery.base("standard", "partner")]) == 3
    assert report_in(tmp_path / ".conformance")["requirements"] == []


def test_a_port_that_nobody_listens_on_is_no_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(["--base-url", f"http://127.0.0.1:{refused_port()}/v0/public"]) == 3
    assert "gives no answer" in capsys.readouterr().err


def test_a_web_page_is_no_verdict(court: Court, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def edit(sent: Sent) -> None:
        sent.status, sent.headers["content-type"], sent.body = 200, "text/html", b"<!doctype html><h1>Planning</h1>"

    with opened(Behaviour(wrap=lambda app: edits(app, edit)), court.clock, tmp_path) as bases:
        assert guarded(["--base-url", f"{bases}/public"]) == 3
    assert "is there a login before it?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--profile", "registrar"], "There is no profile 'registrar'"),
        (["--mode", "careless"], "There is no mode 'careless'"),
        (["--level", "deep"], "There is no level 'deep'"),
        (["--now", "yesterday"], "--now yesterday is no RFC 3339 date-time"),
        (["--base-url", "planning.example/v0/public"], "is no address"),
        (["--token-env", "NOBODY_SET_THIS"], "NOBODY_SET_THIS"),
        (["--ca-bundle", "nowhere.pem"], "nowhere.pem is no file"),
    ],
    ids=["profile", "mode", "level", "now", "address", "token", "file"],
)
def test_a_wrong_call_is_told_before_anything_is_sent(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert guarded(["--base-url", f"http://127.0.0.1:{refused_port()}/v0/public", *arguments]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('seed = 1\n\nbase-ulr = "https://planning.example"\n', "conformance.toml:3: there is no key `base-ulr`"),
        ('base-url = "https://planning.example"\nseed = "one"\n', "conformance.toml:2: `seed` is a whole number"),
        ("seed = 1\nlevel = smoke\n", "line 2"),
    ],
    ids=["unknown key", "wrong type", "no TOML"],
)
def test_a_broken_configuration_is_told_with_its_line(
    text: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "conformance.toml").write_text(text, "utf-8")
    assert guarded(["--base-url", "http://127.0.0.1:9/v0/public"]) == 2
    assert words in capsys.readouterr().err


def test_the_server_knows_its_faults_by_name(tmp_path: Path) -> None:
    done = program("reference_server", "--port", "0", "--fault", "is_evil", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no is_evil" in done.stderr


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        busy = str(taken.getsockname()[1])
        for arguments in (["--port", busy], ["--port", "0", "--documents-port", busy]):
            done = program("reference_server", *arguments, cwd=tmp_path)
            assert done.returncode != 0
            assert re.search(rf":{busy}\b.* cannot be listened on: .*Address already in use", done.stderr)
            assert "Traceback" not in done.stderr


@pytest.mark.parametrize("flag", ["--list-faults", "--list-variants"])
def test_the_server_lists_what_it_can_be(flag: str, tmp_path: Path) -> None:
    done = program("reference_server", flag, cwd=tmp_path)
    rows = json.loads(done.stdout)
    assert len(rows) >= 10
    assert all(set(row) == KEYS and row["says"] and isinstance(row["breaks"], list) for row in rows)
    assert all(bool(row["breaks"]) is (flag == "--list-faults") for row in rows)


def interrupt(process: subprocess.Popen[str], seen: list[str]) -> None:
    """Press the keys as a person does: again, if it goes on asking a second later."""
    for _ in range(3):
        process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        before = len(seen)
        time.sleep(0.5)
        if process.poll() is not None or len(seen) == before:
            return


def test_an_interrupted_run_leaves_what_it_has(tmp_path: Path) -> None:
    enough, seen = threading.Event(), list[str]()

    def count(sent: Sent) -> None:
        seen.append(sent.request.url.path)
        if len(seen) == 60:
            enough.set()

    with opened(Behaviour(wrap=lambda app: edits(app, count)), SystemClock(), tmp_path) as bases:
        call = [sys.executable, "-m", "conformance", "--base-url", f"{bases}/public", "--report-dir", "report"]
        with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
            assert enough.wait(30)
            interrupt(process, seen)
            out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, "")
    assert out.splitlines()[-1].startswith("interrupted: this report is partial")
    report = report_in(tmp_path / "report")
    assert (report["complete"], report["exitCode"]) == (False, 130)
    assert report["requests"] >= 55
    assert outcomes(report)["unseen"] > 3
