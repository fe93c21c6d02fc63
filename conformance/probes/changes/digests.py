"""Asks for the digest of everything that is live, and reads the feed up to where that stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from conformance.evidence import StateDigest
from conformance.model.page import Page
from conformance.model.strict import Json, NotJson, read
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Visit, let_in

TRIES = 6
MOST_PAGES = 4


def sum_up(visit: Visit, _question: str) -> StateDigest:
    """The state digest, beside the feed. Where that moves on meanwhile, once more."""
    if not visit.calendar.is_complete:
        raise NotThere("the feed was not read to a complete page")
    if visit.terms.description.is_cut:
        raise NotThere("the feed was cut, and tells nothing of what has not changed since")
    stated = _state(visit)
    for _ in range(TRIES - 1):
        if stated.position is None or stated.then is not None:
            break
        stated = _state(visit)
    return stated


def _state(visit: Visit) -> StateDigest:
    visit.tail.catch_up(0)
    before = dict(visit.tail.latest)
    answer = let_in(visit.client.get("state-digest"))
    stated = StateDigest(visit.terms, answer, _members(answer.body) if answer.status == 200 else {})
    if stated.position is None:
        return stated
    visit.tail.catch_up(stated.position - 1)
    after = tuple(_after(visit, stated.members.get("cursor")))
    stated = replace(stated, after=after, feed=dict(visit.tail.latest))
    if not stated.newer:
        return replace(stated, then=stated.feed)
    # What was published since stood most likely as we knew it before. If that adds up, it did; if not, who knows.
    newer = {entry.key for entry in stated.newer}
    guess = {key: entry for key, entry in (stated.feed or {}).items() if key not in newer}
    guessed = replace(stated, then=guess | {key: before[key] for key in newer if key in before})
    return guessed if guessed.is_same else stated


def _members(body: bytes) -> dict[str, Json]:
    try:
        value = read(body)
    except NotJson:
        return {}
    return value if isinstance(value, dict) else {}


def _after(visit: Visit, cursor: Json) -> Iterator[Page]:
    """The feed after a state digest, as far as it is read here."""
    for _ in range(MOST_PAGES):
        if not isinstance(cursor, str):
            return
        page = Page.read(let_in(visit.client.get("changes", cursor=cursor, limit=visit.terms.description.page_size)))
        yield page
        cursor = None if page.complete or page.trouble else page.cursor


def now(_visit: Visit) -> Iterator[str]:
    """One question."""
    yield "the state digest, now"


STATE_DIGESTS = Probe(StateDigest, sum_up, now, recalls=False, smoke=0)
