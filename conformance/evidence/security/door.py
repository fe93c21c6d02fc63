"""Evidence of the door: what comes of a request that is out of the ordinary, and of two that are to look alike."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange


class Try(enum.StrEnum):
    """What is out of the ordinary in a request."""

    STRANGER = "no credentials"
    SCHEME = "the token without its scheme"
    LIKE = "a token that is nearly the right one"
    ADDRESS = "the token in the address"
    FORGED = "an altered token"
    NARROWER = "a token whose scope does not name the view"
    FOREIGN = "a filter for the records of others"
    ORIGIN = "the origin of another site"
    METHOD = "a method that is not offered"


def _made(*tries: Try) -> property:
    """The exchange, if it was one of these."""
    return property(lambda knock: knock.exchanges if knock.sort in tries else ())


@dataclass(frozen=True, slots=True)
class Knock(Evidence):
    """One such request with its answer. `says` tells a person what was tried; `origin` is the site it came from."""

    sort: Try
    says: str
    exchange: Exchange
    origin: str = ""

    strangers = _made(Try.STRANGER)
    schemes = _made(Try.SCHEME)
    likes = _made(Try.LIKE)
    addresses = _made(Try.ADDRESS)
    forged = _made(Try.FORGED)
    narrower = _made(Try.NARROWER)
    foreign = _made(Try.FOREIGN)
    origins = _made(Try.ORIGIN)
    methods = _made(Try.METHOD)

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The one."""
        return (self.exchange,)

    @property
    def refused(self) -> tuple[Exchange, ...]:
        """The exchange, if it was refused for want of credentials."""
        return self.exchanges if self.exchange.status == 401 else ()

    @property
    def is_let_in(self) -> bool:
        """Whether it was answered as one that has a right to it."""
        return 200 <= self.exchange.status < 300 or self.exchange.status == 304


class Alike(enum.StrEnum):
    """What is asked for twice, as one that is there and as one that is not."""

    STRANGER = "a record, by a stranger"
    RECORD = "a record that the token does not show"
    DOCUMENT = "a document that the token does not show"


def _about(sort: Alike) -> property:
    return property(lambda likeness: likeness.exchanges if likeness.sort is sort else ())


@dataclass(frozen=True, slots=True)
class Likeness(Evidence):
    """Two requests that differ in an id: one is there and not for the one who asks, one never was."""

    sort: Alike
    there: Exchange
    nowhere: Exchange
    ids: tuple[str, str]

    strangers = _about(Alike.STRANGER)
    records = _about(Alike.RECORD)
    documents = _about(Alike.DOCUMENT)

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The two."""
        return self.there, self.nowhere
