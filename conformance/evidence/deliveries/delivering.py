"""Evidence of *Deliveries*, section *Delivering*: deliveries of several items, and some that are none."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from conformance.evidence.evidence import Evidence, Need
from conformance.model.exchange import Exchange
from conformance.model.instant import Instant
from conformance.model.page import Entry
from conformance.model.strict import Json, NotJson, read


class Errand(enum.StrEnum):
    """What a delivery is sent for."""

    FIRST = "a record that others then follow on"
    MIXED = "good items and bad ones"
    AGAIN = "the same delivery again"
    GAP = "one that leaves a gap"
    CUT_OFF = "a body that was cut off on the way"
    NAMELESS = "a delivery without `publisher`"
    NO_LIST = "a delivery whose `items` are no list"
    LARGE = "a body that is too large"
    FOREIGN_GAP = "a position of the old epoch in a new one"
    REBORN = "the first delivery of a new epoch"


MALFORMED = (Errand.CUT_OFF, Errand.NAMELESS, Errand.NO_LIST)
# Nothing came, or somebody at the door spoke.
NO_ANSWER = (0, 401, 403, 429, 503)


class Role(enum.StrEnum):
    """What an item of a delivery is there for."""

    GOOD = "a record that is not held"
    LATER = "the next version of a record in the same delivery"
    CHANGED = "another state under the version that is held"
    INVALID = "a record that is not valid"
    STRANGE = "a record of a kind that nobody knows"
    EXTENDED = "a record with extensions"
    GRAVE = "a tombstone of a record that was never held"
    BURIED = "an older version of a record that was removed"
    ERASED = "a tombstone that erases what was before it"
    REPEATED = "a record that is held"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One item of a delivery."""

    role: Role
    item: Mapping[str, Json]

    def __str__(self) -> str:
        return f"{self.role}, {self.item['kind']} {self.id} version {self.item['version']}"

    @property
    def id(self) -> str:
        """The id of its record."""
        return str(self.item["id"])


@dataclass(frozen=True, slots=True)
class Delivery:
    """Some items, sent as one, and the answer."""

    errand: Errand
    parcels: tuple[Parcel, ...]
    exchange: Exchange

    @property
    def results(self) -> tuple[dict[str, Json], ...]:
        """What the receiver says of each item; nothing if the answer is no list of results as long as the items."""
        told = Delivery.read(self.exchange)
        return told if len(told) == len(self.parcels) else ()

    @staticmethod
    def read(exchange: Exchange) -> tuple[dict[str, Json], ...]:
        """The results in an answer; none if it is something else."""
        try:
            body = read(exchange.body) if exchange.status == 200 else None
        except NotJson:
            return ()
        told = body.get("results") if isinstance(body, dict) else None
        items = told if isinstance(told, list) else []
        whole = tuple(result for result in items if isinstance(result, dict))
        return whole if len(whole) == len(items) else ()

    def answers(self, *roles: Role) -> tuple[tuple[Parcel, str], ...]:
        """The items with one of some roles, and the status that each was given."""
        pairs = zip(self.parcels, self.results, strict=False)
        return tuple((parcel, str(result.get("status"))) for parcel, result in pairs if parcel.role in roles)

    @property
    def is_refused(self) -> bool:
        """Whether it was refused as a whole, by the receiver itself."""
        return self.exchange.status in (400, 409, 413, 422)


def _sent(*errands: Errand) -> property:
    """The deliveries with one of some errands that were answered at all."""

    def chosen(evidence: Round) -> tuple[Delivery, ...]:
        return tuple(d for d in evidence.deliveries if d.errand in errands and d.exchange.status not in NO_ANSWER)

    return property(chosen)


@dataclass(frozen=True, slots=True)
class Round(Evidence):
    """Deliveries sent one after the other, how far the receiver then says that the sender has come, and its feed.

    `epoch` and `last` are what it is to say. `final` holds the latest entry of each record of these deliveries, and
    `watermark` is that of the feed when they were read.
    """

    needs = Need.WRITE

    deliveries: tuple[Delivery, ...]
    state: Exchange
    epoch: str
    last: int
    final: Mapping[str, Entry]
    watermark: Instant

    mixed = _sent(Errand.MIXED)
    again = _sent(Errand.AGAIN)
    gapped = _sent(Errand.GAP)
    malformed = _sent(*MALFORMED)
    large = _sent(Errand.LARGE)
    foreign = _sent(Errand.FOREIGN_GAP)

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The deliveries, then the state."""
        return *(delivery.exchange for delivery in self.deliveries), self.state

    @property
    def answered(self) -> tuple[Delivery, ...]:
        """The deliveries that were answered item by item."""
        return tuple(delivery for delivery in self.deliveries if delivery.exchange.status == 200)

    @property
    def refused(self) -> tuple[Delivery, ...]:
        """The deliveries that were refused as a whole."""
        return tuple(delivery for delivery in self.deliveries if delivery.is_refused)

    @property
    def is_first_kept(self) -> bool:
        """Whether the record that others follow on is held."""
        firsts = (delivery for delivery in self.deliveries if delivery.errand is Errand.FIRST)
        return any(status == "applied" for first in firsts for _, status in first.answers(Role.GOOD))

    @property
    def stated(self) -> tuple[Exchange, ...]:
        """The state, if all that it depends on was answered."""
        certain = all(exchange.status not in NO_ANSWER for exchange in self.exchanges)
        return (self.state,) if certain else ()
