"""Nouns of the judge made by hand: exchanges, entries, pages, walks, verdicts, reports."""

from __future__ import annotations

import json
from typing import Any

from conformance.check import Check
from conformance.evidence import Evidence, Terms, Walk
from conformance.model.description import Description
from conformance.model.exchange import Exchange, Request
from conformance.model.finding import Finding
from conformance.model.instant import read, write
from conformance.model.page import Entry, Page
from conformance.model.report import Report, Run
from conformance.model.requirement import Level, Requirement
from conformance.model.verdict import Outcome, Verdict
from conformance.model.window import Window
from conformance.standard import Standard

BASE = "https://planning.example/v0/public"
CHANGES = f"{BASE}/changes?from=2026-03-28T00:00:00.000Z"
NOON = 1_774_699_200_000  # 2026-03-28T12:00:00.000Z
DAY = Window(NOON - 43_200_000, NOON + 43_200_000)
SITE = "7f3a44c1-0000-4000-8000-000000000001"
FACTS: dict[str, Any] = {"planningAuthority": "local-authority:WMB", "addressText": "1 High Street"}


def standard() -> Standard:
    return Standard.read()


def terms(**members: Any) -> Terms:  # noqa: ANN401 - JSON
    return Terms(standard(), Description({"view": "public", "limits": {"pageSize": 100}, **members}))


def exchange(
    body: object = b"",
    *,
    url: str = CHANGES,
    status: int = 200,
    method: str = "GET",
    n: int = 1,
    took: float = 0.01,
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "application/json"),),
    trouble: str = "",
) -> Exchange:
    """An exchange whose body is given as bytes, or as a value to be written as JSON."""
    written = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Exchange(n, Request(method, url, authorised=False), status, headers, written, NOON, took, trouble)


def item(seq: int, at: int = NOON, **members: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """An item of a page: the record of a site, unless the members say otherwise."""
    head = {"seq": seq, "changedAt": write(at), "kind": "site", "id": f"record-{seq:04d}", "version": seq}
    return {**head, "op": "upsert", "data": FACTS, **members}


def tombstone(seq: int, at: int = NOON, **members: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """An item that says that a record is gone."""
    whole = item(seq, at, **{"op": "delete", "reason": "withdrawn", **members})
    return {name: value for name, value in whole.items() if name != "data"}


def page(*items: Any, n: int = 1, **members: Any) -> Page:  # noqa: ANN401 - JSON
    """A complete page with some items, read as the judge reads it."""
    end = write(DAY.end)
    told = {"epoch": "a", "watermark": end, "sourceAsOf": end, "complete": True, "coveredTo": end, "cursor": f"c{n}"}
    return Page.read(exchange({**told, "items": list(items), **members}, n=n))


def entries(*items: Any) -> tuple[Entry, ...]:  # noqa: ANN401 - JSON
    """The entries that some items are read as."""
    return page(*items).entries


def walk(*pages: Page, **members: Any) -> Walk:  # noqa: ANN401 - the fields of a walk
    """A walk over one day, in some pages."""
    whole: dict[str, Any] = {"terms": terms(), "window": DAY, "bounded": True, "limit": 100, **members}
    return Walk(pages=pages, **whole)


def walk_of(*items: Any, **members: Any) -> Walk:  # noqa: ANN401 - JSON, and the fields of a walk
    """A walk over one day, in one page."""
    return walk(page(*items), **members)


def told(one: Check[Any], evidence: Evidence) -> list[str]:
    """What a check saw that is not as it is to be."""
    return [found.actual for found in one.judge(evidence) if isinstance(found, Finding)]


def requirement(name: str = "changes.window-excludes-end", level: Level = Level.MUST) -> Requirement:
    """A requirement with something in each of its parts."""
    return Requirement(
        name, "A title", f"A publisher {level} do it.", level, ("core",), "Because.", "Like this.", "```"
    )


def finding(expected: str = "this", actual: str = "that", *shown: Exchange) -> Finding:
    return Finding(expected, actual, shown or (exchange(n=1),))


def verdict(outcome: Outcome, name: str = "changes.window-excludes-end", **members: Any) -> Verdict:  # noqa: ANN401
    """A verdict that has what its outcome needs: a finding where something broke, else a reason."""
    broken = outcome in (Outcome.FAILED, Outcome.WARNED)
    level = Level.SHOULD if outcome is Outcome.WARNED else Level.MUST
    told: dict[str, Any] = {"findings": (finding(),)} if broken else {"reason": "the reason"}
    if outcome is Outcome.PASSED:
        told = {"exposure": 1}
    return Verdict(requirement(name, level), outcome, **{**told, **members})


def report(*verdicts: Verdict, **members: Any) -> Report:  # noqa: ANN401 - the fields of a report
    """A report of a run that came to its end."""
    run = Run(
        standard="0.1.0",
        suite="0.1.0",
        base_url=BASE,
        view="public",
        classes=("core",),
        profile="",
        mode="read-only",
        level="default",
        seed=5,
        run_id="abcd1234",
        site="https://open-planning-exchange.example/",
        started=read("2026-03-28T12:00:00Z") or 0,
        took=1.5,
    )
    whole: dict[str, Any] = {"run": run, "exchanges": (exchange(n=1),), **members}
    return Report(verdicts=verdicts, **whole)
