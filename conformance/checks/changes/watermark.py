"""Checks of *Changes*, section *Watermark*."""

from __future__ import annotations

from itertools import pairwise

from conformance.check import check
from conformance.checks.altered import altered
from conformance.evidence import Corner, Idle, Reread, Transcript, Walk, asked
from conformance.model.finding import Findings
from conformance.model.instant import read_http, write
from conformance.model.page import Page

# `Date` has whole seconds.
DATE_STEP = 1000


@check(
    "changes.covers-only-when-complete",
    over="read",
    given=("changes.cursor-keeps-its-window",),
    unseen="no page could be read",
)
def only_a_complete_page_says_how_far_it_covers(walk: Walk) -> Findings:
    """`coveredTo` is the next `from`: too high, and what lies between is never asked for."""
    for page in walk.read:
        yield from _coverage(walk, page)


@check("changes.covers-only-when-complete", over="futures")
def what_is_still_to_come_is_not_covered(corner: Corner) -> Findings:
    """Whoever stores an instant of tomorrow as its next `from` loses all that comes until then."""
    for page in corner.futures:
        yield from _coverage(corner, page)


def _coverage(evidence: Walk | Corner, page: Page) -> Findings:
    covered, watermark = page.instant("coveredTo"), page.watermark
    if watermark is None:
        return
    expected = None
    if page.complete and evidence.window.start <= watermark:
        expected = min(evidence.window.end, watermark) if evidence.bounded else watermark
    if covered != expected:
        question = asked(evidence) if isinstance(evidence, Walk) else evidence.says
        yield evidence.breach(
            f"`coveredTo` {write(expected) if expected is not None else 'null'}, {question}"
            f"{'' if page.complete else ', not yet complete'}",
            f"{page.members.get('coveredTo', 'absent')}, the watermark being {write(watermark)}",
            page.exchange,
        )


@check("changes.watermark-bounds-entries", over="entries", unseen="the feed holds no entry")
def every_entry_lies_below_the_watermark(walk: Walk) -> Findings:
    """An entry beyond the watermark may still get company at the same instant."""
    for page in walk.read:
        watermark = page.watermark
        for entry in page.entries:
            if watermark is not None and entry.changed_at >= watermark:
                yield walk.breach(f"no change at or after the watermark {write(watermark)}", str(entry), page.exchange)


@check("changes.watermark-is-not-ahead", over="dated", unseen="no page has both a watermark and a `Date`")
def no_watermark_lies_after_the_date(transcript: Transcript) -> Findings:
    """Of what is still to come nobody can say that all of it can be read."""
    for page in transcript.dated:
        date = read_http(page.exchange.header("Date")) or 0
        if (page.watermark or 0) > date + DATE_STEP:
            actual = f"{page.members['watermark']}, the `Date` being {write(date)}"
            yield transcript.breach("a watermark not after the `Date` of its answer", actual, page.exchange)


@check(
    "changes.source-is-not-ahead",
    over="pages",
    given=("changes.watermark-bounds-entries", "changes.watermark-never-goes-back"),
    unseen="no page could be read",
)
def no_source_is_fresher_than_the_watermark(transcript: Transcript) -> Findings:
    """Only what lies below the watermark can be read, so nothing is fresher than that."""
    for page in transcript.pages:
        source, watermark = page.instant("sourceAsOf"), page.watermark
        if source is not None and watermark is not None and source > watermark:
            actual = f"{write(source)}, the watermark being {write(watermark)}"
            yield transcript.breach("a `sourceAsOf` not after the watermark of its page", actual, page.exchange)


@check(
    "changes.watermark-moves-when-idle",
    over="apart",
    given=("changes.watermark-is-not-ahead", "changes.watermark-never-goes-back"),
    unseen="no two pages with a watermark were read far enough apart",
)
def the_watermark_moves_though_nothing_happens(idle: Idle) -> Findings:
    """Else a quiet feed and a dead one look the same."""
    if idle.apart and (idle.last.watermark or 0) <= (idle.first.watermark or 0):
        yield idle.breach(
            f"a watermark above {idle.first.members['watermark']}, {idle.seconds:.0f} seconds later",
            f"{idle.last.members['watermark']}",
        )


@check("changes.watermark-never-goes-back", over="pages", unseen="no page could be read")
def each_watermark_is_at_least_the_last(transcript: Transcript) -> Findings:
    """A watermark is a promise, and one that goes back was not true of all instances."""
    told = [page for page in transcript.pages if page.watermark is not None]
    for earlier, later in pairwise(told):
        if (later.watermark or 0) < (earlier.watermark or 0):
            yield transcript.breach(
                f"a watermark not below {earlier.members['watermark']}, given out before",
                f"{later.members['watermark']}",
                earlier.exchange,
                later.exchange,
            )


@check("changes.nothing-arrives-late", over="comparable", unseen="there was nothing to read twice")
def a_closed_window_gains_nothing(reread: Reread) -> Findings:
    """A consumer that has passed the watermark never comes back for what appears below it."""
    for entry in reread.late:
        yield reread.breach(
            f"nothing new in {reread.readings[0].window}, read before to its end below the watermark",
            f"a later reading has {entry}",
        )


@check(
    "changes.reread-loses-only-superseded",
    over="comparable",
    given=(
        "changes.waiting-cursor-misses-nothing",
        "changes.removal-is-a-tombstone",
        "changes.version-fixes-content",
    ),
    unseen="there was nothing to read twice",
)
def a_second_reading_has_the_same_entries(reread: Reread) -> Findings:
    """If the past changes, two honest copies of one register differ."""
    for entry in reread.gone:
        yield reread.breach("the entry again, or a later one of its record", f"a later reading lacks {entry}")
    for before, after in reread.unlike:
        told = altered(before.body, after.body)
        yield reread.breach(f"{before} unaltered", told, before.exchange, after.exchange)
