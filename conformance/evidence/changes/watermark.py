"""Evidence of promises over time: a window read twice, and everything that a run was told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

from conformance.evidence.changes.windows import Mark, Walk, difference
from conformance.evidence.evidence import Evidence, Need
from conformance.model.exchange import Exchange
from conformance.model.instant import read_http
from conformance.model.page import Entry, Page

FILTERS = {"kind", "authority"}
TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Reread(Evidence):
    """One closed window, read several times. No answer is remembered between the readings.

    `superseded` holds what is missing from a later reading and has a later entry.
    """

    readings: tuple[Walk, ...]
    superseded: frozenset[Mark] = frozenset()

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Those of all readings."""
        return tuple(exchange for reading in self.readings for exchange in reading.exchanges)

    @property
    def size(self) -> tuple[int, ...]:
        """Few pages, then few entries."""
        return len(self.exchanges), len(self.readings[0].entries), self.readings[0].window.milliseconds

    @property
    def comparable(self) -> tuple[tuple[Walk, Walk], ...]:
        """Each reading with the next, if all reached their ends and there was something to read."""
        whole = all(reading.is_whole for reading in self.readings)
        return tuple(pairwise(self.readings)) if whole and any(reading.entries for reading in self.readings) else ()

    @property
    def gone(self) -> tuple[Entry, ...]:
        """What a reading had, the next has not, and no later entry explains."""
        missing = (entry for a, b in self.comparable for entry in difference(a.entries, b.entries))
        return tuple(entry for entry in missing if entry.mark not in self.superseded)

    @property
    def late(self) -> tuple[Entry, ...]:
        """What a reading has and the one before had not."""
        return tuple(entry for a, b in self.comparable for entry in difference(b.entries, a.entries))

    @property
    def unlike(self) -> tuple[tuple[Entry, Entry], ...]:
        """The same entry in two readings with different content."""
        pairs = []
        for a, b in self.comparable:
            later = {entry.mark: entry for entry in b.entries}
            both = ((entry, later[entry.mark]) for entry in a.entries if entry.mark in later)
            pairs += [(before, after) for before, after in both if before.body != after.body]
        return tuple(pairs)


@dataclass(frozen=True, slots=True)
class Transcript(Evidence):
    """Every exchange of the run with the API, in order."""

    all: tuple[Exchange, ...]

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """All of them."""
        return self.all

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages of `/changes` among them that could be read, without those that came through a filter."""
        return _pages(self.all)

    @property
    def cursors(self) -> tuple[Page, ...]:
        """The pages that give a cursor."""
        return tuple(page for page in self.pages if page.cursor is not None)

    @property
    def problems(self) -> tuple[Exchange, ...]:
        """The answers that are problem documents."""
        return tuple(exchange for exchange in self.all if exchange.media_type == "application/problem+json")

    @property
    def dated(self) -> tuple[Page, ...]:
        """The pages that give a watermark, and whose answer has a `Date`."""
        return tuple(p for p in self.pages if p.watermark is not None and read_http(p.exchange.header("Date")))

    @property
    def epochs(self) -> tuple[tuple[Page, str], ...]:
        """Each page with the epoch that it names, as long as no cursor was refused because the epoch has changed."""
        changed = next((place for place, one in enumerate(self.all) if _says_that_the_epoch_changed(one)), None)
        pages = self.pages if changed is None else _pages(self.all[:changed])
        told = ((page, page.members.get("epoch")) for page in pages)
        return tuple((page, epoch) for page, epoch in told if isinstance(epoch, str))

    @property
    def in_order(self) -> tuple[Exchange, ...]:
        """The answers that the endpoint made itself, in good order; a gateway may be the one that says: not now."""
        return tuple(one for one in self.all if 200 <= one.status < 500 and one.status != TOO_MANY)

    @property
    def authorised(self) -> tuple[Exchange, ...]:
        """The answers that served somebody who showed a token."""
        return tuple(one for one in self.all if one.request.authorised and one.status == 200)

    @property
    def closed(self) -> tuple[Exchange, ...]:
        """The same to a GET, if the view is not public."""
        description = self.terms.description
        gets = tuple(one for one in self.authorised if one.request.method == "GET")
        return gets if description.view and not description.is_public else ()

    @property
    def refusals_for_load(self) -> tuple[Exchange, ...]:
        """The answers that said: not now."""
        return tuple(exchange for exchange in self.all if exchange.status in (TOO_MANY, 503))


def _says_that_the_epoch_changed(exchange: Exchange) -> bool:
    return exchange.status == 410 and "cursor=" in exchange.request.url and b"epoch-changed" in exchange.body


@lru_cache(maxsize=1)
def _pages(exchanges: tuple[Exchange, ...]) -> tuple[Page, ...]:
    """Read once for all who look back on a run: a run of ten thousand requests has many pages."""
    asked = (exchange for exchange in exchanges if "/changes?" in exchange.request.url)
    filtered: set[str | None] = set()
    pages = []
    for page in (Page.read(exchange) for exchange in asked if exchange.request.method == "GET"):
        query = dict(parse_qsl(urlsplit(page.exchange.request.url).query))
        if query.keys() & FILTERS or ("cursor" in query and query["cursor"] in filtered):
            filtered.add(page.cursor)
        elif not page.trouble:
            pages.append(page)
    return tuple(pages)


@dataclass(frozen=True, slots=True)
class Histories(Evidence):
    """Every record that the run met in more than one version: its entries, once each, by `seq`."""

    needs = Need.TRAFFIC

    histories: tuple[tuple[Entry, ...], ...]

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Where the entries were met."""
        return tuple(entry.exchange for history in self.histories for entry in history)


@dataclass(frozen=True, slots=True)
class Idle(Evidence):
    """The first page of the run and one asked for later."""

    first: Page
    last: Page

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The two."""
        return self.first.exchange, self.last.exchange

    @property
    def seconds(self) -> float:
        """How far apart they were asked for."""
        return (self.last.exchange.sent - self.first.exchange.sent) / 1000

    @property
    def apart(self) -> tuple[Page, ...]:
        """Both, if each gives a watermark and they lie so far apart that it has to have moved."""
        told = self.first.watermark is not None and self.last.watermark is not None
        far = self.seconds >= self.terms.levels["watermarkStillSeconds"]
        return (self.first, self.last) if told and far else ()
