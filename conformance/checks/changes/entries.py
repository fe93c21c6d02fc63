"""Checks of *Changes*, section *Entries*."""

from __future__ import annotations

from itertools import pairwise

from conformance.check import check
from conformance.checks.altered import altered
from conformance.evidence import Histories, Ledger, Walk
from conformance.model.finding import Findings
from conformance.model.instant import is_canonical

PAGE_INSTANTS = ("watermark", "sourceAsOf", "coveredTo")


@check("changes.order-is-publication-order", over="entries", unseen="the feed holds no entry")
def entries_come_in_the_order_of_publication(walk: Walk) -> Findings:
    """Whoever stops half-way has everything up to the last entry read."""
    # Pages that lead nowhere are a matter of paging; each still has an order of its own.
    runs = [page.entries for page in walk.pages] if walk.endless else [walk.entries]
    for earlier, later in (pair for run in runs for pair in pairwise(run)):
        # So is the same entry twice.
        if later.mark == earlier.mark:
            continue
        exchanges = earlier.exchange, later.exchange
        if later.seq <= earlier.seq:
            yield walk.breach(f"a `seq` above {earlier.seq}", f"next comes {later}", *exchanges)
        elif later.changed_at < earlier.changed_at:
            yield walk.breach(f"a `changedAt` not before {earlier.stamp}", f"next comes {later}", *exchanges)


@check("changes.instants-are-utc-milliseconds", over="read", unseen="no page could be read")
def instants_have_one_form(walk: Walk) -> Findings:
    """Text of one width sorts as time does everywhere."""
    for page in walk.read:
        for name in PAGE_INSTANTS:
            value = page.members.get(name)
            if isinstance(value, str) and not is_canonical(value):
                yield walk.breach(f"`{name}` in the form 2026-03-29T01:00:00.000Z", value, page.exchange)
        for entry in page.entries:
            if not is_canonical(entry.stamp):
                yield walk.breach("`changedAt` in the form 2026-03-29T01:00:00.000Z", entry.stamp, page.exchange)


@check(
    "changes.version-grows",
    over="histories",
    given=("changes.order-is-publication-order", "changes.entry-is-whole"),
    unseen="no record was met in two versions: the feed keeps the latest only, and stood still during the run",
)
def a_later_entry_has_a_higher_version(met: Histories) -> Findings:
    """A consumer keeps an entry only if its version is higher than what it holds."""
    for history in met.histories:
        for earlier, later in pairwise(history):
            if later.version <= earlier.version:
                yield met.breach(
                    f"a version above {earlier.version}, that of seq {earlier.seq}",
                    str(later),
                    earlier.exchange,
                    later.exchange,
                )


@check(
    "changes.entry-comes-once",
    over="entries",
    given=("changes.version-grows", "changes.walk-ends", "changes.walk-ignores-page-size"),
    unseen="the feed holds no entry",
)
def an_entry_comes_once_on_the_way_of_its_cursors(ledger: Ledger) -> Findings:
    """Whoever follows the cursors is given each change once, and then waits for the next."""
    for earlier, later in ledger.repeated:
        yield ledger.breach(
            "each entry once on the way from cursor to cursor",
            f"{later}, for the second time",
            earlier.exchange,
            later.exchange,
        )


@check(
    "changes.version-fixes-content",
    over="entries",
    given=("changes.version-grows",),
    unseen="the feed holds no entry",
)
def a_version_says_one_thing(ledger: Ledger) -> Findings:
    """Two who hold the same version of a record hold the same record."""
    for earlier, later in ledger.at_odds:
        told = altered(earlier.body, later.body)
        yield ledger.breach(f"{earlier} as it was given before", told, earlier.exchange, later.exchange)


@check(
    "changes.entry-is-whole",
    over="items",
    given=(
        "changes.instants-are-utc-milliseconds",
        "changes.removal-is-a-tombstone",
        "changes.tombstone-is-empty",
    ),
    unseen="the feed holds no entry",
)
def an_entry_has_all_its_members(walk: Walk) -> Findings:
    """Full state heals: whatever was missed, the next entry puts right."""
    schema = walk.terms.schema("entry")
    for page in walk.read:
        for item in page.malformed:
            yield walk.breach("an entry that can be read", f"{item.place}: {item.why}", page.exchange)
        for entry in page.entries:
            for flaw in schema.flaws(entry.body):
                yield walk.breach("an entry as the schema `entry` has it", f"{entry}: {flaw}", page.exchange)
