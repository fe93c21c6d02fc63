"""Ways of getting *Changes*, section *Pages*, wrong."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace

from reference_server.fault import fault
from reference_server.rules import Changes
from reference_server.rules.changes import Row, whole_number
from reference_server.signing import Place, Signed


@fault("changes.page-keeps-limit")
def ignores_the_limit(rules: Changes) -> Changes:
    """Always sends as much as fits on a page of its own."""
    return replace(rules, page=lambda _asked, page_size: page_size)


@fault("changes.page-keeps-limit")
def sends_one_too_many(rules: Changes) -> Changes:
    """Sends the extra row too that it only looked for to see whether there is more."""
    return replace(rules, page=lambda asked, page_size: min(asked, page_size) + 1)


@fault("changes.walk-ignores-page-size")
def goes_on_after_the_instant(rules: Changes) -> Changes:
    """Starts the next page after the last instant, so the rest of a crowd at that instant is lost."""

    def onward(rows: Sequence[Row], before: tuple[int, int]) -> tuple[int, int]:
        return (rows[-1].at, 2**53) if rows else before

    return replace(rules, onward=onward)


@fault("changes.walk-ignores-page-size")
def skips_one_at_each_page(rules: Changes) -> Changes:
    """Starts the next page one entry too late."""

    def onward(rows: Sequence[Row], before: tuple[int, int]) -> tuple[int, int]:
        return (rows[-1].at, rows[-1].seq + 1) if rows else before

    return replace(rules, onward=onward)


@fault("changes.walk-ignores-page-size")
def repeats_one_at_each_page(rules: Changes) -> Changes:
    """Starts the next page with the entry that the last one ended with, where there was more than one."""

    def onward(rows: Sequence[Row], before: tuple[int, int]) -> tuple[int, int]:
        if not rows:
            return before
        return (rows[-1].at, rows[-1].seq - 1) if len(rows) > 1 else (rows[-1].at, rows[-1].seq)

    return replace(rules, onward=onward)


@fault("changes.walk-ignores-page-size")
def takes_a_full_page_for_the_last(rules: Changes) -> Changes:
    """Says complete on every page, so only the first is ever read."""
    return replace(rules, more=lambda _found, _limit: False)


@fault("changes.walk-ends")
def never_says_complete(rules: Changes) -> Changes:
    """Promises another page for ever, and gives an empty one."""
    return replace(rules, more=lambda _found, _limit: True)


@fault("changes.walk-ends")
def stands_still(rules: Changes) -> Changes:
    """Gives the cursor that it was sent, so the same page comes again and again."""
    return replace(rules, onward=lambda _rows, before: before)


class _Once(Signed):
    """Cursors that are forgotten when they were used."""

    used: set[str]

    def __init__(self, key: bytes, used: set[str]) -> None:
        super().__init__(key)
        self.used = used

    def write(self, place: Place) -> str:
        """A cursor that is unlike any other."""
        return f"{secrets.token_hex(6)}.{super().write(place)}"

    def read(self, token: str) -> Place | None:
        """The place, the first time."""
        if token in self.used:
            return None
        self.used.add(token)
        return super().read(token.partition(".")[2])


@fault("changes.cursor-is-reusable")
def takes_a_cursor_once(rules: Changes) -> Changes:
    """Throws a cursor away when it has been used."""
    used: set[str] = set()
    return replace(rules, tokens=lambda key: _Once(key, used))


class _Moving(Signed):
    """A cursor that stands for one place more each time."""

    seen: dict[str, int]

    def __init__(self, key: bytes, seen: dict[str, int]) -> None:
        super().__init__(key)
        self.seen = seen

    def write(self, place: Place) -> str:
        """A cursor that is unlike any other."""
        return f"{secrets.token_hex(6)}.{super().write(place)}"

    def read(self, token: str) -> Place | None:
        """The place, and one entry further on with each use."""
        place = super().read(token.partition(".")[2])
        uses = self.seen[token] = self.seen.get(token, -1) + 1
        return place._replace(seq=place.seq + uses) if place else None


@fault("changes.cursor-is-reusable")
def moves_a_cursor_with_each_use(rules: Changes) -> Changes:
    """Keeps the position of a cursor on the server, and moves it when a page was sent."""
    seen: dict[str, int] = {}
    return replace(rules, tokens=lambda key: _Moving(key, seen))


@fault("changes.unknown-cursor-is-refused")
def starts_again_at_a_bad_cursor(rules: Changes) -> Changes:
    """Takes a cursor that it does not know for the start of the feed."""
    return replace(rules, astray=lambda view, epoch: Place(view, epoch, 0, None, 0, -1))


@fault("changes.unknown-cursor-is-refused")
def ends_at_a_bad_cursor(rules: Changes) -> Changes:
    """Takes a cursor that it does not know for the end: an empty page."""
    return replace(rules, astray=lambda view, epoch: Place(view, epoch, 0, 0, 0, -1))


@fault("changes.cursor-stands-alone")
def ignores_a_window_beside_a_cursor(rules: Changes) -> Changes:
    """Follows the cursor, whatever else is asked for."""
    return replace(rules, preferred="cursor")


@fault("changes.cursor-stands-alone")
def ignores_a_cursor_beside_a_window(rules: Changes) -> Changes:
    """Reads the window from its start, as if no cursor had come."""
    return replace(rules, preferred="from")


@fault("changes.bad-limit-is-refused")
def puts_the_usual_for_a_bad_limit(rules: Changes) -> Changes:
    """Reads a limit that makes no sense as if none had been given."""
    return replace(rules, read_limit=lambda text: whole_number(text) or rules.page_size)


@fault("changes.bad-limit-is-refused")
def cuts_a_limit_at_the_point(rules: Changes) -> Changes:
    """Reads the digits that a limit begins with, as `parseInt` does."""
    return replace(rules, read_limit=lambda text: whole_number(text.partition(".")[0]))


@fault("changes.bad-limit-is-refused")
def reads_the_digits_of_any_script(rules: Changes) -> Changes:
    """Asks the language whether each letter is a digit, and the language knows more digits than ten."""
    return replace(rules, read_limit=lambda text: int(text) or None if text.isdecimal() and len(text) < 10 else None)
