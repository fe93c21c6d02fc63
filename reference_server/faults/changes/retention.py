"""Ways of getting *Changes*, section *Retention*, wrong."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import count
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.types import Receive, Scope, Send

from reference_server import instant
from reference_server.fault import App, fault
from reference_server.operations.answers import PROBLEM
from reference_server.rules import Discovery, Rules
from reference_server.rules.discovery import claiming, lacking
from reference_server.rules.errors import Refusal
from reference_server.wire import Entry, Sent, edits, edits_description, edits_entries, edits_pages

DAY = 86_400_000


@fault("changes.epoch-stays")
def names_an_epoch_for_each_instance(app: App) -> App:
    """Is two servers behind one address, each of which has made an epoch of its own when it was started."""
    numbers = count()
    return edits_pages(app, lambda page: {**page, "epoch": f"{page['epoch']}-{next(numbers) % 2}"})


@fault("changes.epoch-stays")
def describes_an_epoch_that_is_gone(app: App) -> App:
    """Serves the description as a file, in which the epoch of the first day still stands."""
    return edits_description(app, lambda described: {**described, "epoch": "2026-03-01"})


@fault("changes.epoch-stays")
def numbers_its_software_as_epoch(rules: Discovery) -> Discovery:
    """Describes the version of its software as its epoch."""
    return replace(rules, describe=lambda facts: {**facts, "epoch": "4.12.1"})


def _cut(rules: Rules, days: int) -> Rules:
    """A log that reaches back so many days, of an endpoint that claims a snapshot for the rest."""
    changes = replace(rules.changes, earliest=lambda began, now: max(began, now - days * DAY))
    return replace(rules, discovery=claiming("snapshot"), changes=changes)


@fault("changes.cut-history-has-a-snapshot")
def cuts_and_has_no_snapshot(rules: Rules) -> Rules:
    """Cuts its history at forty days, and leaves it to everybody how to get the rest."""
    return replace(_cut(rules, 40), discovery=lacking("snapshot"))


@fault("changes.before-earliest-is-gone")
def gives_what_is_left(rules: Rules) -> Rules:
    """Answers a window that starts before its history with what is left of that, as if it were all."""
    cut = _cut(rules, 40)
    return replace(cut, changes=replace(cut.changes, is_cut_off=lambda _at, _earliest: False))


@fault("changes.before-earliest-is-gone")
def takes_the_past_for_a_bad_instant(rules: Rules) -> Rules:
    """Says of a window that starts before its history that the instant is not valid."""
    cut = _cut(rules, 40)

    def write(status: int, problem: dict[str, Any]) -> Refusal:
        if not str(problem["type"]).endswith("history-truncated"):
            return cut.errors.write(status, problem)
        return cut.errors.write(400, {**problem, "type": f"{PROBLEM}invalid-timestamp", "status": 400})

    return replace(cut, errors=replace(cut.errors, write=write))


@fault("changes.earlier-epoch-is-gone")
def reads_any_epoch(rules: Rules) -> Rules:
    """Takes no notice of the epoch that a window is asked for in."""
    changes = replace(rules.changes, is_foreign=lambda _asked, _present: False)
    return replace(rules, discovery=claiming("snapshot"), changes=changes)


@fault("changes.earlier-epoch-is-gone")
def reads_any_later_epoch(rules: Rules) -> Rules:
    """Compares the epoch as a text and refuses those that lie before its own."""
    changes = replace(rules.changes, is_foreign=lambda asked, present: asked < present)
    return replace(rules, discovery=claiming("snapshot"), changes=changes)


@fault("changes.horizon-is-long-enough")
def keeps_a_week(rules: Rules) -> Rules:
    """Cuts its history at seven days."""
    return _cut(rules, 7)


@fault("changes.horizon-is-long-enough")
def keeps_the_days_of_february(rules: Rules) -> Rules:
    """Takes twenty-eight days for a month."""
    return _cut(rules, 28)


def _ago(sent: Sent, since: datetime) -> timedelta:
    return parsedate_to_datetime(sent.headers["date"]) - since


def _later(app: App, changed: App) -> App:
    """An application that from a day after its first answer on is another."""
    dates: list[datetime] = []

    def note(sent: Sent) -> None:
        if "date" in sent.headers:
            dates.append(parsedate_to_datetime(sent.headers["date"]))

    before, after = edits(app, note), edits(changed, note)

    async def chosen(scope: Scope, receive: Receive, send: Send) -> None:
        is_later = dates and dates[-1] - dates[0] > timedelta(days=1)
        await (after if is_later else before)(scope, receive, send)

    return chosen


@fault("changes.history-stands", needs="history")
def renders_anew_with_a_release(app: App) -> App:
    """Renders what it has published by the program of the day, which since a release leaves out postcodes."""

    def edit(entry: Entry) -> Entry:
        data = {name: value for name, value in (entry.get("data") or {}).items() if name != "postcode"}
        return {**entry, "data": data} if entry["op"] == "upsert" else entry

    return _later(app, edits_entries(app, edit))


@fault("changes.history-stands", needs="history")
def renames_events_in_a_move(app: App) -> App:
    """Moves to a new system, which gives every event another id and says nothing of the old ones."""
    former: dict[str, str] = {}

    def edit(entry: Entry) -> Entry:
        if entry["kind"] != "event":
            return entry
        moved = hashlib.sha256(entry["id"].encode()).hexdigest()[:32]
        former[moved] = entry["id"]
        return {**entry, "id": moved}

    async def looked_up(scope: Scope, receive: Receive, send: Send) -> None:
        head, _, last = scope.get("path", "").rpartition("/")
        path = f"{head}/{former.get(last, last)}"
        await app({**scope, "path": path, "raw_path": path.encode()}, receive, send)

    return _later(app, edits_entries(looked_up, edit))


@fault("changes.tombstone-stays", needs="history", may=("changes.cursor-is-reusable",))
def clears_tombstones_after_a_week(app: App) -> App:
    """Has a nightly job that deletes what was deleted a week ago."""

    def change(sent: Sent) -> None:
        if sent.is_page:
            page = sent.read()
            now = instant.bound(page["watermark"]) or 0
            left = [entry for entry in page["items"] if not _is_old_tombstone(entry, now)]
            sent.write({**page, "items": left})

    return edits(app, change)


def _is_old_tombstone(entry: Entry, now: int) -> bool:
    return entry["op"] == "delete" and now - (instant.bound(entry["changedAt"]) or 0) > 7 * DAY


@fault("changes.earliest-moves-with-time", needs="history")
def cuts_three_days_a_night(rules: Rules) -> Rules:
    """Is short of room, and cuts three days of its history each night until a month is left."""
    first: list[int] = []

    def earliest(began: int, now: int) -> int:
        if not first:
            first.append(now)
        return max(began, min(first[0] - 59 * DAY + 3 * (now - first[0]), now - 31 * DAY))

    changes = replace(rules.changes, earliest=earliest)
    return replace(rules, discovery=claiming("snapshot"), changes=changes)


def _alias(number: int) -> str:
    """A word for a row that nobody guesses."""
    return f"row-{hashlib.sha256(str(number).encode()).hexdigest()[:16]}"


@fault("changes.cursor-lasts", needs="history")
def clears_its_table_of_cursors(app: App) -> App:
    """Keeps the cursors that it gave out in a table, and clears that each night."""
    table: dict[str, tuple[str, datetime]] = {}
    numbers = count()

    def note(sent: Sent) -> None:
        alias = sent.request.scope.get("alias", "")
        if alias and _ago(sent, table[alias][1]) > timedelta(days=1):
            sent.status, sent.headers["content-type"] = 400, "application/problem+json"
            sent.write({"type": f"{PROBLEM}invalid-cursor", "title": "The cursor is not valid", "status": 400})
        elif sent.is_page:
            page, given = sent.read(), _alias(next(numbers))
            table[given] = (page["cursor"], parsedate_to_datetime(sent.headers["date"]))
            sent.write({**page, "cursor": given})

    noted = edits(app, note)

    async def looked_up(scope: Scope, receive: Receive, send: Send) -> None:
        query = parse_qsl(scope.get("query_string", b"").decode(), keep_blank_values=True)
        alias = next((value for name, value in query if name == "cursor" and value in table), "")
        real = [(name, table[alias][0] if alias and value == alias else value) for name, value in query]
        asked = {"query_string": urlencode(real).encode(), "alias": alias} if alias else {}
        await noted({**scope, **asked}, receive, send)

    return looked_up
