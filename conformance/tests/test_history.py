"""What runs of earlier days remember: the file, and the checks that hold it against the feed of today."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conformance.checks.changes import retention
from conformance.cli import history
from conformance.cli.main import guarded
from conformance.cli.trouble import UsageTrouble
from conformance.evidence import Return, Since
from conformance.model.description import Description
from conformance.model.history import MOST_TOMBSTONES, MOST_UPSERTS, Past, fact_of, facts_of
from conformance.model.instant import write
from conformance.runner.remember import remember
from conformance.tests.honest import served
from conformance.tests.hostile import keeps_the_standard
from conformance.tests.specimens import BASE, NOON, entries, exchange, item, page, terms, told, tombstone

DAY = 86_400_000
STANDS = retention.what_an_earlier_run_was_given_is_there_or_superseded
STAYS = retention.a_tombstone_is_there_within_the_horizon
MOVES = retention.earliest_does_not_run_ahead_of_time
LASTS = retention.a_cursor_of_an_earlier_run_is_answered


def past(*items: Any, at: int = NOON, **members: Any) -> Past:  # noqa: ANN401 - JSON
    facts = tuple(map(fact_of, entries(*items)))
    return replace(Past(BASE, at, "a", NOON - 90 * DAY, "c1", facts), **members)


def since(before: Past, *items: Any, days: int = 10, earliest: int = NOON - 90 * DAY, later: bool = False) -> Since:  # noqa: ANN401
    marks = frozenset(fact.mark for fact in before.facts) if later else frozenset()
    now = before.at + days * DAY
    return Since(terms(earliest=write(earliest)), before, earliest, now, entries(*items), marks, exchange())


@pytest.mark.parametrize(
    ("now", "found"),
    [
        ([item(1), item(2)], []),
        ([item(1)], ["neither of them"]),
        ([item(1), item(2, data={})], ["the same entry with other content"]),
        ([item(1), item(2, changedAt=write(NOON + 1))], ["the same entry with other content"]),
        ([], ["neither of them", "neither of them"]),
    ],
)
def test_a_history_stands(now: list[Any], found: list[str]) -> None:
    before = past(item(1), item(2))
    assert told(STANDS, since(before, *now)) == found
    assert "neither of them" not in told(STANDS, since(before, *now, later=True))
    # What lies before `earliest` was cut off, which is another rule's matter.
    assert STANDS.count(since(before, *now, earliest=NOON + 1)) == 0


@pytest.mark.parametrize(("days", "found", "seen"), [(10, 1, 1), (29, 1, 1), (31, 0, 0)])
def test_a_tombstone_stays_for_the_horizon(days: int, found: int, seen: int) -> None:
    before = past(tombstone(1))
    gone = since(before, days=days)
    assert (len(told(STAYS, gone)), STAYS.count(gone)) == (found, seen)
    assert told(STAYS, since(before, tombstone(1), days=days)) == []
    assert told(STAYS, since(before, later=True, days=days)) == []
    assert STANDS.count(gone) == 0


@pytest.mark.parametrize(("moved", "found"), [(-1, 0), (0, 0), (10, 0), (11, 0), (12, 1), (40, 1)])
def test_earliest_moves_with_time(moved: int, found: int) -> None:
    before = past()
    assert len(told(MOVES, since(before, earliest=NOON + (moved - 90) * DAY))) == found
    assert MOVES.count(since(replace(before, earliest=None))) == 0


def test_a_cursor_of_an_earlier_run_is_answered() -> None:
    assert told(LASTS, Return(terms(), past(), page())) == []
    refused = replace(page(), trouble="status 410")
    assert told(LASTS, Return(terms(), past(), refused)) == ["status 410"]


def test_little_is_remembered_of_a_large_feed() -> None:
    many = entries(*(tombstone(n) if n % 3 == 0 else item(n) for n in range(1, 2000)))
    facts = facts_of(many)
    assert sum(fact.is_tombstone for fact in facts) == MOST_TOMBSTONES
    assert MOST_UPSERTS / 2 < sum(not fact.is_tombstone for fact in facts) <= MOST_UPSERTS
    assert fact_of(many[-1]) in facts


def test_a_run_remembers_its_census_and_no_secret() -> None:
    described = Description({"epoch": "a", "earliest": write(NOON)})
    first = page(item(1), complete=False, cursor="c1").exchange
    asked = [exchange({}, url=f"{BASE}/description"), first, page(item(2), cursor="~secret-1~").exchange]
    asked.append(page(item(3), cursor="c3").exchange)
    kept = remember(BASE, described, 5, asked)
    assert kept == Past(BASE, NOON + 5, "a", NOON, "", tuple(map(fact_of, entries(item(1), item(2)))))
    assert remember(BASE, described, 0, [exchange(b"no page")]) is None


def test_a_history_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    assert history.load(file) == ()
    runs = (past(item(1), tombstone(2)), past(item(1), at=NOON + DAY, earliest=None, base_url=f"{BASE}/other"))
    history.save(file, runs)
    assert history.load(file) == runs
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [json.loads(line)["history"] for line in file.read_text("utf-8").splitlines()] == [1, 1]


def test_a_history_keeps_the_last_runs_of_each_endpoint(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    runs = tuple(past(at=NOON + n * DAY) for n in range(history.MOST_RUNS + 5))
    history.save(file, (past(base_url="https://other.example/v0/public"), *runs))
    kept = history.load(file)
    assert len(kept) == history.MOST_RUNS + 1
    assert kept[-1] == runs[-1]


GOOD = json.dumps(history._line(past(item(1))))
WHOLE = json.loads(GOOD)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "not JSON",
        "[]",
        "{}",
        '{"history": 2}',
        '{"history": 1}',
        json.dumps({**WHOLE, "at": "yesterday"}),
        json.dumps({**WHOLE, "facts": [5]}),
        json.dumps({**WHOLE, "facts": [{**WHOLE["facts"][0], "seq": "1"}]}),
        json.dumps({**WHOLE, "cursor": None}),
        json.dumps({**WHOLE, "earliest": 5}),
        "\ud800",
    ],
)
def test_a_broken_or_foreign_file_is_told_by_its_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "history.jsonl"
    file.write_bytes(f"{GOOD}\n{line}\n".encode("utf-8", "surrogatepass"))
    with pytest.raises(UsageTrouble, match=r"history\.jsonl:2: this is no line of a history"):
        history.load(file)


def test_a_history_that_cannot_be_kept_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(UsageTrouble, match="is no folder that can be written to"):
        history.load(tmp_path / "nowhere" / "history.jsonl")


def test_a_run_with_a_history_remembers_and_judges(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with served(keeps_the_standard, "changes") as endpoint:
        call = ["--base-url", endpoint.base_url, "--seed", "1", "--history", "history.jsonl"]
        codes = [guarded([*call, "--level", "smoke"]), guarded(call)]
    assert codes == [0, 0], capsys.readouterr()
    assert len(history.load(Path("history.jsonl"))) == 2
    report = json.loads((tmp_path / ".conformance" / "report.json").read_text("utf-8"))
    outcomes = {row["id"]: row["outcome"] for row in report["requirements"]}
    judged = ("history-stands", "tombstone-stays", "cursor-lasts", "earliest-moves-with-time")
    assert [outcomes[f"changes.{name}"] for name in judged[:1] + judged[2:]] == ["passed"] * 3
    Path("history.jsonl").write_text("{}\n", "utf-8")
    assert guarded(call) == 2
