"""Evidence of *Documents*, section *Signatures*."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange

NOT_IMPLEMENTED = 501


class Way(enum.StrEnum):
    """In what way an address was changed."""

    FLIPPED = "flipped"
    DROPPED = "dropped"
    SWAPPED = "swapped"
    GARBLED = "garbled"
    REPEATED = "repeated"
    RESPELT = "respelt"
    ADDED = "added"
    MOVED = "moved"
    DRAWN = "drawn"
    AS_IT_IS = "as it is"


class Effect(enum.StrEnum):
    """What came of it. Providers refuse with different statuses, so none is told from another."""

    REFUSED = "refused"
    SAME = "the document itself"
    OTHER = "another document"
    STRAY = "something else"
    BROKE = "a server error"


@dataclass(frozen=True, slots=True)
class Forgery:
    """One changed address and its answer. `part` is what was changed; `yields` the document that it may open."""

    way: Way
    says: str
    exchange: Exchange
    part: str = ""
    yields: Effect = Effect.SAME

    def __str__(self) -> str:
        return f"{self.says}: status {self.exchange.status} with {len(self.exchange.body):,} bytes"


@dataclass(frozen=True, slots=True)
class Tampering(Evidence):
    """The addresses of two grants as they are, and changed in many ways while both last.

    `first` and `second` are the answers to the two as they are. `secrets` are the parts of the first that could be a
    signature: long, opaque, and another in another grant of the same document. `keys` are the placeholders of their
    values.
    """

    first: Exchange
    second: Exchange
    forgeries: tuple[Forgery, ...]
    secrets: tuple[str, ...]
    keys: dict[str, str] = field(default_factory=dict)

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The two as they are, and every forgery."""
        return (self.first, self.second, *(forgery.exchange for forgery in self.forgeries))

    def effect(self, exchange: Exchange) -> Effect:
        """What an answer gives away: a refusal that holds the file is none, whatever its status."""
        if exchange.body or 200 <= exchange.status < 300:
            if exchange.body == self.first.body:
                return Effect.SAME
            if exchange.body == self.second.body:
                return Effect.OTHER
        if exchange.status >= 500 and exchange.status != NOT_IMPLEMENTED:
            return Effect.BROKE
        return Effect.REFUSED if exchange.status >= 400 else Effect.STRAY

    def by(self, *ways: Way) -> tuple[Forgery, ...]:
        """The forgeries of some ways."""
        return tuple(forgery for forgery in self.forgeries if forgery.way in ways)

    @property
    def drops(self) -> tuple[Forgery, ...]:
        """Those with a part left out."""
        return self.by(Way.DROPPED)

    @property
    def verified(self) -> frozenset[str]:
        """The secrets that were looked at: changed at any place they open nothing."""
        accepted = {flip.part for flip in self.by(Way.FLIPPED) if self.effect(flip.exchange) is not Effect.REFUSED}
        return frozenset(part for part in self.secrets if part not in accepted)

    @property
    def confined(self) -> tuple[Forgery, ...]:
        """Those that may open one certain document. A query that proves nothing is no reason to expect any."""
        by_query = any(part.startswith("`") for part in self.verified)
        return tuple(
            forgery
            for forgery in self.forgeries
            if forgery.way is not Way.RESPELT and (forgery.way is not Way.SWAPPED or forgery.part or by_query)
        )

    @property
    def garbled(self) -> tuple[Forgery, ...]:
        """Those in which a parameter is malformed or stands twice, and those that chance drew."""
        return self.by(Way.GARBLED, Way.REPEATED, Way.DRAWN)

    @property
    def respelt(self) -> tuple[Forgery, ...]:
        """Those that write the same address otherwise."""
        return self.by(Way.RESPELT)

    @property
    def added(self) -> tuple[Forgery, ...]:
        """Those with a parameter more."""
        return self.by(Way.ADDED)

    @property
    def untrue(self) -> tuple[Forgery, ...]:
        """Those that anybody refuses who looks at the signature."""
        return self.by(Way.FLIPPED, Way.DROPPED)
