"""Lawful but unusual ways to serve a snapshot."""

from __future__ import annotations

from dataclasses import replace

from reference_server.fault import App, variant
from reference_server.rules import Snapshot
from reference_server.wire import edits_snapshot

HOUR = 3_600_000


@variant
def shows_each_page_of_a_snapshot_as_it_is_now(rules: Snapshot) -> Snapshot:
    """Takes the place in the feed first, and shows on each page what is live when that is read."""
    return replace(rules, shows=lambda _began, now: now)


@variant
def joins_an_hour_early(rules: Snapshot) -> Snapshot:
    """Goes on in the feed from an hour before the snapshot, so that consumers meet some entries again."""
    return replace(rules, joins=lambda began, _now: began - HOUR)


@variant
def makes_snapshots_three_seconds_old(rules: Snapshot) -> Snapshot:
    """Shows the state of three seconds ago, as if it had been made then, and joins the feed there."""
    return replace(rules, shows=lambda began, _now: began - 3000, joins=lambda began, _now: began - 3000)


@variant
def ends_a_snapshot_with_an_empty_page(rules: Snapshot) -> Snapshot:
    """Says that a snapshot is complete when a page holds nothing more."""
    return replace(rules, more=lambda found, _limit: found > 0)


@variant
def turns_the_pages_of_a_snapshot_round(app: App) -> App:
    """Sends the records of a page in another order than they are kept in."""
    return edits_snapshot(app, lambda page: {**page, "items": page["items"][::-1]})
