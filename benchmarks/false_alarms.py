"""How often is a lawful server accused? The standard server and every variant, quiet and busy, with many seeds."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from benchmarks.courts import court, in_parallel
from conformance.model.report import Exit, Report
from conformance.model.verdict import Outcome
from reference_server import variants
from reference_server.tests.judging import judge_relay, told

# Traffic shows what no quiet feed can: late changes, supersession, windows that move.
BUSY = (
    "standard",
    "keeps_a_journal",
    "stamps_whole_seconds",
    "is_final_five_seconds_later",
    "takes_the_seq_as_version",
)

# The feed that the relay makes of nightly extracts: with restarts between them, and with nights that come in.
RELAYS = ("relay", "relay+traffic")


class Result(NamedTuple):
    """One run against one lawful server."""

    name: str
    seed: int
    code: int
    accused: bool
    requests: int
    told: str


def judge(task: tuple[str, int]) -> Result:
    """Judge one server with one seed."""
    name, seed = task
    report = _judge_relay(name, seed) if name.startswith("relay") else court().judge(name, seed)
    accused = bool(report.having(Outcome.FAILED, Outcome.WARNED, Outcome.ERRORED))
    return Result(name, seed, int(report.exit_code), accused, len(report.exchanges), told(report) if accused else "")


def _judge_relay(name: str, seed: int) -> Report:
    with tempfile.TemporaryDirectory(prefix="relay-") as folder:
        return judge_relay(court(), Path(folder), seed, is_busy=name.endswith("+traffic"))


def main() -> int:
    """Print the count for each server; 1 if any was accused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000, help="in all, spread evenly")
    options = parser.parse_args()
    names = ["standard", *(variant.name for variant in variants.ALL), *(f"{name}+traffic" for name in BUSY), *RELAYS]
    tasks = [(names[number % len(names)], number) for number in range(options.runs)]
    runs, accused, codes, requests = Counter[str](), Counter[str](), Counter[int](), []
    for result in in_parallel(judge, tasks):
        runs[result.name] += 1
        accused[result.name] += result.accused
        codes[result.code] += 1
        requests.append(result.requests)
        if result.accused:
            print(f"{result.name}, seed {result.seed}\n{result.told}", file=sys.stderr, flush=True)
    for name in names:
        print(f"{name:<40} {accused[name]} of {runs[name]} accused")
    total = sum(accused.values())
    print(f"\n{total} false alarms in {sum(runs.values())} runs; exit codes {dict(codes)}; {Exit.CONFORMS.name} is 0")
    print(f"requests a run: median {statistics.median(requests):.0f}, most {max(requests)}")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
