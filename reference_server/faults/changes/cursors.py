"""Ways of making cursors that lead astray."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace

from reference_server.fault import fault
from reference_server.rules import Changes
from reference_server.rules.changes import Row
from reference_server.rules.changes.feed import after_the_last
from reference_server.signing import Place, Signed

MINUTE = 60_000
PADDING = "A" * 2000
WORDS = r"((?:[0-9a-f]{2})*)"
PLAIN = re.compile(rf"(.+)-(.+)-([0-9a-f]{{16}})([0-9a-f]{{11}})([0-9a-f]{{11}})([0-9a-f]{{8}}){WORDS}-{WORDS}")


class _Json(Signed):
    """Cursors that are objects."""

    def write(self, place: Place) -> str:
        """An object with everything in it."""
        return json.dumps({"after": super().write(place)})

    def read(self, token: str) -> Place | None:
        """The place in the object."""
        try:
            return super().read(json.loads(token)["after"])
        except (ValueError, KeyError, TypeError):
            return None


@fault("changes.cursor-fits-an-address")
def writes_cursors_as_json(rules: Changes) -> Changes:
    """Gives its own object as a cursor, braces, quotes and all."""
    return replace(rules, tokens=_Json)


class _Stuffed(Signed):
    """Cursors with the whole query in them."""

    def write(self, place: Place) -> str:
        """A long text."""
        return f"{super().write(place)}.{PADDING}"

    def read(self, token: str) -> Place | None:
        """The place in front of the rest, if all of it is there."""
        return super().read(token.partition(".")[0]) if len(token) > len(PADDING) else None


@fault("changes.cursor-fits-an-address")
def stuffs_its_cursors(rules: Changes) -> Changes:
    """Puts so much into a cursor that a proxy cuts it off."""
    return replace(rules, tokens=_Stuffed)


class _Endless(Signed):
    """Cursors without the end of the window."""

    def write(self, place: Place) -> str:
        """The position alone."""
        return super().write(place._replace(high=None))


@fault("changes.cursor-keeps-its-window")
def forgets_the_end_in_the_cursor(rules: Changes) -> Changes:
    """Writes the position into the cursor and not the end, so from the second page on there is none."""
    return replace(rules, tokens=_Endless)


class _Sliding(Signed):
    """Cursors with the length of the window in place of its end."""

    def write(self, place: Place) -> str:
        """The position, and an end that lies as far from it as the end lay from the start."""
        high = None if place.high is None else place.at + place.high - place.low
        return super().write(place._replace(low=place.at, high=high))


@fault("changes.cursor-keeps-its-window")
def moves_the_end_with_the_cursor(rules: Changes) -> Changes:
    """Counts the length of the window from the cursor on."""
    return replace(rules, tokens=_Sliding)


class _Plain:
    """Cursors that are numbers, and nothing that shows whether they were given out."""

    def __init__(self, _key: bytes) -> None:
        pass

    def write(self, place: Place) -> str:
        """The numbers, one behind the other."""
        high = 2**60 if place.high is None else place.high
        where = f"{place.view}-{place.epoch}-{high:016x}{place.low:011x}{place.at:011x}{place.seq + 1:08x}"
        return f"{where}{place.kinds.encode().hex()}-{place.authorities.encode().hex()}"

    def read(self, token: str) -> Place | None:
        """Whatever numbers there are."""
        parts = PLAIN.fullmatch(token)
        if not parts:
            return None
        high, low, at, seq = (int(part, 16) for part in parts.groups()[2:6])
        kinds, authorities = (bytes.fromhex(part).decode("latin-1") for part in parts.groups()[6:])
        return Place(parts[1], parts[2], low, None if high == 2**60 else high, at, seq - 1, kinds, authorities)


@fault("changes.altered-cursor-is-refused")
def believes_any_number_in_a_cursor(rules: Changes) -> Changes:
    """Puts the bare position into the cursor, and goes wherever a cursor says."""
    return replace(rules, tokens=_Plain)


@fault("changes.waiting-cursor-misses-nothing", needs="live-traffic")
def moves_a_waiting_cursor_to_the_clock(rules: Changes) -> Changes:
    """Gives whoever waits at the end a cursor for the time of day, by a clock that is a minute fast."""

    def onward(rows: Sequence[Row], before: tuple[int, int]) -> tuple[int, int]:
        return after_the_last(rows, before) if rows else (before[0] + MINUTE, 0)

    return replace(rules, onward=onward)
