"""Asks wrongly, in every way that is known to be taken for right; then as the description allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote, urlencode

from conformance.contract import Attempt, lawful, unlawful
from conformance.evidence import Case
from conformance.model.exchange import Request
from conformance.model.instant import write
from conformance.probes.probe import Probe
from conformance.probes.visit import Visit, answered, let_in
from conformance.target import Depth

CHANGES = "/changes"
DAY = 86_400_000
LAWFUL = 8
UNLAWFUL = 60

# What lenient parsers take for an instant, and what is wrong with it.
BAD_INSTANTS = (
    ("2026-03-28", "a date without a time"),
    ("2026-03-28T09:00:00", "an instant without an offset"),
    ("2026-03-28 09:00:00Z", "a space in place of the T"),
    ("2026-03-28T09:00:00 01:00", "a plus that became a space"),
    ("2026-13-01T00:00:00Z", "a thirteenth month"),
    ("2026-02-30T00:00:00Z", "30 February"),
    ("2026-03-28T25:00:00Z", "hour 25"),
    ("1774688400", "seconds since 1970"),
    ("yesterday", "a word"),
    ("", "nothing"),
)
BAD_LIMITS = ("0", "-1", "1.5", "ten", "", "9" * 40, "\N{ARABIC-INDIC DIGIT THREE}")
# Further ones, for a run that goes to the bottom of things.
MORE_BAD_INSTANTS = (
    ("2026-03-28T09:00:00.Z", "a point without digits"),
    ("2026-03-28T09:00Z", "an instant without seconds"),
    ("2026-03-28T09Z", "an instant without minutes"),
    ("20260328T090000Z", "the basic form of ISO 8601"),
    ("2026-W13-6T09:00:00Z", "a week in place of a month"),
    ("2026-087T09:00:00Z", "a day of the year"),
    ("2026-03-28T09:00:00+0100", "an offset without a colon"),
    ("2026-03-28T09:00:00+01", "an offset of hours alone"),
    ("2026-03-28T09:00:00 Z", "a space before the Z"),
    ("2026-03-28T09:00:00Z ", "a space after the Z"),
    ("2026-03-28T09:00:00Europe/London", "a place in place of an offset"),
    ("2026-03-28T09:00:00BST", "the name of an offset"),
    ("2026-00-28T09:00:00Z", "month 0"),
    ("2026-03-32T09:00:00Z", "32 March"),
    ("2025-02-29T09:00:00Z", "29 February in a year that has none"),
    ("2026-03-28T09:60:00Z", "minute 60"),
    ("2026-03-28T09:00:00+25:00", "an offset of 25 hours"),
    ("26-03-28T09:00:00Z", "a year of two digits"),
    ("28/03/2026 09:00", "a date as people write it"),
    ("now", "the word now"),
    ("null", "the word null"),
    ("1774688400000", "milliseconds since 1970"),
)
MORE_BAD_LIMITS = (
    "00",
    "-0",
    "1e3",
    "0x10",
    "1,000",
    " 5",
    "5 ",
    "NaN",
    "Infinity",
    "null",
    "1_000",
    "\N{FULLWIDTH DIGIT FIVE}",
)


def attempt(visit: Visit, one: Attempt) -> Case:
    """One request of the contract, sent as it stands."""
    url = f"{visit.client.base_url}{one.path}" + (f"?{one.query}" if one.query else "")
    request = Request("GET", url)
    if one.credentials is not None:
        request = replace(request, headers=one.credentials, authorised=False)
    exchange = visit.client.ask(request)
    # Where a right question is answered, a wrong one that is turned away at the door is refused wrongly.
    judged = answered(exchange) if visit.calendar.walk else let_in(exchange)
    return Case(visit.terms, one.flaw, one.says, one.path, judged)


def corpus(visit: Visit) -> Iterator[Attempt]:
    """Our own wrong questions first; the generator's after them."""
    if visit.target.depth is Depth.SMOKE:
        yield from _first_of_each(visit)
        return
    yield from _wrong(visit)
    if visit.target.depth is Depth.FULL:
        yield from _more(visit)
    openapi, run_seed = visit.terms.standard.openapi, visit.target.seed
    yield from lawful(openapi, ("/description", CHANGES), run_seed, LAWFUL)
    if visit.target.depth is Depth.FULL:
        yield from unlawful(openapi, (CHANGES,), run_seed, UNLAWFUL)


def _first_of_each(visit: Visit) -> Iterator[Attempt]:
    """One wrong question for each flaw."""
    first: dict[str, Attempt] = {}
    for one in _wrong(visit):
        first.setdefault(one.flaw, one)
    yield from first.values()


