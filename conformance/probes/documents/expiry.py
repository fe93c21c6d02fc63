"""Asks for grants when the run starts, and comes back when they have ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from conformance.evidence import Afterlife, Expiry, Forgery, Granting, Lifespan, Way
from conformance.model.exchange import Exchange
from conformance.model.grant import Grant
from conformance.model.instant import Instant, read_http
from conformance.model.page import Entry
from conformance.probes.documents.forging import moved
from conformance.probes.documents.minting import ahead, available, fetch, is_plain, mint, shortest, size
from conformance.probes.documents.signature import attempts
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Visit, answered

MOST_DOCUMENTS = 2
# Fetching the bytes has to fit into the life of the grant.
USEFUL_SECONDS = 2
# Long enough to come back before the end, short enough to wait for.
LASTING_SECONDS = 20
# Where a run came too late for the first grant, nobody is to wait as long for the next.
RENEWED_SECONDS = 12
SECOND = 1000
SLOWER = 10
# What is asked of a URL that has ended, besides a plain GET.
OTHER_WAYS = (
    ("HEAD", (), "HEAD"),
    ("GET", (("Range", "bytes=0-0"),), "a range"),
    ("GET", (("If-None-Match", "*"),), "If-None-Match"),
    ("GET", (("If-Modified-Since", "Fri, 31 Dec 2100 23:59:59 GMT"),), "If-Modified-Since"),
)


@dataclass(frozen=True, slots=True)
class Granted:
    """A grant that was asked for, and its bytes while it lasted."""

    grant: Grant
    granting: Granting
    expires: Instant
    before: Exchange

    def __str__(self) -> str:
        return f"the grant of {self.grant.document} that ends at {self.grant.members.get('expiresAt')}"


def chosen(visit: Visit) -> list[Entry]:
    """A small and a larger document. What has no bytes or an odd name shows something else, and comes last."""
    by_size = [entry for entry in available(visit) if size(entry) and is_plain(entry)] or available(visit)
    return by_size[: MOST_DOCUMENTS - 1] + by_size[len(by_size) // 2 :][:1]


def ripening(visit: Visit) -> tuple[Granted, ...]:
    """Short grants for a small and a larger document, each used at once."""
    return tuple(granted for entry in chosen(visit) for granted in grant(visit, entry, USEFUL_SECONDS))


def ripening_one(visit: Visit) -> tuple[Granted, ...]:
    """A short grant for one document, used at once."""
    return tuple(granted for entry in chosen(visit)[-1:] for granted in grant(visit, entry, USEFUL_SECONDS))


def lasting(visit: Visit, seconds: int = LASTING_SECONDS) -> tuple[Granted, ...]:
    """A grant that is to be used twice."""
    return tuple(granted for entry in chosen(visit)[-1:] for granted in grant(visit, entry, seconds))


def grant(visit: Visit, entry: Entry, useful: int) -> Iterator[Granted]:
    """The shortest useful grant of a document, if it has a URL that answers; a longer one where that is slow."""
    for life in (useful, useful * SLOWER):
        granting = mint(visit, (entry,), shortest(visit, life))
        one = next(iter(granting.grants), None)
        if one is None or one.expires is None or not one.url:
            return
        before = fetch(visit, one)
        if not before.status:
            return
        if before.status == 200 or (_moment(before) < one.expires - SECOND):
            yield Granted(one, granting, one.expires, before)
            return


def _moment(exchange: Exchange) -> Instant:
    """When an answer was made, on the clock of the host that made it."""
    return read_http(exchange.header("Date")) or int(exchange.sent + exchange.took * SECOND)


def expire(visit: Visit, granted: Granted) -> Expiry:
    """The same URL after its end. All grants of a run share one wait. Raises `Unanswered`."""
    after = answered(fetch(visit, granted.grant)) if _outwaits(visit, granted) else None
    members, asked = granted.grant.members, granted.granting.exchange
    return Expiry(visit.terms, members, asked, granted.expires, granted.before, after)


def outlive(visit: Visit, granted: Granted) -> Afterlife:
    """Other requests for a URL that has ended. Raises `NotThere` if that takes too long, `Unanswered`."""
    if not _outwaits(visit, granted):
        raise NotThere("no grant ended within --max-wait")
    grant, link = granted.grant, granted.grant.link
    tag = granted.before.header("ETag")
    ways = (*OTHER_WAYS, *([("GET", (("If-None-Match", tag),), "If-None-Match with the ETag")] if tag else []))
    asked = (
        Forgery(Way.AS_IT_IS, says, answered(fetch(visit, grant, method=method, headers=headers)))
        for method, headers, says in ways
    )
    changed = attempts(visit, grant, moved(link)) if link and link.query else ()
    return Afterlife(visit.terms, granted.granting.exchange, granted.before, (*asked, *changed))


def last(visit: Visit, granted: Granted) -> Lifespan:
    """The same URL shortly before its end. Raises `NotThere` if that takes too long, `Unanswered`."""
    early = int(visit.terms.levels["grantEarlySeconds"]) * SECOND + 2 * SECOND
    if granted.expires - ahead(granted.before) - early < visit.client.clock.now():
        granted = next(iter(lasting(visit, RENEWED_SECONDS)), granted)
    due = granted.expires - ahead(granted.before) - early
    if not _wait_until(visit, due):
        raise NotThere("no grant came near its end within --max-wait")
    late = answered(fetch(visit, granted.grant))
    anew = mint(visit, granted.granting.wanted, granted.granting.expires_in)
    # `Date` has whole seconds: it was at most one later.
    left = granted.expires - _moment(late) - SECOND
    return Lifespan(visit.terms, granted.granting, granted.before, late, left, anew)


def _outwaits(visit: Visit, granted: Granted) -> bool:
    """Wait for the end of a grant on the clock of the host that serves it, if that is not too long."""
    grace = int(visit.terms.levels["grantGraceSeconds"]) * SECOND
    return _wait_until(visit, granted.expires + grace - ahead(granted.before) + SECOND)


def _wait_until(visit: Visit, due: Instant) -> bool:
    left = (due - visit.client.clock.now()) / SECOND
    if left > visit.target.max_wait:
        return False
    visit.client.clock.sleep(left)
    return True


LIFESPANS = Probe(Lifespan, last, lambda _: (), prepare=lasting, recalls=False, smoke=0, repeats=False)
EXPIRIES = Probe(Expiry, expire, lambda _: (), prepare=ripening, recalls=False, smoke=0)
AFTERLIVES = Probe(Afterlife, outlive, lambda _: (), prepare=ripening_one, recalls=False, smoke=0, repeats=False)
