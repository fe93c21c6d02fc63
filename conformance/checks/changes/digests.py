"""Checks of *Changes*, section *Digests*."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.check import check
from conformance.checks.changes.causes import WHOLE_FEED
from conformance.evidence import StateDigest, Walk
from conformance.model.canonical import digest_of, exact, inexact
from conformance.model.finding import Findings
from conformance.model.instant import write
from conformance.model.page import Page


@check("changes.digest-is-there", over="upserts", given=("changes.entry-is-whole",), unseen="the feed holds no record")
def an_upsert_has_a_digest(walk: Walk) -> Findings:
    """Without it, two copies can be compared only by sending all of one."""
    for entry in walk.upserts:
        if not isinstance(entry.body.get("digest"), str):
            told = f"{entry.body['digest']!r}"[:80] if "digest" in entry.body else "none"
            yield walk.breach("a `digest` of the data", f"{entry}: {told}", entry.exchange)


@check(
    "changes.digest-is-of-the-data",
    over="upserts",
    given=(
        "changes.entry-is-whole",
        "changes.version-fixes-content",
        "changes.digest-is-there",
        "changes.numbers-survive-canonical-form",
    ),
    unseen="the feed holds no record",
)
def a_digest_is_that_of_the_canonical_form(walk: Walk) -> Findings:
    """A digest that each computes in a way of its own proves nothing."""
    for entry in walk.upserts:
        told, data = entry.body.get("digest"), entry.data
        expected = digest_of(data) if isinstance(told, str) and data is not None else None
        if expected is not None and told != expected:
            yield walk.breach(f"the digest {expected}", f"{entry}: {told}"[:300], entry.exchange)


@check("changes.numbers-survive-canonical-form", over="read", unseen="no page could be read")
def a_number_is_read_alike_by_all(walk: Walk) -> Findings:
    """One reader takes a double, one a decimal, one an integer; all are to hold the same."""
    for page in walk.read:
        for place, number in _odd_numbers(page):
            yield walk.breach("numbers as a double holds them", f"{place} is {number}", page.exchange)


def _odd_numbers(page: Page) -> Iterator[tuple[str, str]]:
    body = exact(page.exchange.body)
    items = body.get("items") if isinstance(body, dict) else None
    for number, item in enumerate(items if isinstance(items, list) else ()):
        yield from inexact(item.get("data") if isinstance(item, dict) else None, f"items[{number}].data")


@check(
    "changes.state-digest-adds-up",
    over="adding",
    given=("changes.digest-is-there", "changes.state-digest-names-its-position", *WHOLE_FEED),
    unseen="the feed did not stand still for as long as it takes to compare",
)
def a_state_digest_is_the_sum_over_what_is_live(state: StateDigest) -> Findings:
    """One call tells whether two copies are the same; a sum that is wrong tells it of the wrong ones."""
    if state.answer.status != 200:
        yield state.breach("an answer with the state digest", f"status {state.answer.status}", state.answer)
    if not state.adding:
        return
    records, digest = state.members.get("records"), state.members.get("digest")
    if records != len(state.adding):
        yield state.breach(f"`records` {len(state.adding)}, as the feed has them", f"{records!r}"[:80], state.answer)
    elif digest != state.total:
        yield state.breach(f"`digest` {state.total}, over {records} records", f"{digest!r}"[:80], state.answer)


@check(
    "changes.state-digest-names-its-position",
    over="answers",
    given=("errors.answer-is-described", "changes.epoch-stays", "changes.unknown-cursor-is-refused", *WHOLE_FEED),
    unseen="no state digest told of a position",
)
def a_state_digest_says_where_it_stands(state: StateDigest) -> Findings:
    """Two copies are compared at one position, or they differ by what has come since."""
    position = state.position
    if position is None or not state.after:
        return
    first, after = state.after[0], {entry.mark for page in state.after for entry in page.entries}
    if first.trouble:
        yield state.breach("a cursor that `/changes` takes", first.trouble, state.answer, first.exchange)
        return
    if state.members.get("epoch") != first.members.get("epoch"):
        told = f"{state.members.get('epoch')!r}"[:80]
        yield state.breach(f"the epoch of the feed, {first.members.get('epoch')!r}"[:200], told, *state.exchanges)
    early = [entry for page in state.after for entry in page.entries if entry.changed_at < position]
    end = state.after[-1].watermark or 0
    for entry in early[:1]:
        yield state.breach(f"after its cursor only what changed from {write(position)} on", str(entry))
    for entry in state.newer:
        if entry.changed_at < end and entry.mark not in after:
            yield state.breach(f"after its cursor what changed from {write(position)} on", f"no {entry}")
