"""Lawful but unusual ways to serve the feed."""

from __future__ import annotations

import json
from dataclasses import replace
from zlib import crc32

from reference_server.fault import App, variant
from reference_server.rules import Changes, Filters, Rules
from reference_server.rules.discovery import claiming
from reference_server.signing import Place, Signed
from reference_server.wire import Sent, edits, truncates

LONGEST_CURSOR = 1024

SECOND, DAY = 1000, 86_400_000


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
def sends_few_without_a_limit(rules: Changes) -> Changes:
    """Puts ten entries on a page where nobody names a limit."""
    return replace(rules, unasked=lambda page_size: min(10, page_size))


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
def refuses_what_lies_before_its_beginning(app: App) -> App:
    """Answers a window that starts before `earliest` with 410."""
    return truncates(app, lambda start, earliest, _now: start < earliest)


class _Long(Signed):
    """Cursors as long as they can be, in which nothing hangs on most of the letters."""

    def write(self, place: Place) -> str:
        """A signed place, filled up."""
        return f"{super().write(place)}~".ljust(LONGEST_CURSOR, "x")

    def read(self, token: str) -> Place | None:
        """The place, if the length is right."""
        return super().read(token.partition("~")[0]) if len(token) == LONGEST_CURSOR else None


@variant
def fills_its_cursors_up(rules: Changes) -> Changes:
    """Gives cursors of a thousand letters, and looks only at the first."""
    return replace(rules, tokens=_Long)


class _Checked:
    """Cursors in plain sight: numbers with a checksum, in no secret."""

    def __init__(self, _key: bytes) -> None:
        pass

    def write(self, place: Place) -> str:
        """The parts with points between them, and a checksum behind."""
        *parts, kinds, authorities = place
        filters = (kinds.encode().hex(), authorities.encode().hex())
        words = "~".join("" if part is None else str(part) for part in (*parts, *filters))
        return f"{words}~{crc32(words.encode()):08x}"

    def read(self, token: str) -> Place | None:
        """The place, if the checksum is right."""
        words, _, check = token.rpartition("~")
        if not token.isascii() or check != f"{crc32(words.encode()):08x}":
            return None
        view, epoch, low, high, at, seq, *filters = words.split("~")
        chosen = (bytes.fromhex(text).decode() for text in filters)
        return Place(view, epoch, int(low), int(high) if high else None, int(at), int(seq), *chosen)


@variant
def shows_the_place_in_its_cursors(rules: Changes) -> Changes:
    """Gives cursors that anybody can read, with a checksum that anybody can compute."""
    return replace(rules, tokens=_Checked)


@variant
def moves_the_watermark_every_five_seconds(rules: Changes) -> Changes:
    """Moves the watermark by a clock that ticks every five seconds."""
    return replace(rules, final=lambda watermark: watermark // (5 * SECOND) * (5 * SECOND))


@variant
def cuts_its_history_at_forty_days(rules: Rules) -> Rules:
    """Keeps forty days of its log, to the second, and gives a snapshot to whoever comes from before."""
    changes = replace(rules.changes, earliest=lambda began, now: max(began, now - 40 * DAY))
    return replace(rules, discovery=claiming("snapshot"), changes=changes)


@variant
def puts_little_on_a_filtered_page(rules: Filters) -> Filters:
    """Puts half as much on a page that is filtered as was asked for."""
    return replace(rules, page=lambda limit: (limit + 1) // 2)


@variant
def orders_members_otherwise(app: App) -> App:
    """Writes the members of every object in the opposite order."""

    def turned(value: object) -> object:
        if isinstance(value, dict):
            return {name: turned(value[name]) for name in reversed(value)}
        return [turned(inner) for inner in value] if isinstance(value, list) else value

    return edits(app, lambda sent: sent.write(turned(sent.read())) if sent.has_entries else None)


@variant
def writes_json_wide(app: App) -> App:
    """Writes JSON with indents, and everything beyond ASCII as escapes."""

    def edit(sent: Sent) -> None:
        if sent.has_entries:
            sent.body = json.dumps(sent.read(), indent=4, ensure_ascii=True).encode()

    return edits(app, edit)
