"""The command: its exit codes, its verbs, and never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.checks import ALL
from conformance.cli import run as run_verb
from conformance.cli.main import VERBS, guarded, main
from conformance.cli.trouble import UsageTrouble
from conformance.client import BudgetSpent, Refused
from conformance.model.report import Exit
from conformance.standard import MalformedStandard
from conformance.tests.specimens import standard
from conformance.tests.test_text import LETTERS

Captured = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[2]
NOWHERE = "http://127.0.0.1:1/v0/public"
TWELVE = 12


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a verb writes, it writes into a folder of the test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CONFORMANCE_TOKEN", raising=False)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Verbs:"),
        (["run"], "Error: Say which endpoint to judge"),
        (["judge"], "No such command 'judge'"),
        (["run", "--base-ulr", "x"], "No such option"),
        (["--base-url"], "requires an argument"),
        (["run", "--seed", "x", "--base-url", NOWHERE], "'x' is not a valid integer"),
        (["run", "--max-requests", "0", "--base-url", NOWHERE], "0 is not in the range"),
        (["run", "--rps", "0", "--base-url", NOWHERE], "0"),
        (["run", "--rps", "nan", "--base-url", NOWHERE], "nan"),
        (["run", "--max-wait", "nan", "--base-url", NOWHERE], "nan"),
        (["run", "--mode", "write", "--base-url", NOWHERE], "Error: There is no mode 'write'"),
        (["run", "--level", "deep", "--base-url", NOWHERE], "Error: There is no level 'deep'"),
        (["run", "--profile", "king", "--base-url", NOWHERE], "Error: There is no profile 'king'"),
        (["run", "--profile", "planning-portal", "--base-url", NOWHERE], "serves nothing that could be judged"),
        (
            ["run", "--base-url", NOWHERE, "--report-dir", "file/below"],
            "Error: --report-dir file/below cannot be written",
        ),
        (["run", "--base-url", NOWHERE, "--report-dir", "file"], "Error: --report-dir file cannot be written"),
        (["explain", "changes.windows-jion"], "Near it: changes.windows-join"),
        (["explain", "0"], "`conformance list` tells them all."),
        (["explain"], "Missing argument"),
        (["list", "--jsn"], "No such option"),
        (["spec"], "Commands:"),
        (["spec", "lint", "nowhere"], "does not exist"),
        (["spec", "diff"], "Missing argument"),
        (["spec", "diff", "x", "--fail-on", "doubt"], "'doubt' is not one of"),
    ],
)
def test_a_wrong_call_is_told_and_exits_2(arguments: list[str], said: str, elsewhere: Path, capsys: Captured) -> None:
    (elsewhere / "file").write_text("no folder")
    assert guarded(arguments) == Exit.USAGE
    out, err = capsys.readouterr()
    assert said in out + err
    assert "Traceback" not in err


def test_a_wrong_configuration_is_told_and_exits_2(elsewhere: Path, capsys: Captured) -> None:
    (elsewhere / "conformance.toml").write_text('base-ulr = "x"\n')
    assert guarded(["run"]) == Exit.USAGE
    assert f"{elsewhere / 'conformance.toml'}:1: there is no key `base-ulr`" in capsys.readouterr().err


class Unspeakable(Exception):
    """Has no words for itself."""

    def __str__(self) -> str:
        raise ValueError


BROKEN = st.sampled_from(
    (
        Exception,
        ValueError,
        KeyError,
        OSError,
        PermissionError,
        ConnectionResetError,
        UnicodeError,
        MemoryError,
        RecursionError,
        EOFError,
        BrokenPipeError,
        AssertionError,
        NotImplementedError,
        StopIteration,
        GeneratorExit,
        SystemExit,
        TimeoutError,
        BudgetSpent,
        Refused,
        MalformedStandard,
        Unspeakable,
    )
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=BROKEN, words=st.lists(st.integers(0, 2) | st.text(LETTERS, max_size=20) | st.just("\ud800"), max_size=2))
def test_whatever_breaks_in_a_verb_is_our_fault_and_no_traceback(
    kind: type[BaseException], words: list[Any], monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise kind(*words)

    monkeypatch.setattr(run_verb.command, "callback", breaks)
    assert guarded(["--base-url", NOWHERE]) == Exit.SUITE_BROKE
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    assert out == ""


def test_what_happened_is_kept_for_us(elsewhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise ZeroDivisionError("half a letter \ud800")

    monkeypatch.setattr(run_verb.command, "callback", breaks)
    assert guarded(["run"]) == Exit.SUITE_BROKE
    assert "the suite itself broke: ZeroDivisionError. This is our fault." in capsys.readouterr().err
    assert "half a letter \\ud800" in (elsewhere / ".conformance" / "crash.txt").read_text("utf-8")


def test_where_nothing_can_be_written_it_is_told_all_the_same(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    (elsewhere / ".conformance").write_text("no folder")
    monkeypatch.setattr(run_verb.command, "callback", lambda *_, **__: 1 // 0)
    assert guarded(["run"]) == Exit.SUITE_BROKE
    assert "Please tell us at https://" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (KeyboardInterrupt(), Exit.INTERRUPTED),
        (click.Abort(), Exit.INTERRUPTED),
        (UsageTrouble("it is wrong"), Exit.USAGE),
        (click.UsageError("it is wrong"), Exit.USAGE),
        (click.FileError("x"), Exit.USAGE),
        (click.exceptions.Exit(3), Exit.COULD_NOT_JUDGE),
    ],
)
def test_what_a_verb_means_is_not_our_fault(
    raised: BaseException, code: Exit, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def raises(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr(run_verb.command, "callback", raises)
    assert guarded(["run"]) == code
    assert "our fault" not in capsys.readouterr().err


def test_the_process_ends_with_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_verb.command, "callback", lambda *_, **__: 1 // 0)
    with pytest.raises(SystemExit) as end:
        main(["run"])
    assert end.value.code == Exit.SUITE_BROKE


def test_a_reader_that_goes_away_is_nobody_s_fault() -> None:
    call = [sys.executable, "-m", "conformance", "list", "--json"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:  # noqa: S603 - our own program
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert said == b""
    assert process.returncode == Exit.INTERRUPTED


def python(code: str, stderr: int, **environment: str) -> subprocess.Popen[bytes]:
    """A process of its own, whose output goes into a pipe."""
    call = [sys.executable, "-X", "utf8=0", "-c", f"from conformance.cli import main, run\n{code}\nmain.main(['run'])"]
    surroundings = {"PYTHONPATH": str(ROOT), **environment}
    return subprocess.Popen(call, stdout=subprocess.PIPE, stderr=stderr, env=surroundings)  # noqa: S603 - our own program


def test_letters_that_the_output_cannot_show_do_not_break_it() -> None:
    says = "run.command.callback = lambda **_: run.click.echo('Caf\u00e9 \u0141\u00f3d\u017a')"
    with python(says, subprocess.PIPE, PYTHONIOENCODING="cp1252") as process:
        assert process.communicate() == (b"Caf\xe9 \\u0141\xf3d\\u017a\n", b"")
    assert process.returncode == 0


def test_where_nobody_reads_that_we_broke_we_broke_all_the_same() -> None:
    with python("run.command.callback = lambda **_: 1 // 0", subprocess.STDOUT) as process:
        assert process.stdout is not None
        process.stdout.close()
    assert process.returncode not in (Exit.CONFORMS, Exit.DOES_NOT_CONFORM)


def test_requirements_are_listed_as_json(capsys: Captured) -> None:
    assert guarded(["list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in rows] == list(standard().requirements)
    for row in rows:
        assert {"id", "title", "statement", "level", "chapter", "classes", "checks"} <= set(row)
        assert set(row) <= {"id", "title", "statement", "level", "chapter", "classes", "checks", "untested"}
        assert bool(row["checks"]) != ("untested" in row)
    assert sum(len(row["checks"]) for row in rows) == len(ALL)


def test_profiles_are_listed_as_json(capsys: Captured) -> None:
    assert guarded(["list", "--profiles", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["name"] for row in rows] == list(standard().profiles)
    assert all({"name", "system", "title", "role", "classes", "kinds", "views", "parts"} == set(row) for row in rows)
    assert len({row["system"] for row in rows}) == len(rows) == TWELVE
    assert {row["role"] for row in rows} == {"server", "client", "both"}


@pytest.mark.parametrize("flags", [[], ["--profiles"]])
def test_lists_are_lines(flags: list[str], capsys: Captured) -> None:
    assert guarded(["list", *flags]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(standard().profiles if flags else standard().requirements)


@pytest.mark.parametrize("name", standard().requirements)
def test_each_requirement_is_explained(name: str, capsys: Captured) -> None:
    assert guarded(["explain", name]) == 0
    told = capsys.readouterr().out
    for part in (name, "Why. ", "Getting it right. ", "A failing exchange.", "Judged by: ", "Read it at: https://"):
        assert part in told
    assert "```" not in told


@pytest.mark.parametrize(
    "arguments",
    [*([verb] for verb in VERBS if verb != "serve"), ["spec", "lint"], ["spec", "bundle"], ["spec", "diff"], []],
)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_every_verb_has_help(arguments: list[str], flag: str, capsys: Captured) -> None:
    assert guarded([*arguments, flag]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Usage: conformance")
    assert err == ""


def test_the_server_has_help_of_its_own(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    assert guarded(["serve", "--help"]) == 0
    assert "--port" in capfd.readouterr().out


def test_help_names_every_verb_and_exit_code(capsys: Captured) -> None:
    assert guarded(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(f"  {verb} " in told for verb in VERBS)
    assert all(str(int(code)) in told for code in Exit)


def test_the_standard_lints_clean_and_is_bundled(capsys: Captured) -> None:
    assert guarded(["spec", "lint"]) == 0
    assert capsys.readouterr().out.endswith(": good\n")
    assert guarded(["spec", "bundle"]) == 0
    assert json.loads(capsys.readouterr().out) == standard().openapi


def test_the_version_is_told(capsys: Captured) -> None:
    assert guarded(["--version"]) == 0
    assert capsys.readouterr().out.startswith("conformance, version 0.")
