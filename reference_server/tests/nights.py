"""Nights of the sample council as a back office would export them, and a relay that takes them in."""

from __future__ import annotations

import asyncio
import csv
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

from starlette.types import ASGIApp, Receive, Scope, Send

from reference_server import instant
from reference_server.clock import Clock
from reference_server.relay import about
from reference_server.relay.about import EXAMPLE, FILE
from reference_server.relay.office import BASE, Office, open_office
from reference_server.sample import council
from reference_server.tests.opened import listening

HOUR = 3_600_000
Rows = dict[str, list[dict[str, Any]]]


def rows(today: str, cases: int = 60) -> Rows:
    """What the council's back office holds, with keys of its own and columns that no public view shows."""
    found: Rows = {"site": [], "application": [], "decision": []}
    for case in [case for case in council.cases() if case.home == council.AUTHORITY][:cases]:
        key = case.reference
        found["site"].append({"key": key, **case.site(case.home)[1]})
        application = case.application(case.row["stage"], case.row["status"], today, case.home)[1]
        found["application"].append({"key": key, **application, "site": key, "fileNumber": f"C{len(found['site'])}"})
        if case.days("decided") is not None:
            found["decision"].append({"key": f"{key}/D", **case.decision(today, case.home)[1], "application": key})
    return found


def write_night(folder: Path, taken_at: int, held: Mapping[str, list[dict[str, Any]]], forms: str = "jsonl") -> Path:
    """One extract. `forms` is one form for all kinds, or one a kind."""
    folder.mkdir(parents=True)
    each = dict(zip(held, forms.split() * len(held), strict=False))
    for kind, records in held.items():
        WRITERS[each[kind]](folder / f"{kind}.{each[kind]}", records)
    manifest = {"takenAt": instant.text(taken_at), "counts": {kind: len(records) for kind, records in held.items()}}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return folder


def _lines(path: Path, records: list[dict[str, Any]]) -> None:
    path.write_text("".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records), "utf-8")


def _list(path: Path, records: list[dict[str, Any]]) -> None:
    path.write_text(json.dumps(records, ensure_ascii=False), "utf-8")


def _table(path: Path, records: list[dict[str, Any]]) -> None:
    columns = dict.fromkeys(name for record in records for name in record)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in record.items()} for record in records)


def _cell(value: object) -> object:
    if isinstance(value, list) and value and all(isinstance(inner, str) for inner in value):
        return ";".join(value) if not any(";" in inner for inner in value) else json.dumps(value)
    return json.dumps(value) if isinstance(value, list | dict | bool) else value


WRITERS: dict[str, Callable[[Path, list[dict[str, Any]]], None]] = {"jsonl": _lines, "json": _list, "csv": _table}


def office_in(folder: Path, clock: Clock) -> Office:
    """A relay over a folder, which gets the example's relay.toml if it has none."""
    folder.mkdir(exist_ok=True)
    if not (folder / FILE).exists():
        (folder / FILE).write_text(EXAMPLE.replace("NBR", council.AUTHORITY.partition(":")[2]), "utf-8")
    return open_office(folder, folder / "relay.sqlite", about.read(folder), clock)


def some_nights(folder: Path, clock: Clock) -> Office:
    """A relay that has taken in four nights, one of which a person confirmed, and was started anew between them."""
    today = instant.text(clock.now())[:10]
    for number, held in enumerate(_history(today)):
        office = office_in(folder, clock)
        name = f"night-{number}"
        write_night(folder / name, clock.now() - (4 - number) * HOUR, held, ("jsonl", "jsonl csv json")[number % 2])
        office.relay.confirmed = frozenset({"night-2"})
        office.relay.look()
        office.close()
    return office_in(folder, clock)


def _history(today: str) -> Iterator[Rows]:
    """First some cases, then all; then many are gone, and one of them comes back with the rest altered."""
    yield rows(today, 40)
    yield rows(today)
    yield rows(today, 45)
    last = rows(today, 46)
    for row in last["application"][:5]:
        row["description"] = f"{row['description']} (amended)"
    yield last


def next_night(office: Office, clock: Clock, number: int) -> None:
    """One more night: a case is gone, another one is back, and one was altered."""
    held = rows(instant.text(clock.now())[:10], 60)
    left_out = held["application"][number % 40]["key"]
    held = {kind: [row for row in some if left_out not in row["key"]] for kind, some in held.items()}
    held["application"][-1]["description"] += f" ({number})"
    write_night(office.relay.folder / f"later-{number}", clock.now() - HOUR // 2 + number, held)
    office.relay.look()


@contextmanager
def served(office: Office, before_each: Callable[[], None] = lambda: None) -> Iterator[str]:
    """The base URL of a relay, for the length of a block. `before_each` is called before a request is served."""
    with listening(_preceded(office.api, before_each)) as root:
        yield f"{root}{BASE}"


def _preceded(app: ASGIApp, work: Callable[[], None]) -> ASGIApp:
    async def enter(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.to_thread(work)
        await app(scope, receive, send)

    return enter


CASES = 40
TODAY = "2026-11-23"


def held() -> Rows:
    """Forty cases, as they stand in the first night of most tests."""
    return rows(TODAY, CASES)


def night(office: Office, name: str, some: Rows, forms: str = "jsonl") -> dict[str, Any]:
    """Let a relay take in one more night, later than all before it; what is reported of it."""
    hours = len(list(office.relay.folder.glob("*/manifest.json")))
    write_night(office.relay.folder / name, office.relay.clock.now() - (24 - hours) * HOUR, some, forms)
    return look(office, name)


def look(office: Office, name: str) -> dict[str, Any]:
    """Let a relay look into its folder; what it has reported of one night."""
    office.relay.look()
    told: dict[str, Any] = json.loads((office.relay.folder / "reports" / f"{name}.json").read_text("utf-8"))
    return told


def without(some: Rows, key: str) -> Rows:
    """A night without one case."""
    return {kind: [row for row in records if not row["key"].startswith(key)] for kind, records in some.items()}


def read_feed(base: str) -> list[dict[str, Any]]:
    """Every entry of a feed over HTTP, page by page."""
    query, entries, complete = "from=2026-01-01T00:00:00.000Z&limit=50", list[dict[str, Any]](), False
    while not complete:
        with urlopen(f"{base}/changes?{query}", timeout=10) as answer:  # noqa: S310 - our own server
            page = json.load(answer)
        entries += page["items"]
        query, complete = f"cursor={quote(page['cursor'])}", page["complete"]
    return entries


def feed(office: Office) -> list[dict[str, Any]]:
    """Every entry that a relay serves."""
    with served(office) as base:
        return read_feed(base)


def live(office: Office) -> dict[tuple[str, str], dict[str, Any]]:
    """What a consumer holds after reading everything."""
    return {(entry["kind"], entry["id"]): entry for entry in feed(office) if entry["op"] == "upsert"}
