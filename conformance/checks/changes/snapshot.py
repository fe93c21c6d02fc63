"""Checks of *Changes*, section *Snapshot*."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.changes.causes import STEADY, WHOLE_FEED
from conformance.checks.refusal import CLEAR, refused_with
from conformance.evidence import Snapshot, SnapshotCase
from conformance.model.finding import Findings
from conformance.model.instant import write

EMPTY = "the snapshot holds no record"
NO_FEED = "snapshot and feed were not both read to their ends"


@check(
    "changes.snapshot-ends",
    over="passages",
    given=("changes.snapshot-cursor-is-reusable", "errors.answer-is-described"),
)
def a_snapshot_is_read_to_its_end(snapshot: Snapshot) -> Findings:
    """Who never reads `complete` has no copy and no place to go on from."""
    for passage in snapshot.passages:
        if passage.endless:
            last = (page.exchange for page in passage.pages[-2:])
            yield snapshot.breach("a page with `complete`, and progress until then", passage.endless, *last)


@check("changes.snapshot-keeps-limit", over="read", unseen="no page of a snapshot could be read")
def a_page_of_a_snapshot_is_no_longer_than_asked(snapshot: Snapshot) -> Findings:
    """A consumer plans its memory and its transactions by the limit."""
    for passage, page in snapshot.read:
        most = min(passage.limit, snapshot.terms.description.page_size)
        found = len(page.entries) + len(page.malformed)
        if found > most:
            yield snapshot.breach(f"at most {most} entries on a page", f"{found} entries", page.exchange)


@check(
    "changes.snapshot-holds-each-record-once",
    over="entries",
    given=("changes.snapshot-ends", "changes.entry-is-whole"),
    unseen=EMPTY,
)
def a_record_stands_in_a_snapshot_once(snapshot: Snapshot) -> Findings:
    """Two states of one record leave it to chance which of them is kept."""
    for entry in (entry for passage in snapshot.passages for entry in passage.repeated):
        yield snapshot.breach("each record once", f"a second time: {entry}", entry.exchange)


@check("changes.snapshot-holds-no-tombstone", over="entries", given=STEADY, unseen=EMPTY)
def a_snapshot_holds_what_is_live(snapshot: Snapshot) -> Findings:
    """Whoever starts anew has nothing to remove, and is not to be told what was."""
    for entry in snapshot.entries:
        if entry.op != "upsert":
            yield snapshot.breach("upserts only", f"{entry} with the op {entry.op}"[:200], entry.exchange)
    for entry in (entry for compared in snapshot.whole for entry in compared.buried):
        yield snapshot.breach(
            "no record that was removed before the snapshot began", f"{entry}, which the feed removed", entry.exchange
        )


@check(
    "changes.snapshot-lacks-nothing",
    over="whole",
    given=("changes.snapshot-walk-ignores-page-size", *WHOLE_FEED),
    unseen=NO_FEED,
)
def every_live_record_is_in_the_snapshot(snapshot: Snapshot) -> Findings:
    """What the first copy lacks and nobody changes again, a consumer never gets."""
    for entry in (entry for compared in snapshot.whole for entry in compared.missing):
        yield snapshot.breach("every record that is live in the feed", f"neither there nor after its cursor: {entry}")


@check(
    "changes.snapshot-joins-the-feed",
    over="joined",
    given=("changes.snapshot-is-as-the-feed", *WHOLE_FEED),
    unseen="no snapshot ended with a cursor",
)
def the_feed_goes_on_where_the_snapshot_ends(snapshot: Snapshot) -> Findings:
    """What changes while a snapshot is read is lost unless the feed goes on from where it began."""
    for passage in snapshot.joined:
        for page in passage.after:
            if page.trouble:
                yield snapshot.breach(
                    "a cursor that `/changes` takes on the complete page",
                    page.trouble,
                    passage.pages[-1].exchange,
                    page.exchange,
                )
    for latest, held in (pair for compared in snapshot.whole for pair in compared.stale):
        what = "a removal" if latest.is_tombstone else "the record"
        yield snapshot.breach(
            f"{what} that came at {latest.stamp}, in the snapshot or after its cursor: {latest}",
            f"a consumer holds {held or 'nothing of it'}",
        )


@check(
    "changes.snapshot-is-as-the-feed",
    over="compared",
    given=("changes.snapshot-holds-no-tombstone", *WHOLE_FEED),
    unseen=NO_FEED,
)
def an_entry_is_the_same_in_both(snapshot: Snapshot) -> Findings:
    """One who began with the snapshot and one who has followed all along are to hold the same."""
    for told, shown in (pair for compared in snapshot.compared for pair in compared.unlike):
        names = sorted({*told.body, *shown.body})
        odd = ", ".join(name for name in names if told.body.get(name) != shown.body.get(name))
        yield snapshot.breach(f"{told} as the feed has it", f"another {odd}"[:200], told.exchange, shown.exchange)
    for entry in (entry for compared in snapshot.compared for entry in compared.strange):
        yield snapshot.breach("only what the feed has told", f"{entry}, which it has not", entry.exchange)


@check(
    "changes.snapshot-cursor-is-reusable",
    over="again",
    given=("changes.nothing-arrives-late", "changes.snapshot-joins-the-feed"),
    unseen="no snapshot has a second page",
)
def a_cursor_of_a_snapshot_gives_the_same_page_again(snapshot: Snapshot) -> Findings:
    """Answers get lost on the way; who cannot ask again has to start from the beginning."""
    passage = snapshot.passages[-1]
    before = passage.pages[1].entries if len(passage.pages) > 1 else ()
    steady = tuple(entry for entry in before if not snapshot.has_changed(entry, passage.begin))
    for page, limit in zip(snapshot.again, snapshot.limits, strict=True):
        if page.trouble:
            yield snapshot.breach("the entries that the cursor gave before", page.trouble, page.exchange)
            continue
        got = {entry.mark for entry in page.entries}
        for entry in steady:
            if entry.mark not in got:
                yield snapshot.breach(f"the same entries as before, {limit} asked for", f"no {entry}", page.exchange)


@check(
    "changes.snapshot-bad-parameter-is-refused",
    over="refusable",
    given=("changes.unknown-cursor-is-refused", "changes.snapshot-ends", *CLEAR),
)
def a_wrong_request_for_a_snapshot_is_refused(case: SnapshotCase) -> Findings:
    """A cursor of elsewhere that is taken for the start or the end makes a copy that nobody knows to be wrong."""
    yield from refused_with(case.flaw, case)


@check(
    "changes.snapshot-walk-ignores-page-size",
    over="comparable",
    given=("changes.snapshot-ends", *STEADY),
    unseen="no snapshot was read to its end with two page sizes",
)
def two_page_sizes_give_the_same_records(snapshot: Snapshot) -> Findings:
    """Where a page ends between records that are alike in what they are sorted by, the next goes on between them."""
    if not snapshot.comparable:
        return
    one, other = (passage.limit for passage in snapshot.comparable)
    begin = write(snapshot.comparable[0].begin)
    for entry in snapshot.lacking:
        yield snapshot.breach(
            f"the same records with {one} and with {other} a page, if unchanged since {begin}",
            f"only with one of them: {entry}",
        )
