"""Is a lawful server accused for the weather? The standard server behind bad lines: quiet, busy, and written to."""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from benchmarks.courts import court, in_parallel
from conformance.model.report import Exit
from conformance.model.verdict import Outcome
from reference_server.tests.bad_line import Weather
from reference_server.tests.judging import judge_in, told

WEATHERS = (
    Weather("fair"),
    Weather("far away", delay=15, jitter=10),
    Weather("one in a hundred lost", lost=0.01),
    Weather("one in a hundred cut off", cut=0.01),
    Weather("one in ten lost", lost=0.1),
    Weather("one in twenty cut off", cut=0.05),
    Weather("two in a hundred told to wait", busy=0.02),
    Weather("told to wait, five times in a row", busy=0.01, in_a_row=5),
    Weather("some of everything", delay=3, jitter=3, lost=0.01, cut=0.01, busy=0.02),
)


@dataclass(frozen=True, slots=True)
class Trip:
    """One way of visiting the server."""

    name: str
    server: str
    view: str = "public"
    mode: str = "read-only"


TRIPS = (
    Trip("quiet", "standard"),
    Trip("busy", "standard+traffic"),
    Trip("sandbox", "standard", "partner", "sandbox"),
)
LAWFUL = (Exit.CONFORMS, Exit.COULD_NOT_JUDGE)


class Result(NamedTuple):
    """One run."""

    weather: str
    code: Exit
    requests: int
    unseen: int
    trouble: int
    told: str


def judge(task: tuple[Weather, Trip, int]) -> Result:
    """Judge the standard server over one line with one seed."""
    weather, trip, seed = task
    report, line = judge_in(court(), weather, seed, server=trip.server, view=trip.view, mode=trip.mode)
    accused = report.having(Outcome.FAILED, Outcome.WARNED, Outcome.ERRORED)
    wrong = bool(accused) or report.exit_code not in LAWFUL
    unseen = sum(verdict.required for verdict in report.having(Outcome.UNSEEN))
    trouble = line.spoilt
    words = f"{weather.name}, {trip.name}, seed {seed}\n{told(report)}" if wrong else ""
    return Result(weather.name, report.exit_code, len(report.exchanges), unseen, trouble, words)


def main() -> int:
    """Print a row for each weather; 1 if anybody was accused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=108, help="in all, spread evenly")
    options = parser.parse_args()
    each = [(weather, trip) for trip in TRIPS for weather in WEATHERS]
    tasks = [(*each[number % len(each)], number) for number in range(options.runs)]
    results: defaultdict[str, list[Result]] = defaultdict(list)
    for result in in_parallel(judge, tasks):
        results[result.weather].append(result)
        if result.told:
            print(result.told, file=sys.stderr, flush=True)
    print(f"{'weather':<36} {'runs':>4} {'accused':>8} {'spoilt requests':>16} {'not obtained':>13}  exit codes")
    for weather in WEATHERS:
        runs = results[weather.name]
        codes = ", ".join(f"{count} x {code}" for code, count in Counter(int(run.code) for run in runs).items())
        spoilt, sent, unseen = (sum(getattr(run, name) for run in runs) for name in ("trouble", "requests", "unseen"))
        accused = sum(bool(run.told) for run in runs)
        print(f"{weather.name:<36} {len(runs):>4} {accused:>8} {f'{spoilt} of {sent}':>16} {unseen:>13}  {codes}")
    wrong = sum(bool(run.told) for runs in results.values() for run in runs)
    print(f"\n{wrong} accused in {options.runs} runs")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
