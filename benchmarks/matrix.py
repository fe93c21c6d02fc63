"""Every fault over twenty seeds: whether it is found, exactly, and after how many requests.

`make matrix`, or `python benchmarks/matrix.py --seeds 3 --only closes_the_window`.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import defaultdict
from typing import NamedTuple

from benchmarks.courts import court, in_parallel
from reference_server import faults
from reference_server.tests.judging import broken, told

ENOUGH = 0.95


class Result(NamedTuple):
    """One run against one fault."""

    name: str
    exact: bool
    first: int
    requests: int
    seconds: float
    told: str


def judge(task: tuple[str, int]) -> Result:
    """Judge one fault with one seed."""
    fault = next(fault for fault in faults.ALL if fault.name == task[0])
    began = time.process_time()
    report = court().judge_fault(fault, task[1])
    found = broken(report)
    exact = set(fault.breaks) <= found <= {*fault.breaks, *fault.may}
    first = next((v.first for v in report.verdicts if v.requirement.id == fault.breaks[0]), 0)
    seconds = time.process_time() - began
    return Result(fault.name, exact, first, len(report.exchanges), seconds, "" if exact else told(report))


def main() -> int:
    """Print the table; 1 if a fault is not found exactly in nineteen of twenty seeds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--only", nargs="*", default=[])
    options = parser.parse_args()
    wanted = [fault for fault in faults.ALL if not options.only or fault.name in options.only]
    results: defaultdict[str, list[Result]] = defaultdict(list)
    for result in in_parallel(judge, [(fault.name, seed) for seed in range(1, options.seeds + 1) for fault in wanted]):
        results[result.name].append(result)
        if not result.exact:
            print(f"{result.name}\n{result.told}", file=sys.stderr, flush=True)
    print(f"{'fault':<40} {'found':>7} {'first':>6} {'requests':>8} {'seconds':>7}  breaks")
    missed = 0
    for fault in wanted:
        runs = results[fault.name]
        exact = sum(run.exact for run in runs)
        missed += exact < ENOUGH * len(runs)
        first = statistics.median(run.first for run in runs)
        requests, seconds = (statistics.median(getattr(run, name) for run in runs) for name in ("requests", "seconds"))
        print(
            f"{fault.name:<40} {exact:>3}/{len(runs):<3} {first:>6.0f} {requests:>8.0f} {seconds:>7.2f}  "
            f"{', '.join(fault.breaks)}"
        )
    runs = [run for each in results.values() for run in each]
    exact, firsts = sum(run.exact for run in runs), sorted(run.first for run in runs)
    print(f"\n{len(wanted)} faults, {len(runs)} runs, {exact} exact; {missed} faults below {ENOUGH:.0%}")
    print(
        f"requests to the first finding: median {statistics.median(firsts):.0f}, p95 {firsts[len(firsts) * 95 // 100]}"
    )
    print(
        f"processor seconds a run, judge and server together: median {statistics.median(r.seconds for r in runs):.2f}"
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
