"""Ways of getting *Changes*, section *Snapshot*, wrong."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace

import orjson

from reference_server.fault import App, fault
from reference_server.rules import Snapshot
from reference_server.rules.changes import Key, Live, repeated_or_unknown
from reference_server.signing import SignedSpots, Spot
from reference_server.wire import Entry, Page, edits_snapshot

WEEK = 7 * 86_400_000


@fault("changes.snapshot-ends")
def never_completes_a_snapshot(rules: Snapshot) -> Snapshot:
    """Promises another page of the snapshot for ever, and gives an empty one."""
    return replace(rules, more=lambda _found, _limit: True)


@fault("changes.snapshot-ends")
def stands_still_in_a_snapshot(rules: Snapshot) -> Snapshot:
    """Gives the cursor that it was sent, so the same page of the snapshot comes again and again."""
    return replace(rules, onward=lambda _rows, before: before)


@fault("changes.snapshot-ends")
def starts_the_snapshot_over(rules: Snapshot) -> Snapshot:
    """Keeps the place of the reader in a session that the next request does not find."""
    return replace(rules, onward=lambda _rows, _before: ("", secrets.token_hex(1)))


@fault("changes.snapshot-keeps-limit")
def sends_a_snapshot_in_large_pages(rules: Snapshot) -> Snapshot:
    """Sends as much of a snapshot as fits on a page of its own, whatever was asked for."""
    return replace(rules, page=lambda _asked, page_size: page_size)


@fault("changes.snapshot-keeps-limit")
def sends_a_snapshot_in_one_go(rules: Snapshot) -> Snapshot:
    """Writes the whole state into one answer."""
    return replace(rules, page=lambda _asked, _page_size: 10**6)


def _one_back(rows: Sequence[Live], before: Key) -> Key:
    return (rows[-2].kind, rows[-2].id) if len(rows) > 1 else (rows[-1].kind, rows[-1].id) if rows else before


@fault("changes.snapshot-holds-each-record-once")
def repeats_one_at_each_page_of_a_snapshot(rules: Snapshot) -> Snapshot:
    """Starts the next page of a snapshot with the record that the last one ended with."""
    return replace(rules, onward=_one_back)


@fault("changes.snapshot-holds-each-record-once")
def joins_documents_to_their_cases(app: App) -> App:
    """Joins two tables, so that a record comes as often as something hangs from it."""

    def edit(page: Page) -> Page:
        return {**page, "items": page["items"] + page["items"][:1]} if page["complete"] else page

    return edits_snapshot(app, edit)


@fault("changes.snapshot-holds-no-tombstone")
def puts_tombstones_into_a_snapshot(rules: Snapshot) -> Snapshot:
    """Sends the latest entry of every record, tombstones too."""
    return replace(rules, ops=("upsert", "delete"))


def _risen(item: bytes) -> bytes:
    entry = orjson.loads(item)
    if entry["op"] == "delete":
        del entry["reason"]
        entry |= {"op": "upsert", "data": {"planningAuthority": "local-authority:WMB", "description": "Taken down"}}
    return orjson.dumps(entry)


@fault("changes.snapshot-holds-no-tombstone")
def brings_back_what_was_taken_down(rules: Snapshot) -> Snapshot:
    """Makes a snapshot from the tables of the back office, where what was taken down is still a row."""
    return replace(rules, ops=("upsert", "delete"), sent=_risen)


@fault("changes.snapshot-lacks-nothing")
def leaves_the_old_out_of_a_snapshot(rules: Snapshot) -> Snapshot:
    """Leaves out of a snapshot what has not changed for a week."""
    return replace(rules, since=lambda now: now - WEEK)


@fault("changes.snapshot-lacks-nothing")
def leaves_a_kind_out_of_a_snapshot(app: App) -> App:
    """Forgets the decisions in its snapshots, since they came with a later release."""
    return edits_snapshot(
        app, lambda page: {**page, "items": [entry for entry in page["items"] if entry["kind"] != "decision"]}
    )


@fault("changes.snapshot-lacks-nothing")
def counts_its_records_too_early(app: App) -> App:
    """Loses the last record of the last page of a snapshot."""
    return edits_snapshot(app, lambda page: {**page, "items": page["items"][:-1]} if page["complete"] else page)


@fault("changes.snapshot-joins-the-feed", needs="live-traffic")
def joins_where_the_reading_ends(rules: Snapshot) -> Snapshot:
    """Takes the position of the feed when the last page is read, so what changed behind the reader is lost."""
    return replace(rules, shows=lambda _began, now: now, joins=lambda _began, now: now)


@fault("changes.snapshot-joins-the-feed", needs="live-traffic")
def joins_a_minute_late(rules: Snapshot) -> Snapshot:
    """Takes the position of the feed by a clock that is a minute fast."""
    return replace(rules, joins=lambda began, _now: began + 60_000)


@fault("changes.snapshot-joins-the-feed")
def ends_a_snapshot_with_a_cursor_of_its_own(app: App) -> App:
    """Gives on the last page too a cursor that only the snapshot knows."""

    def edit(page: Page) -> Page:
        return {**page, "cursor": f"snapshot-{page['epoch']}"} if page["complete"] else page

    return edits_snapshot(app, edit)


def _with_data(page: Page, edit: object) -> Page:
    return {**page, "items": [{**entry, "data": edit(entry["data"])} for entry in page["items"]]}  # type: ignore[operator]


@fault("changes.snapshot-is-as-the-feed")
def leaves_empty_lists_out_of_a_snapshot(app: App) -> App:
    """Writes snapshots with another program, which leaves empty lists out."""
    return edits_snapshot(
        app, lambda page: _with_data(page, lambda data: {name: data[name] for name in data if data[name] != []})
    )


@fault("changes.snapshot-is-as-the-feed")
def numbers_snapshots_apart(app: App) -> App:
    """Counts the versions of a snapshot otherwise than those of the feed."""

    def edit(entry: Entry) -> Entry:
        return {**entry, "version": entry["version"] + 1000}

    return edits_snapshot(app, lambda page: {**page, "items": [edit(entry) for entry in page["items"]]})


@fault("changes.snapshot-is-as-the-feed")
def stamps_a_snapshot_with_its_own_time(app: App) -> App:
    """Gives each entry of a snapshot the instant at which the snapshot was made."""

    def edit(page: Page) -> Page:
        return {**page, "items": [{**entry, "changedAt": page["sourceAsOf"]} for entry in page["items"]]}

    return edits_snapshot(app, edit)


class _Forgetful(SignedSpots):
    """Cursors of a snapshot that are forgotten when they were used."""

    used: set[str]

    def __init__(self, key: bytes, used: set[str]) -> None:
        super().__init__(key)
        self.used = used

    def write(self, spot: Spot) -> str:
        """A cursor that is unlike any other."""
        return f"{secrets.token_hex(6)}.{super().write(spot)}"

    def read(self, token: str) -> Spot | None:
        """The spot, the first time."""
        if token in self.used:
            return None
        self.used.add(token)
        return super().read(token.partition(".")[2])


@fault("changes.snapshot-cursor-is-reusable")
def takes_a_cursor_of_a_snapshot_once(rules: Snapshot) -> Snapshot:
    """Holds a database cursor open for each reader, and moves it with each page."""
    used: set[str] = set()
    return replace(rules, tokens=lambda key: _Forgetful(key, used))


class _Creeping(SignedSpots):
    """Cursors of a snapshot that lead further on each time."""

    seen: dict[str, int]

    def __init__(self, key: bytes, seen: dict[str, int]) -> None:
        super().__init__(key)
        self.seen = seen

    def write(self, spot: Spot) -> str:
        """A cursor that is unlike any other."""
        return f"{secrets.token_hex(6)}.{super().write(spot)}"

    def read(self, token: str) -> Spot | None:
        """The spot, and with each further use one that lies behind more."""
        spot = super().read(token.partition(".")[2])
        uses = self.seen[token] = self.seen.get(token, -1) + 1
        return spot._replace(kind=spot.kind + "~") if spot and uses else spot


@fault("changes.snapshot-cursor-is-reusable")
def moves_a_cursor_of_a_snapshot_with_each_use(rules: Snapshot) -> Snapshot:
    """Keeps the place of a reader on the server, and moves it when a page was sent."""
    seen: dict[str, int] = {}
    return replace(rules, tokens=lambda key: _Creeping(key, seen))


@fault("changes.snapshot-bad-parameter-is-refused")
def starts_a_snapshot_at_a_bad_cursor(rules: Snapshot) -> Snapshot:
    """Takes a cursor that it did not give out for a snapshot for the start of one."""
    return replace(rules, astray=Spot)


@fault("changes.snapshot-bad-parameter-is-refused")
def ends_a_snapshot_at_a_bad_cursor(rules: Snapshot) -> Snapshot:
    """Takes a cursor that it did not give out for a snapshot for the end of one."""
    return replace(rules, astray=lambda view, epoch, now: Spot(view, epoch, now, "~"))


@fault("changes.snapshot-bad-parameter-is-refused")
def ignores_parameters_of_a_snapshot(rules: Snapshot) -> Snapshot:
    """Takes a snapshot that is asked for `from` an instant for a snapshot."""
    return replace(rules, stray=lambda pairs, known: repeated_or_unknown([p for p in pairs if p[0] in known], known))


@fault("changes.snapshot-bad-parameter-is-refused")
def takes_no_limit_for_no_bound(rules: Snapshot) -> Snapshot:
    """Takes the limit 0 for none."""
    return replace(rules, read_limit=lambda text: 10**6 if text == "0" else int(text) if text.isdigit() else None)


def _past_the_letter(rows: Sequence[Live], before: Key) -> Key:
    return (rows[-1].kind, rows[-1].id[:1] + "~") if rows else before


@fault("changes.snapshot-walk-ignores-page-size")
def skips_what_is_sorted_alike(rules: Snapshot) -> Snapshot:
    """Goes on after the last value of what it sorts by, which many records share."""
    return replace(rules, onward=_past_the_letter)


@fault("changes.snapshot-walk-ignores-page-size")
def takes_a_full_page_for_the_whole_snapshot(rules: Snapshot) -> Snapshot:
    """Says complete on the first page of a snapshot, however little it holds."""
    return replace(rules, more=lambda _found, _limit: False)
