"""The relay as people run it: the suite over HTTP, restarts, a kill in the middle, and a person who confirms."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from conformance.model.report import Exit
from conformance.model.verdict import Outcome
from reference_server.clock import SystemClock
from reference_server.relay.about import EXAMPLE
from reference_server.tests.judging import Court, judge_relay, told
from reference_server.tests.nights import HOUR, Rows, held, read_feed, rows, without, write_night
from reference_server.tests.opened import program

SEED = 20261123
PATIENCE = 30


def write(folder: Path, name: str, hours_ago: int, some: Rows) -> None:
    write_night(folder / name, SystemClock().now() - hours_ago * HOUR, some)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one night in it, and relay.toml."""
    made = tmp_path / "extracts"
    made.mkdir()
    (made / "relay.toml").write_text(EXAMPLE.replace("NBR", "WMB"), "utf-8")
    write(made, "first", 20, held())
    return made


@contextmanager
def relaying(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The relay as a process of its own, and its base URL."""
    call = [sys.executable, "-m", "reference_server", "relay", str(folder), "--port", "0", "--every", "0.1", *arguments]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:  # noqa: S603
        try:
            yield process, json.loads(process.stdout.readline() if process.stdout else "")["public"]
        finally:
            process.kill()


def reported(folder: Path, name: str) -> dict[str, object]:
    """What a relay that runs beside us reports of a night, once it has looked."""
    path, end = folder / "reports" / f"{name}.json", time.monotonic() + PATIENCE
    while not path.exists() or not path.read_text("utf-8").endswith("}\n"):
        assert time.monotonic() < end, f"no {path} after {PATIENCE} seconds"
        time.sleep(0.05)
    report: dict[str, object] = json.loads(path.read_text("utf-8"))
    return report


# A relay is young and plain: its history is shorter than the horizon, nobody has looked before, it does not compress,
# it claims nothing and does not end.
BEYOND_ONE_RUN = {
    "changes.cursor-lasts",
    "changes.erased-version-is-gone",
    "changes.successor-is-there",
    "changes.cut-history-has-a-snapshot",
    "changes.earliest-moves-with-time",
    "changes.history-stands",
    "changes.horizon-is-long-enough",
    "changes.tombstone-stays",
    "discovery.claim-is-not-of-the-future",
    "discovery.claim-is-of-a-claimed-class",
    "discovery.claim-is-of-a-version-spoken",
    "discovery.end-is-told-in-time",
    "discovery.end-is-told-with-each-page",
    "discovery.ends-agree",
    "discovery.successor-is-there",
    "service.compression-changes-nothing",
}
# Of what its extract holds nobody was asked, and nobody has said anything.
OF_OTHER_KINDS = {
    "consultation.comment-shows-no-contact",
    "consultation.neighbours-are-for-the-case-alone",
    "consultation.people-are-for-the-case-alone",
    "consultation.shown-when-looked-at",
    "consultation.shown-when-published",
}


def page(base: str) -> dict[str, object]:
    with urlopen(f"{base}/changes?from=2026-01-01T00:00:00.000Z&limit=1", timeout=10) as answer:  # noqa: S310 - ours
        found: dict[str, object] = json.load(answer)
        return found


def test_the_suite_passes_over_several_nights_and_restarts_while_more_come_in(court: Court, tmp_path: Path) -> None:
    report = judge_relay(court, tmp_path / "extracts", SEED, is_busy=True)
    assert report.exit_code is Exit.CONFORMS, told(report)
    assert report.having(Outcome.FAILED, Outcome.WARNED, Outcome.ERRORED) == (), told(report)
    unseen = {verdict.requirement.id for verdict in report.having(Outcome.UNSEEN, Outcome.INCONCLUSIVE)}
    assert unseen == BEYOND_ONE_RUN | OF_OTHER_KINDS


def test_a_night_comes_in_while_the_feed_is_served(folder: Path) -> None:
    decided = {row["application"] for row in held()["decision"]}
    undecided = next(row["key"] for row in held()["application"] if row["key"] not in decided)
    with relaying(folder) as (_process, base):
        before = page(base)
        write(folder, "second", 5, without(held(), undecided))
        assert reported(folder, "second")["outcome"] == "published"
        after, graves = page(base), [entry for entry in read_feed(base) if entry["op"] == "delete"]
    assert [entry["kind"] for entry in graves] == ["application", "site"]
    assert str(after["sourceAsOf"]) > str(before["sourceAsOf"])
    assert str(after["watermark"]) > str(before["watermark"])
    assert after["epoch"] == before["epoch"]


def test_a_restart_changes_nothing(folder: Path) -> None:
    with relaying(folder) as (process, base):
        before, watermark = read_feed(base), page(base)["watermark"]
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)
    with relaying(folder) as (_process, base):
        after = page(base)
        assert read_feed(base) == before
    assert str(after["watermark"]) > str(watermark)


def large(copies: int) -> Rows:
    """Many sites, so that taking them in lasts."""
    return {"site": [{**row, "key": f"{row['key']}#{n}"} for n in range(copies) for row in rows("2026-11-23")["site"]]}


@pytest.mark.parametrize("seconds", [0.02, 0.3])
def test_a_kill_in_the_middle_of_an_intake_loses_nothing(folder: Path, seconds: float) -> None:
    assert program("reference_server", "relay", str(folder), "--once").returncode == 0
    write(folder, "second", 5, large(30))
    call = [sys.executable, "-m", "reference_server", "relay", str(folder), "--once", "--confirm", "second"]
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own program
        assert process.stderr
        assert process.stderr.readline() == "second: reading\n"
        time.sleep(seconds)
        process.kill()
    with relaying(folder, "--confirm", "second") as (_process, base):
        entries = read_feed(base)
    sites = [entry for entry in entries if entry["kind"] == "site" and entry["op"] == "upsert"]
    assert len(sites) == len({entry["id"] for entry in sites}) == 30 * 60 + 40
    assert {entry["version"] for entry in entries} == {1}


def test_a_person_is_asked_and_confirms(folder: Path) -> None:
    assert program("reference_server", "relay", str(folder), "--once").returncode == 0
    write(folder, "second", 5, rows("2026-11-23", 20))
    asked = program("reference_server", "relay", str(folder), "--once")
    assert asked.returncode == 1
    assert "20 of 40 published records of application are not in it, more than 5 %" in asked.stderr
    assert "or start with --confirm second" in asked.stderr
    assert reported(folder, "second")["outcome"] == "held-back"
    assert program("reference_server", "relay", str(folder), "--once", "--confirm", "second").returncode == 0
    assert reported(folder, "second")["outcome"] == "published"


def test_two_relays_do_not_share_a_store(folder: Path) -> None:
    with relaying(folder):
        second = program("reference_server", "relay", str(folder), "--once")
    assert second.returncode == 2
    assert "is in use by another relay" in second.stderr


def test_a_folder_without_relay_toml_is_told_what_to_write(tmp_path: Path) -> None:
    done = program("reference_server", "relay", str(tmp_path), "--once")
    assert done.returncode == 2
    assert 'authorities = ["local-authority:NBR"]' in done.stderr