def _wrong(visit: Visit) -> Iterator[Attempt]:
    start, end = write(visit.calendar.span.start), write(visit.calendar.span.end)
    for text, says in BAD_INSTANTS:
        yield Attempt("invalid-timestamp", says, CHANGES, urlencode({"from": text, "to": end}))
    yield Attempt(
        "invalid-timestamp", "an offset whose plus is not encoded", CHANGES, f"from={quote(start[:-1])}+01:00"
    )
    yield Attempt("invalid-timestamp", "a `to` without a time", CHANGES, urlencode({"from": start, "to": end[:10]}))
    # Inside the feed: a place before its beginning is refused for that.
    backwards = urlencode({"from": write(visit.calendar.span.start + 1), "to": start})
    yield Attempt("reversed-window", "a window that ends a millisecond before it starts", CHANGES, backwards)
    for extra, says in (
        ("colour=red", "a parameter that nobody knows"),
        ("FROM=" + quote(start), "a name in capitals"),
        ("from=" + quote(end), "a `from` that stands twice"),
        ("page=2", "a page number"),
    ):
        yield Attempt("unknown-parameter", says, CHANGES, urlencode({"from": start}) + "&" + extra)
    yield from _cursors(visit)
    for limit in BAD_LIMITS:
        yield Attempt("invalid-limit", f"the limit {limit!r}", CHANGES, urlencode({"from": start, "limit": limit}))
    yield from _gone(visit)
    yield from _strangers(visit, urlencode({"from": start}))
    yield Attempt("missing-from", "neither `from` nor `cursor`", CHANGES, "")
    yield Attempt("unknown-operation", "an address that leads nowhere", "/no-such-thing", "")


def _more(visit: Visit) -> Iterator[Attempt]:
    """What only a full run has the requests for."""
    start, end = write(visit.calendar.span.start), write(visit.calendar.span.end)
    for text, says in MORE_BAD_INSTANTS:
        yield Attempt("invalid-timestamp", says, CHANGES, urlencode({"from": text, "to": end}))
        yield Attempt("invalid-timestamp", f"as `to`, {says}", CHANGES, urlencode({"from": start, "to": text}))
    for limit in MORE_BAD_LIMITS:
        yield Attempt("invalid-limit", f"the limit {limit!r}", CHANGES, urlencode({"from": start, "limit": limit}))


def _strangers(visit: Visit, query: str) -> Iterator[Attempt]:
    """A right question by one who is not known, where a view is closed."""
    if not visit.client.credentials.are_given or visit.terms.description.is_public:
        return
    for path, asked in ((CHANGES, query), ("/description", "")):
        yield Attempt("credentials-required", f"{path} without credentials", path, asked, ())
    for says, value in (("another token", "Bearer not-the-token"), ("half of a header", "Bearer")):
        yield Attempt("credentials-required", f"{CHANGES} with {says}", CHANGES, query, (("Authorization", value),))


def _gone(visit: Visit) -> Iterator[Attempt]:
    """What lies before the part of the history that is kept, and in another history."""
    description, start = visit.terms.description, write(visit.calendar.span.start)
    if description.is_cut and description.earliest is not None:
        for days, says in ((1, "a day"), (400, "more than a year")):
            past = write(description.earliest - days * DAY)
            yield Attempt("history-truncated", f"a `from` {says} before `earliest`", CHANGES, urlencode({"from": past}))
    if "snapshot" in description.classes:
        for epoch in ("0", "~another"):
            query = urlencode({"from": start, "epoch": epoch})
            yield Attempt("epoch-changed", f"the epoch {epoch}", CHANGES, query)


def _cursors(visit: Visit) -> Iterator[Attempt]:
    cursor = visit.calendar.cursor
    wrong = [("not-a-cursor", "a word as cursor"), ("MTAw", "a number in base64 as cursor"), ("", "an empty cursor")]
    if cursor and len(cursor) > 1:
        wrong.append((cursor[: len(cursor) // 2], "a cursor that was cut off on the way"))
    for text, says in wrong:
        yield Attempt("invalid-cursor", says, CHANGES, urlencode({"cursor": text}))
    if cursor:
        for name in ("from", "to"):
            both = urlencode({"cursor": cursor, name: write(visit.calendar.span.start)})
            yield Attempt("cursor-mismatch", f"a cursor together with a `{name}`", CHANGES, both)


CASES = Probe(Case, attempt, corpus, smoke=8)
