"""`conformance plan`: what is told of a run before it is made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conformance.checks import ALL
from conformance.cli.main import guarded
from conformance.costs import BEGINNING, estimate, measured
from conformance.forecast import forecast
from conformance.probes import PROBES
from conformance.target import Depth, Mode, Target
from conformance.tests.specimens import BASE, standard, terms
from conformance.untested import untested

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def planned(capsys: Captured, *flags: str) -> dict[str, Any]:
    assert guarded(["plan", *flags, "--json"]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


@pytest.mark.parametrize("name", standard().profiles)
def test_every_requirement_is_judged_or_has_a_reason_at_each_endpoint(name: str, capsys: Captured) -> None:
    told, profile = planned(capsys, "--profile", name), standard().profiles[name]
    assert [endpoint["view"] for endpoint in told["endpoints"]] == [part.view for part in profile.served]
    for endpoint in told["endpoints"]:
        judged = [one for names in endpoint["judged"].values() for one in names]
        left = [row["id"] for row in endpoint["notJudged"]]
        assert sorted([*judged, *left]) == sorted(standard().requirements)
        assert all(row["reason"] for row in endpoint["notJudged"])
        assert set(judged) <= {check.requirement for check in ALL}
    assert len(told["asks"]) == len(profile.parts) - len(profile.served)
    assert all(part["instead"] and part["judged"] is False for part in told["asks"])


@pytest.mark.parametrize("name", standard().profiles)
def test_a_plan_is_text_of_lines_that_fit(name: str, capsys: Captured) -> None:
    assert guarded(["plan", "--profile", name]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(standard().profiles[name].system)
    requests = [line for line in lines if line.startswith("  requests")]
    assert len(requests) == len(standard().profiles[name].served)
    assert ("judged  not." in "\n".join(lines)) is (standard().profiles[name].role != "server")


def test_a_plan_names_every_requirement_when_asked(capsys: Captured) -> None:
    assert guarded(["plan", "--profile", "gazetteer"]) == 0
    short = capsys.readouterr().out
    assert guarded(["plan", "--profile", "gazetteer", "--by-name"]) == 0
    named = capsys.readouterr().out
    assert len(short.splitlines()) < 20
    assert "changes.window-excludes-end" in named
    assert "changes.window-excludes-end" not in short


def test_what_takes_writing_is_planned_in_a_sandbox_only(capsys: Captured) -> None:
    def partner(*flags: str) -> dict[str, Any]:
        told: dict[str, Any] = planned(capsys, "--profile", "bops", *flags)["endpoints"][-1]
        return told

    reading, writing = partner(), partner("--mode", "sandbox")
    assert "deliver" not in reading["judged"]
    assert "it is judged by writing: run with --mode sandbox" in {row["reason"] for row in reading["notJudged"]}
    assert set(writing["needs"]["a sandbox that is written to"]) >= set(writing["judged"]["deliver"])
    assert writing["requests"]["about"] > reading["requests"]["about"]


def test_a_sentence_that_binds_clients_is_told_to_them(capsys: Captured) -> None:
    told = planned(capsys, "--profile", "data-user")
    bound = {name for name, reason in untested().items() if reason.why == "consumer"}
    assert set(told["bindsClients"]) <= bound


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ([], "Say what to plan for: --profile NAME, --base-url URL, or both."),
        (["--profile", "king"], "There is no profile 'king'; there are back-office, "),
        (["--profile", "bops", "--level", "deep"], "There is no level 'deep'"),
        (["--base-url", "ftp://x"], "is no address"),
    ],
)
def test_a_wrong_call_is_told(flags: list[str], said: str, capsys: Captured) -> None:
    assert guarded(["plan", *flags]) == 2
    assert said in capsys.readouterr().err


def test_an_endpoint_that_is_not_there_cannot_be_planned_for(capsys: Captured) -> None:
    assert guarded(["plan", "--base-url", "http://127.0.0.1:1/v0/public"]) == 3
    assert "Could not plan: http://127.0.0.1:1/v0/public/description gives no answer" in capsys.readouterr().err


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("depth", Depth)
def test_an_estimate_is_the_sum_of_what_was_measured_and_never_more_than_may_be_sent(mode: Mode, depth: Depth) -> None:
    target = Target(BASE, mode=mode, depth=depth)
    told = forecast(standard(), target, terms(classes=list(standard().classes)).description).requests
    assert told.about == min(told.most, sum(told.by_kind.values()))
    assert set(told.by_kind) <= set(measured()[mode][depth]) <= {BEGINNING, *(p.evidence.__name__ for p in PROBES)}
    assert estimate(mode, depth, (), 40).about == 0
    assert estimate(mode, depth, ("Unheard",), 40).unknown == ("Unheard",)
