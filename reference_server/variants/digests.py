"""Lawful but unusual ways to serve digests, and what is hashed."""

from __future__ import annotations

from dataclasses import replace

from reference_server.fault import App, variant
from reference_server.rules import Digests
from reference_server.wire import Entry, edits_entries

LAG = 3000


def _pointed(value: object) -> object:
    if isinstance(value, dict):
        return {name: _pointed(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_pointed(inner) for inner in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


@variant
def writes_whole_numbers_with_a_point(app: App) -> App:
    """Writes 1.0 in place of 1 in its records, which is the same number."""

    def edit(entry: Entry) -> Entry:
        return {**entry, "data": _pointed(entry["data"])} if "data" in entry else entry

    return edits_entries(app, edit)


@variant
def tells_the_state_of_three_seconds_ago(rules: Digests) -> Digests:
    """Sums up now and then, and tells the last sum with the position at which it was so."""

    def back(watermark: int) -> int:
        return watermark - LAG

    return replace(rules, as_at=back, told=back, joins=back)
