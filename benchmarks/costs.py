"""How many requests each kind of evidence takes: writes `conformance/costs.toml`, and checks what is estimated by it.

`python -m benchmarks.costs`, after a probe was added or asks otherwise; `--check` writes nothing.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections import defaultdict
from typing import NamedTuple

from benchmarks.courts import court, in_parallel
from conformance.costs import BEGINNING, FILE
from conformance.forecast import forecast
from conformance.model.description import Description
from conformance.probes import PROBES
from conformance.runner import run
from conformance.target import Depth, Mode, Target
from reference_server.publisher import TOKEN

SEEDS = {Depth.SMOKE: 3, Depth.DEFAULT: 3, Depth.FULL: 1}
OPEN = "public"
# In which view a mode is measured: what is written to is no public view.
VIEWS = {Mode.READ_ONLY: OPEN, Mode.SANDBOX: "partner"}
OTHERS = ("standard", "keeps_a_journal", "puts_one_entry_on_a_page", "is_slow_but_legal")
HEAD = "# Requests that each kind of evidence takes of the reference server, as `python -m benchmarks.costs` counted.\n"


class Task(NamedTuple):
    """One run that is counted."""

    mode: Mode
    depth: Depth
    seed: int
    profile: str = ""
    server: str = "standard"


class Counter:
    """Watches a run, and takes down how many requests each step had sent before it began."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, int]] = []

    def step(self, what: str, _done: int, _of: int, requests: int) -> None:
        """A kind of evidence begins."""
        self.steps.append((what, requests))


def count(task: Task) -> tuple[Task, dict[str, int], int, int]:
    """The requests of one run by kind of evidence, all of them, and how many were estimated."""
    watch, place = Counter(), court()
    view = VIEWS[task.mode]
    target = Target(
        place.gallery.base(task.server, view),
        token=TOKEN if view != OPEN else "",
        profile=task.profile,
        mode=task.mode,
        depth=task.depth,
        seed=task.seed,
        report_dir=place.folder,
    )
    try:
        report = run(place.standard, target, place.clock, watch)
    finally:
        place.gallery.take_down(task.server)
    ends = [requests for _, requests in watch.steps[1:]] + [len(report.exchanges)]
    spent: dict[str, int] = {}
    for (what, began), end in zip(watch.steps, ends, strict=True):
        name = BEGINNING if what == "census" else what
        spent[name] = end - (0 if name == BEGINNING else began)
    described = Description({"view": view, "classes": list(report.run.classes)})
    return task, spent, len(report.exchanges), forecast(place.standard, target, described).requests.about


def measure() -> None:
    """Write the file: the median of some seeds, for each mode and level."""
    found: defaultdict[tuple[Mode, Depth], defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    tasks = [Task(mode, depth, seed) for mode in Mode for depth in Depth for seed in range(SEEDS[depth])]
    for task, spent, _, _ in in_parallel(count, tasks):
        for name, requests in spent.items():
            found[task.mode, task.depth][name].append(requests)
    names = [BEGINNING, *(probe.evidence.__name__ for probe in PROBES if not probe.looks_back)]
    lines = [HEAD]
    for (mode, depth), spent_by_name in sorted(found.items()):
        lines.append(f"[{mode}.{depth}]")
        rows = ((name, spent_by_name[name]) for name in names if name in spent_by_name)
        lines += [f"{name} = {round(statistics.median(requests))}" for name, requests in rows]
        lines.append("")
    FILE.write_text("\n".join(lines), "utf-8")


def check() -> None:
    """Print the error of the estimate for runs that were not measured: other seeds, profiles and servers."""
    tasks = [Task(mode, depth, 77) for mode in Mode for depth in (Depth.SMOKE, Depth.DEFAULT)]
    tasks += [Task(Mode.READ_ONLY, Depth.DEFAULT, 78, profile) for profile in ("register", "back-office", "bops")]
    tasks += [Task(Mode.SANDBOX, Depth.DEFAULT, 78, "bops")]
    tasks += [Task(Mode.READ_ONLY, Depth.DEFAULT, 79, "", server) for server in OTHERS]
    errors = []
    print(f"{'run':<60} {'told':>6} {'took':>6} {'error':>7}")
    for task, _, took, about in in_parallel(count, tasks):
        error = (about - took) / took
        errors.append(abs(error))
        name = f"{task.mode} {task.depth} {task.profile or 'what is claimed'} {task.server}"
        print(f"{name:<60} {about:>6} {took:>6} {error:>7.1%}")
    print(f"\nmedian error {statistics.median(errors):.1%}, largest {max(errors):.1%}")


def main() -> int:
    """Measure unless told not to, then check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        measure()
    check()
    return 0


if __name__ == "__main__":
    sys.exit(main())
