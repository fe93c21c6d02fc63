"""Lawful but unusual ways to serve the feed."""

from __future__ import annotations

import json
from dataclasses import replace

from reference_server.fault import App, variant
from reference_server.rules import Changes
from reference_server.wire import Sent, edits

SECOND = 1000


@variant
def stamps_whole_seconds(rules: Changes) -> Changes:
    """Stamps every change with the next whole second, and shows it when that has passed."""
    return replace(rules, stamp=lambda at: -(-at // SECOND) * SECOND)


@variant
def puts_one_entry_on_a_page(rules: Changes) -> Changes:
    """Has the smallest page there is."""
    return replace(rules, page_size=1)


@variant
def puts_everything_on_a_page(rules: Changes) -> Changes:
    """Has pages of ten thousand."""
    return replace(rules, page_size=10_000)


@variant
def keeps_a_journal(rules: Changes) -> Changes:
    """Keeps every entry, the superseded ones too."""
    return replace(rules, keeps_all=True)


@variant
def takes_the_seq_as_version(rules: Changes) -> Changes:
    """Numbers versions by the position in the feed, with gaps."""
    return replace(rules, version=lambda _held, seq: seq)


@variant
def is_final_five_seconds_later(rules: Changes) -> Changes:
    """Keeps the watermark five seconds behind the clock, and what is newer to itself."""
    return replace(rules, final=lambda watermark: watermark - 5 * SECOND)


@variant
def orders_members_otherwise(app: App) -> App:
    """Writes the members of every object in the opposite order."""

    def turned(value: object) -> object:
        if isinstance(value, dict):
            return {name: turned(value[name]) for name in reversed(value)}
        return [turned(inner) for inner in value] if isinstance(value, list) else value

    return edits(app, lambda sent: sent.write(turned(sent.read())) if sent.is_page or sent.is_snapshot else None)


@variant
def writes_json_wide(app: App) -> App:
    """Writes JSON with indents, and everything beyond ASCII as escapes."""

    def edit(sent: Sent) -> None:
        if sent.is_page or sent.is_snapshot:
            sent.body = json.dumps(sent.read(), indent=4, ensure_ascii=True).encode()

    return edits(app, edit)
