"""Where a probe works: the client, what is known so far, and the feed's newest end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from conformance.client import Client
from conformance.evidence import Mark, Terms, Walk, asked
from conformance.model.exchange import Exchange
from conformance.model.instant import Instant
from conformance.model.page import Entry, Page
from conformance.model.window import Window
from conformance.probes.calendar import Calendar
from conformance.target import Target

TAIL_PAGES = 20
FEW_PAGES = 4
# So answers who stands at the door, whatever is asked.
DOOR = (401, 403, 429, 503)
# Seconds before each look at the feed's end: it is mostly there at once, and else it takes its time.
PAUSES = (0.002, 0.05, 0.5, 1.0, 2.0)


class Unanswered(Exception):
    """A question got no complete answer, so that there is no evidence of it: trouble."""


class NotThere(Exception):
    """What a question is about is not there to be seen, and that is lawful; the message says what it would take."""


class Tail:
    """Follows the feed from where the census ended, and knows the latest entry of every record."""

    def __init__(self, client: Client, calendar: Calendar, limit: int) -> None:
        self._client = client
        self._cursor = calendar.cursor
        self._limit = limit
        # Behind a census that broke off lies more than anybody follows.
        self._most = TAIL_PAGES if calendar.is_complete else FEW_PAGES
        self.latest: dict[tuple[str, str], Entry] = {}
        self.given: set[Mark] = set()
        self.watermark = self._begin = calendar.span.end
        self._census = calendar.entries
        for entry in self._census:
            self._learn(entry)

    def catch_up(self, past: int) -> bool:
        """Read on until the watermark has passed an instant. Whether it has."""
        for pause in PAUSES:
            self._client.clock.sleep(pause)
            self._read_on()
            if self.watermark > past:
                return True
        return False

    @property
    def watched(self) -> Window:
        """From where the census ended up to where the feed has been followed."""
        return Window(self._begin, max(self._begin, self.watermark))

    @property
    def has_moved(self) -> bool:
        """Whether anything was published since the census."""
        return any(entry.changed_at >= self._begin for entry in self.latest.values())

    def _read_on(self) -> None:
        for _ in range(self._most):
            if self._cursor is None:
                return
            with self._client.recalling(allowed=False):
                page = Page.read(self._client.get("changes", cursor=self._cursor, limit=self._limit))
            for entry in page.entries:
                self.given.add(entry.mark)
                self._learn(entry)
            # Before the last page there is more below the watermark than was read.
            self.watermark = max(self.watermark, (page.watermark or 0) if page.complete else 0)
            # A full page that says it is the last may be wrong: whether it is shows on the next one.
            is_last = page.complete and len(page.entries) < self._limit
            if is_last or page.trouble:
                self._cursor = page.cursor or self._cursor
                return
            # A cursor that does not move leads nowhere.
            self._cursor = page.cursor if page.cursor != self._cursor else None

    @property
    def published(self) -> tuple[Entry, ...]:
        """The latest entry of every record, without what came below the census's watermark: missed, or late."""
        census = {entry.mark for entry in self._census}
        return tuple(e for e in self.latest.values() if e.changed_at >= self._begin or e.mark in census)

    def _learn(self, entry: Entry) -> None:
        held = self.latest.get(entry.key)
        if held is None or entry.seq > held.seq:
            self.latest[entry.key] = entry


@dataclass(frozen=True, slots=True, eq=False)
class Noticed:
    """Readings of one window that differ, met while something else was asked."""

    readings: tuple[Walk, ...]

    def __str__(self) -> str:
        return f"{asked(self.readings[0])}, read again"


# An authority that does not exist, for an endpoint that names none.
NOBODY = "local-authority:ZZT"
# How many records are taken back with one delivery.
AT_ONCE = 40


@dataclass(slots=True)
class Outbox:
    """What this run has delivered to a sandbox: the last `seq` sent and the last acknowledged, and what is held.

    `held` is the version, the `op` and the kind that the receiver holds of each id that this run made. `epoch` is the
    history in which it delivers, '' for the first. `uploads` are those that it has not given up yet.
    """

    sent: int = 0
    acknowledged: int = 0
    held: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    epoch: str = ""
    uploads: list[str] = field(default_factory=list)

    def hold(self, kind: str, key: str, version: int, op: str) -> None:
        """Take note that the receiver may hold this version, if it is newer than what it held."""
        self.held[key] = max(self.held.get(key, (0, "", kind)), (version, op, kind))

    def begin(self, epoch: str) -> None:
        """Go on in another history, which begins at nothing."""
        self.epoch, self.sent, self.acknowledged = epoch, 0, 0

    @property
    def live(self) -> frozenset[str]:
        """The ids of which the receiver holds a record, and not only a tombstone."""
        return frozenset(key for key, (_, op, _) in self.held.items() if op != "delete")

    def owes(self, coming: frozenset[str] = frozenset(), uploads: int = 0) -> int:
        """How many requests it takes to take everything back, with the ids and uploads that are about to be made."""
        return -(-len(self.live | coming) // AT_ONCE) + len(self.uploads) + uploads


@dataclass(frozen=True, slots=True)
class Visit:
    """One inspection of one endpoint."""

    client: Client
    target: Target
    terms: Terms
    calendar: Calendar
    tail: Tail
    outbox: Outbox = field(default_factory=Outbox)
    noticed: list[Noticed] = field(default_factory=list)

    @property
    def now(self) -> Instant:
        """The instant as at which the feed is judged; the present, where none was chosen."""
        return self.present if self.target.now is None else self.target.now

    @property
    def present(self) -> Instant:
        """What the endpoint's clock says now."""
        return self.client.clock.now() + self.terms.clock_offset

    def mint(self) -> str:
        """An id that shows whose it is and that this run has not used: it moves on with each request."""
        return f"conf-{self.target.run_id}-{len(self.client.memory.exchanges)}"

    @property
    def authority(self) -> str:
        """The planning authority of what this run writes."""
        named = self.terms.description.words("authorities")
        return named[0] if named else NOBODY

    def overtakes(self) -> bool:
        """Follow the feed until its watermark has passed the present: then it has told all that was. Whether it did."""
        return self.tail.catch_up(self.present)

    def superseded(self, missing: Iterable[Entry]) -> frozenset[Mark]:
        """Which of some missing entries have a later entry of the same record.

        A later entry may lie above the watermark still, so the feed is followed until that has passed our reading.
        Where it does not pass, nothing can be said, and all are given the benefit of the doubt.
        """
        missing = tuple(missing)
        if not missing:
            return frozenset()
        certain = self.overtakes()
        return frozenset(entry.mark for entry in missing if not certain or self._has_later(entry))

    def _has_later(self, entry: Entry) -> bool:
        latest = self.tail.latest.get(entry.key)
        return latest is not None and latest.seq > entry.seq


def answered(exchange: Exchange) -> Exchange:
    """The exchange, if an answer came. Raises `Unanswered`."""
    if not exchange.status:
        raise Unanswered(f"{exchange.request.url}: {exchange.trouble}")
    return exchange


def let_in(exchange: Exchange) -> Exchange:
    """The exchange, if the question came past the door: a refusal there says nothing of it. Raises `Unanswered`."""
    if answered(exchange).status in DOOR:
        raise Unanswered(f"{exchange.request.url} refuses us with {exchange.status}")
    return exchange
