"""Holds what a consumer would hold, and looks records up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlencode

from conformance.evidence import Aim, Copy, Enquiry, Register, Sought
from conformance.model.exchange import Request
from conformance.model.page import Entry
from conformance.model.strict import Json
from conformance.probes.changes.watermark import everything, transcribe
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Unanswered, Visit, let_in


def copy(visit: Visit, _question: str) -> Copy:
    """The copy after one walk over the whole feed. Raises `NotThere` where the walk did not end."""
    walk = visit.calendar.walk
    if walk is None:
        raise Unanswered("the feed could not be read")
    if visit.terms.description.is_cut:
        raise NotThere("the history was cut, so the feed alone gives no whole copy")
    if walk.endless or walk.unread:
        raise NotThere(f"the feed was not read to a complete page: {walk.endless or walk.unread}")
    held: dict[tuple[str, str], Entry] = {}
    for entry in walk.entries:
        before = held.get(entry.key)
        if before is None or entry.version >= before.version:
            held[entry.key] = entry
    live = {key: entry for key, entry in held.items() if not entry.is_tombstone}
    gone = {key: entry for key, entry in held.items() if entry.is_tombstone}
    return Copy(visit.terms, live, walk.pages[-1].exchange, gone)


def whole_feed(_visit: Visit) -> Iterator[str]:
    """One question."""
    yield "the whole feed"


COPIES = Probe(Copy, copy, whole_feed, repeats=False)


def enrol(visit: Visit, question: str) -> Register:
    """All that was met of each record. What has no order by version has none by `seq`, which is for others to say."""
    met: dict[tuple[str, str], dict[int, Entry]] = {}
    pages = transcribe(visit, question).pages
    for page in pages:
        for entry in page.entries:
            met.setdefault(entry.key, {}).setdefault(entry.version, entry)
    courses = (tuple(versions[number] for number in sorted(versions)) for versions in met.values())
    own = frozenset(visit.outbox.held)
    return Register(visit.terms, tuple(courses), pages, own, visit.calendar.is_complete)


REGISTERS = Probe(Register, enrol, everything, repeats=False, looks_back=True)


KINDS_ASKED = 3
REMOVED_ASKED = 2
PROPERTIES_ASKED = 2
# What is longer is no name; that it is not is for others to say.
LONGEST = 200
# Nobody has these.
NO_ID = "0f0e0d0c0b0a09080706050403020100"
NO_KIND = "spaceship"
NO_REFERENCE = "no/such/reference"

Held = dict[tuple[str, str], Entry]


def look_up(visit: Visit, sought: Sought) -> Enquiry:
    """One question. Where the answer is not what the feed told before, the feed is read on: it may have moved.

    Raises `NotThere` where the feed is longer than what a run reads, and `Unanswered` where it does not come so far.
    """
    before = dict(visit.tail.latest)
    url = f"{visit.client.base_url}/records/{quote(sought.kind, safe='')}"
    url += f"/{quote(sought.id, safe='')}" if sought.id else ""
    query = urlencode(sought.keys)
    exchange = let_in(visit.client.ask(Request("GET", f"{url}?{query}" if query else url)))
    enquiry = Enquiry(visit.terms, sought, exchange, before, before)
    if _is_as_told(enquiry):
        after: Held = before
    else:
        if not visit.overtakes():
            if visit.calendar.walk and visit.calendar.walk.unread:
                raise NotThere(f"the feed was not read to the answer: {visit.calendar.walk.unread}")
            raise Unanswered("the feed could not be followed up to the answer")
        after = dict(visit.tail.latest)
    keys = {entry.key for entry in enquiry.told} | {(sought.kind, sought.id)}
    keys |= {entry.key for entry in (*before.values(), *after.values()) if sought.keys and sought.admits(entry)}
    return Enquiry(visit.terms, sought, exchange, _only(before, keys), _only(after, keys))


def _only(held: Mapping[tuple[str, str], Entry], keys: set[tuple[str, str]]) -> Held:
    return {key: held[key] for key in keys if key in held}


def _is_as_told(enquiry: Enquiry) -> bool:
    """Whether the answer agrees with what the feed told before, so that there is nothing to explain."""
    sought, told = enquiry.sought, {entry.key: entry.body for entry in enquiry.told}
    if sought.id:
        held = enquiry.before.get((sought.kind, sought.id))
        if held is None or held.is_tombstone:
            return enquiry.exchange.status == (410 if held else 404)
        return told == {held.key: held.body}
    due = {key: entry.body for key, entry in enquiry.before.items() if sought.admits(entry)}
    return sought.aim in (Aim.KEYLESS, Aim.STRAY) or told == due


def worth_asking(visit: Visit) -> Iterator[Sought]:
    """What tells most: what changed often and lately, what is gone, what was never there, and what is nearly right."""
    visit.tail.catch_up(0)
    latest = sorted(visit.tail.latest.values(), key=lambda entry: (entry.version, entry.seq), reverse=True)
    latest = [entry for entry in latest if len(entry.kind) + len(entry.id) <= LONGEST]
    live = [entry for entry in latest if not entry.is_tombstone]
    once = {entry.kind: entry for entry in reversed(live)}
    for entry in sorted(once.values(), key=lambda entry: (entry.version, entry.seq), reverse=True)[:KINDS_ASKED]:
        yield Sought(Aim.LIVE, "a live record that changed often", entry.kind, entry.id)
    gone = {entry.kind: entry for entry in latest if entry.is_tombstone}
    for entry in list(gone.values())[:REMOVED_ASKED]:
        yield Sought(Aim.REMOVED, "a record whose tombstone is in the feed", entry.kind, entry.id)
    if live:
        yield from _unknown(visit, live)
        yield from _references(visit, live)
        yield from _properties(live)
        yield from _wrong(live)


def _unknown(visit: Visit, live: list[Entry]) -> Iterator[Sought]:
    first = live[0]
    yield Sought(Aim.UNKNOWN, "an id that nobody gave out", first.kind, NO_ID)
    kinds = sorted({entry.kind for entry in live} - {first.kind})
    for kind in [kind for kind in kinds if (kind, first.id) not in visit.tail.latest][:1]:
        yield Sought(Aim.UNKNOWN, f"the id of one {first.kind}, under another kind", kind, first.id)
    yield Sought(Aim.UNKNOWN, "a kind that is not published", NO_KIND, first.id)


def _text(entry: Entry, name: str) -> str:
    value: Json = (entry.data or {}).get(name)
    return value if isinstance(value, str) and len(value) <= LONGEST else ""


def _references(visit: Visit, live: list[Entry]) -> Iterator[Sought]:
    """A reference with a slash that two authorities use, if there is one; then what is nearly the same."""
    named = [entry for entry in live if _text(entry, "reference") and _text(entry, "planningAuthority")]
    if not named:
        return
    uses = Counter((entry.kind, _text(entry, "reference")) for entry in named)
    entry = max(named, key=lambda e: (uses[e.kind, _text(e, "reference")], "/" in _text(e, "reference"), e.seq))
    reference, authority = _text(entry, "reference"), _text(entry, "planningAuthority")
    yield _by_reference(Aim.REFERENCE, "a reference as the record has it", entry.kind, reference, authority)
    taken = {(one.kind, _text(one, "reference")) for one in named}
    near = [(NO_REFERENCE, "a reference that nobody gave")]
    if not visit.terms.description.is_cut:
        # A feed that was cut does not tell of every reference that there is.
        near += [
            (reference.swapcase(), "a reference in the other case"),
            (reference[:-1], "a reference without its last letter"),
        ]
    for other, says in near:
        if other.strip() and (entry.kind, other) not in taken:
            yield _by_reference(Aim.NOTHING, says, entry.kind, other, authority)
    users = {_text(one, "planningAuthority") for one in named if _text(one, "reference") == reference}
    for other in [one for one in visit.terms.description.words("authorities") if one not in users][:1]:
        yield _by_reference(Aim.NOTHING, "the reference of another authority", entry.kind, reference, other)


def _by_reference(aim: Aim, says: str, kind: str, reference: str, authority: str) -> Sought:
    return Sought(aim, says, kind, keys=(("reference", reference), ("authority", authority)))


def _properties(live: list[Entry]) -> Iterator[Sought]:
    """The properties where most records lie: one may have more in a part of the feed that is too long to be read."""
    places: Counter[tuple[str, str]] = Counter()
    for entry in live:
        data = entry.data or {}
        uprns = data.get("uprns")
        named = [*(uprns if isinstance(uprns, list) else ()), data.get("uprn")]
        words = (uprn for uprn in named if isinstance(uprn, str))
        places.update((entry.kind, uprn) for uprn in words if uprn and len(uprn) <= LONGEST)
    for (kind, uprn), _ in places.most_common(PROPERTIES_ASKED):
        yield Sought(Aim.UPRN, "a property as the record has it", kind, keys=(("uprn", uprn),))


def _wrong(live: list[Entry]) -> Iterator[Sought]:
    kind = live[0].kind
    yield Sought(Aim.KEYLESS, "a search without a key", kind)
    yield Sought(Aim.KEYLESS, "a reference without its authority", kind, keys=(("reference", NO_REFERENCE),))
    keys = (("uprn", "1"), ("colour", "red"))
    yield Sought(Aim.STRAY, "a parameter that nobody knows", kind, keys=keys)


ENQUIRIES = Probe(Enquiry, look_up, worth_asking, smoke=0, recalls=False, of="lookup")
