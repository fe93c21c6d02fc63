"""Judges a server of the gallery with the suite: what the matrix and the benchmarks are made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from conformance.model.report import Report
from conformance.model.verdict import Outcome
from conformance.runner import run
from conformance.standard import Standard
from conformance.target import Depth, Mode, OAuth, Target
from reference_server.clock import JumpingClock
from reference_server.fault import Fault
from reference_server.gallery import Gallery
from reference_server.publisher import TOKEN
from reference_server.tests.bad_line import Line, Weather, bad_line
from reference_server.tests.nights import next_night, served, some_nights

# In a run this is a handful of nights.
REQUESTS_A_NIGHT = 60

# The token of one who sees the records of one authority.
OTHER = "omd-sandbox"
# Seconds.
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Court:
    """The standard, the clock that all share, and the servers."""

    standard: Standard
    clock: JumpingClock
    gallery: Gallery
    folder: Path

    def judge(
        self,
        name: str,
        seed: int,
        *,
        view: str = "public",
        mode: str = "read-only",
        level: str = "default",
        returns: bool = False,
        issued: bool = False,
    ) -> Report:
        """One run against one server, which is taken down afterwards.

        With `returns` there is a second one, ten days later; with `issued` the token comes from the issuer.
        """
        target = Target(
            self.gallery.base(name, view),
            token=TOKEN if view != "public" and not issued else "",
            other_token=OTHER if view != "public" else "",
            oauth=OAuth(self.gallery.issuer(name), "partner", TOKEN) if issued else None,
            mode=Mode(mode),
            depth=Depth(level),
            seed=seed,
            report_dir=self.folder,
        )
        try:
            if returns:
                target = self._ten_days_later(target)
            return run(self.standard, target, self.clock)
        finally:
            self.gallery.take_down(name)

    def judge_fault(self, fault: Fault, seed: int) -> Report:
        """One run in the view, mode and level in which a fault shows."""
        name = f"{fault.name}+traffic" if fault.needs == "live-traffic" else fault.name
        returns = fault.needs == "history"
        issued = fault.needs == "issuer"
        return self.judge(
            name, seed, view=fault.view, mode=fault.mode, level=fault.level, returns=returns, issued=issued
        )

    def _ten_days_later(self, target: Target) -> Target:
        """The same target, with the memory of a short run ten days ago."""
        before = run(self.standard, replace(target, depth=Depth.SMOKE), self.clock)
        self.clock.sleep(10 * DAY)
        return replace(target, pasts=(before.past,) if before.past else ())


def judge_relay(court: Court, folder: Path, seed: int, *, is_busy: bool) -> Report:
    """One run against a relay that has several nights behind it, on request with more that come in during the run."""
    requests = count(1)
    office = some_nights(folder, court.clock)

    def come_in() -> None:
        number = next(requests)
        if is_busy and number % REQUESTS_A_NIGHT == 0:
            next_night(office, court.clock, number // REQUESTS_A_NIGHT)

    try:
        with served(office, come_in) as base:
            return run(court.standard, Target(base, seed=seed, report_dir=court.folder), court.clock)
    finally:
        office.close()


def judge_in(
    court: Court,
    weather: Weather,
    seed: int,
    *,
    server: str = "standard",
    view: str = "public",
    mode: str = "read-only",
) -> tuple[Report, Line]:
    """One run against one server behind a bad line, and what the line did."""
    base = court.gallery.base(server, view)
    place = urlsplit(base).netloc
    with bad_line(urlsplit(base).port or 0, weather, seed) as (port, line):
        target = Target(
            base.replace(place, f"127.0.0.1:{port}"),
            token=TOKEN if view != "public" else "",
            mode=Mode(mode),
            seed=seed,
            report_dir=court.folder,
        )
        try:
            return run(court.standard, target, court.clock), line
        finally:
            court.gallery.take_down(server)


def broken(report: Report) -> set[str]:
    """The requirements that a run found broken of their own."""
    return {verdict.requirement.id for verdict in report.verdicts if verdict.breaks}


def told(report: Report) -> str:
    """What to read when a run did not come out as expected."""
    lines = [f"exit {int(report.exit_code)}, {len(report.exchanges)} requests, seed {report.run.seed} {report.trouble}"]
    for verdict in report.having(Outcome.FAILED, Outcome.WARNED, Outcome.ERRORED):
        first = verdict.findings[0] if verdict.findings else None
        seen = f"expected {first.expected}; actual {first.actual}" if first else verdict.reason
        lines.append(f"{verdict.requirement.id} because {verdict.because or '-'}: {seen} ({verdict.inputs})")
    return "\n".join(lines)
