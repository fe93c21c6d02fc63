"""One run: from a target to a report."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Protocol

from conformance import __version__
from conformance.client import BudgetSpent, Client, Refused
from conformance.clock import Clock
from conformance.evidence import Terms
from conformance.model.description import Description
from conformance.model.report import Report, Run
from conformance.plan import misfit, plan
from conformance.preflight import CannotJudge, Introduced, introduce
from conformance.probes import PROBES, Outbox, Tail, Visit, census
from conformance.probes.deliveries import clean_up
from conformance.probes.documents.uploads import take_back
from conformance.runner.conclude import conclude
from conformance.runner.remember import remember
from conformance.runner.screen import Screen
from conformance.runner.tally import Tally
from conformance.standard import Standard
from conformance.target import Mode, Target

INTERRUPTED = "the run was interrupted"


class Watch(Protocol):
    """Who wants to know how far a run is."""

    def step(self, what: str, done: int, of: int, requests: int) -> None:
        """The run begins something: step `done` of `of`, after so many requests."""
        ...


class Silent:
    """Nobody wants to know."""

    def step(self, what: str, done: int, of: int, requests: int) -> None:
        """Say nothing."""


def run(standard: Standard, target: Target, clock: Clock, watch: Watch | None = None) -> Report:
    """Judge one endpoint. Where there is nothing to judge, the report has no verdicts and says why."""
    target = replace(target, run_id=target.run_id or _name(target))
    started, began = clock.now(), clock.monotonic()
    client = Client(target, clock)
    try:
        report = _report(standard, target, client, watch or Silent())
    finally:
        client.close()
    took = clock.monotonic() - began
    exchanges = tuple(client.memory.exchanges)
    return replace(report, run=replace(report.run, started=started, took=took), exchanges=exchanges)


def _name(target: Target) -> str:
    """What a run calls itself. What it writes bears the name, so that of a run that writes is never used again."""
    return secrets.token_hex(4) if target.mode is Mode.SANDBOX else f"{target.seed & 0xFFFFFFFF:08x}"


def _report(standard: Standard, target: Target, client: Client, watch: Watch) -> Report:
    try:
        introduced = introduce(client, target.mode)
    except CannotJudge as reason:
        return Report(_head(standard, target, Description({}), ()), (), trouble=str(reason), strict=target.strict)
    except KeyboardInterrupt:
        return Report(_head(standard, target, Description({}), ()), (), trouble=INTERRUPTED, interrupted=True)
    stranger = misfit(standard, target, introduced.description)
    if stranger:
        head = _head(standard, target, introduced.description, ())
        return Report(head, (), trouble=stranger, strict=target.strict)
    planned = plan(standard, target, introduced.description)
    tallies = tuple(Tally(check) for check in planned.checks)
    outbox = Outbox()
    trouble, interrupted = _judge(standard, target, client, introduced, tallies, outbox, watch)
    return Report(
        run=_head(standard, target, introduced.description, planned.classes),
        verdicts=conclude(planned, tallies, trouble),
        trouble=trouble,
        interrupted=interrupted,
        strict=target.strict,
        left=tuple(sorted((*outbox.live, *outbox.uploads))),
        past=remember(client.base_url, introduced.description, introduced.clock_offset, client.memory.exchanges),
    )


def _judge(
    standard: Standard,
    target: Target,
    client: Client,
    introduced: Introduced,
    tallies: tuple[Tally, ...],
    outbox: Outbox,
    watch: Watch,
) -> tuple[str, bool]:
    """Gather and judge until all is done or the run has to end. Why it ended early, and whether by hand."""
    try:
        _course(standard, target, client, introduced, tallies, outbox, watch)
    except BudgetSpent:
        return f"the {target.effort.requests} requests of this run were spent; --max-requests allows more", False
    except Refused as refusal:
        return f"the endpoint did not go on serving us: {refusal}", False
    except KeyboardInterrupt:
        return INTERRUPTED, True
    return "", False


def _course(
    standard: Standard,
    target: Target,
    client: Client,
    introduced: Introduced,
    tallies: tuple[Tally, ...],
    outbox: Outbox,
    watch: Watch,
) -> None:
    terms = Terms(standard, introduced.description, introduced.clock_offset)
    if introduced.description.quota:
        client.pace.declare(*introduced.description.quota)
    watch.step("census", 0, len(PROBES), len(client.memory.exchanges))
    calendar = census(client, terms, target.now)
    tail = Tail(client, calendar, terms.description.page_size)
    visit = Visit(client, target, terms, calendar, tail, outbox)
    screens = _screens(visit, tallies)
    try:
        for screen in screens:
            screen.ripen()
        for number, screen in enumerate(screens, 1):
            watch.step(screen.probe.evidence.__name__, number, len(screens), len(client.memory.exchanges))
            screen.run()
    except (BudgetSpent, Refused, KeyboardInterrupt):
        # What was told until then still counts.
        for screen in screens:
            if screen.probe.looks_back:
                screen.run()
        raise
    finally:
        if target.mode is Mode.SANDBOX:
            take_back(visit)
            clean_up(visit)


def _screens(visit: Visit, tallies: tuple[Tally, ...]) -> list[Screen]:
    """One screen for each kind of evidence that some check of the plan judges, in the order of the probes."""
    screens = []
    for probe in PROBES:
        judges = tuple(tally for tally in tallies if tally.check.evidence is probe.evidence)
        if judges and (probe.smoke or not visit.target.effort.is_smoke):
            screens.append(Screen(visit, probe, judges))
    return screens


def _head(standard: Standard, target: Target, description: Description, classes: tuple[str, ...]) -> Run:
    return Run(
        standard=standard.version,
        suite=__version__,
        base_url=target.base_url,
        view=description.view,
        classes=classes,
        profile=target.profile,
        mode=target.mode,
        level=target.depth,
        seed=target.seed,
        run_id=target.run_id,
        site=standard.site,
        started=0,
        took=0.0,
    )
