"""The decisions of the chapter *Changes*: values and functions over bounds, order, tokens and entries."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reference_server import instant
from reference_server.signing import Place, Signed, Tokens

Pairs = Sequence[tuple[str, str]]


class Row(NamedTuple):
    """One stored entry: where it lies in its view's log, and the bytes that are sent for it."""

    at: int
    seq: int
    item: bytes


def half_open(low: int, high: int) -> tuple[int, int]:
    """From the first bound, which belongs to the window, up to the second, which does not."""
    return low, high


def refuse(_low: int, _high: int) -> None:
    """A window whose ends are swapped is no window."""
    return


def repeated_or_unknown(pairs: Pairs, known: frozenset[str]) -> str | None:
    """The first parameter that nobody knows or that stands twice; None if there is none."""
    names = [name for name, _ in pairs]
    return next((name for name in names if name not in known or names.count(name) > 1), None)


def whole_number(text: str) -> int | None:
    """A limit: a whole number above zero; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text) > 0 else None


def after_the_last(rows: Sequence[Row], before: tuple[int, int]) -> tuple[int, int]:
    """Where the next page starts: the instant and the `seq` of the last entry that was sent."""
    return (rows[-1].at, rows[-1].seq) if rows else before


def covered(complete: bool, low: int, high: int | None, watermark: int) -> int | None:
    """How far a window is really covered."""
    if not complete or low > watermark:
        return None
    return watermark if high is None else min(high, watermark)


def entity_tag(rows: Sequence[Row], complete: bool) -> str:
    """A weak ETag: of the entries and of whether others follow. The watermark moves and is no part of it."""
    told = f"{complete}|{','.join(str(row.seq) for row in rows)}"
    return f'W/"{hashlib.sha256(told.encode()).hexdigest()[:24]}"'


def names(asked: str, tag: str) -> bool:
    """Whether an `If-None-Match` names a tag, weakly compared."""
    tags = {one.strip().removeprefix("W/") for one in asked.split(",")}
    return "*" in tags or tag.removeprefix("W/") in tags


@dataclass(frozen=True, slots=True)
class Changes:
    """How the feed is read and written. The defaults keep the standard.

    Reading: `bound` reads a `from` or `to`; `stray` names a parameter to refuse; `is_reversed` says whether the ends of
    a window are swapped, and `turned` gives a window in its place, or None to refuse it; `span` its bounds; `order` is
    SQL; `page`, or `unasked` where no limit is named, and `more` say how many entries go on a page and whether others
    follow; `onward` where the next page starts; `tokens` make cursors, and `astray` is what one that was never given
    out stands for; `preferred` names the door that is taken where a cursor and a window come together, '' to refuse;
    `begins` is where a request begins that does not say, None to refuse; `final` is the watermark that is served up to,
    given the true one, and `told` what is given out for it. `keeps_all` tells a journal from a feed of the latest.
    `earliest` says from where the log is whole, given when it began and the present; `is_cut_off` whether a position is
    refused because it lies before that, and `is_foreign` whether an epoch that was asked for is another one.
    `tag` is the ETag of a page, and `is_unchanged` says whether an `If-None-Match` names it.
    Writing: `stamp` is the instant that is written for the instant of the commit; `version` follows the held one.
    """

    page_size: int = 100
    bound: Callable[[str], int | None] = instant.bound
    stray: Callable[[Pairs, frozenset[str]], str | None] = repeated_or_unknown
    is_reversed: Callable[[int, int], bool] = lambda low, high: low > high
    turned: Callable[[int, int], tuple[int, int] | None] = refuse
    span: Callable[[int, int], tuple[int, int]] = half_open
    read_limit: Callable[[str], int | None] = whole_number
    unasked: Callable[[int], int] = lambda page_size: page_size
    page: Callable[[int, int], int] = min
    order: str = "at, seq"
    more: Callable[[int, int], bool] = lambda found, limit: found > limit
    onward: Callable[[Sequence[Row], tuple[int, int]], tuple[int, int]] = after_the_last
    tokens: Callable[[bytes], Tokens] = Signed
    preferred: str = ""
    begins: Callable[[], int | None] = lambda: None
    astray: Callable[[str, str], Place | None] = lambda _view, _epoch: None
    covered: Callable[[bool, int, int | None, int], int | None] = covered
    final: Callable[[int], int] = lambda watermark: watermark
    told: Callable[[int], int] = lambda watermark: watermark
    tag: Callable[[Sequence[Row], bool], str] = entity_tag
    is_unchanged: Callable[[str, str], bool] = names
    keeps_all: bool = False
    earliest: Callable[[int, int], int] = lambda began, _now: began
    is_cut_off: Callable[[int, int], bool] = lambda at, earliest: at < earliest
    is_foreign: Callable[[str, str], bool] = lambda asked, present: asked != present
    stamp: Callable[[int], int] = lambda at: at
    version: Callable[[int, int], int] = lambda held, _seq: held + 1
