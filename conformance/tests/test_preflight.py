"""Where there is nothing to judge: a word, two files that say so, and exit code 3."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from junitparser import JUnitXml

from conformance.cli.main import guarded
from conformance.model.report import Exit
from conformance.tests.miniatures import answering

Captured = pytest.CaptureFixture[str]
NOWHERE = "http://127.0.0.1:1/v0/public"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a run writes, it writes into a folder of the test."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_an_endpoint_that_is_not_there_cannot_be_judged(capsys: Captured) -> None:
    assert guarded(["--base-url", NOWHERE]) == Exit.COULD_NOT_JUDGE
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"could not judge: {NOWHERE}/description gives no answer: ")


def test_what_an_earlier_run_wrote_does_not_outlive_one_that_cannot_judge(elsewhere: Path) -> None:
    folder = elsewhere / ".conformance"
    folder.mkdir()
    for name in ("report.json", "junit.xml"):
        (folder / name).write_text("conforms to everything", "utf-8")
    assert guarded(["--base-url", NOWHERE]) == Exit.COULD_NOT_JUDGE
    report = json.loads((folder / "report.json").read_text("utf-8"))
    assert (report["complete"], report["exitCode"], report["requirements"]) == (False, 3, [])
    assert report["verdict"].startswith(f"could not judge: {NOWHERE}/description gives no answer: ")
    suite = JUnitXml.fromstring((folder / "junit.xml").read_bytes())
    assert (suite.tests, suite.errors) == (1, 1)


def test_something_else_than_an_endpoint_cannot_be_judged(capsys: Captured) -> None:
    with answering(lambda _: (200, {"Content-Type": "text/html"}, b"<!doctype html>")) as page:
        assert guarded(["run", "--base-url", page.base]) == Exit.COULD_NOT_JUDGE
    assert "answers 200 with a web page: is the address right" in capsys.readouterr().err
