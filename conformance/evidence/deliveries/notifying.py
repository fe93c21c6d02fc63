"""Evidence of *Deliveries*, section *Notifying*: a subscription from its beginning to its end."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.evidence.evidence import Evidence, Need
from conformance.model.exchange import Exchange
from conformance.model.heard import Heard
from conformance.model.instant import Instant
from conformance.model.strict import Json, NotJson, read


@dataclass(frozen=True, slots=True)
class Rejection(Evidence):
    """A subscription for an address that nobody is to call."""

    needs = Need.WRITE

    url: str
    says: str
    exchange: Exchange

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The one."""
        return (self.exchange,)


@dataclass(frozen=True, slots=True)
class Correspondence(Evidence):
    """A subscription of our own: two changes, what was heard of them, and what was heard after it was ended.

    `published` are the instants by which a change could be read, each with what was heard of it; `patience` is how long
    was waited, in seconds.
    """

    needs = Need.WRITE

    created: Exchange
    asked: tuple[Heard, ...]
    published: tuple[tuple[Instant, tuple[Heard, ...]], ...]
    looked: Exchange
    ended: Exchange
    looked_after: Exchange
    after: tuple[Heard, ...]
    patience: float

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """What was asked of the endpoint."""
        return self.created, self.looked, self.ended, self.looked_after

    @property
    def secret(self) -> str:
        """The key of the signatures, as it was told when the subscription began."""
        secret = object_of(self.created.body).get("secret")
        return secret if isinstance(secret, str) else ""

    @property
    def notified(self) -> tuple[Heard, ...]:
        """Every attempt at a notification, where it was to come."""
        return tuple(heard for _, some in self.published for heard in some if heard.path == "/hook")

    @property
    def signed(self) -> tuple[Heard, ...]:
        """Everything that was to be signed."""
        return self.asked + self.notified

    @property
    def failed(self) -> tuple[Heard, ...]:
        """The attempts that we did not answer 2xx."""
        return tuple(heard for heard in self.notified if not 200 <= heard.status < 300)

    @property
    def redirected(self) -> tuple[Heard, ...]:
        """The attempts that we answered with a redirect."""
        return tuple(heard for heard in self.notified if 300 <= heard.status < 400)


def object_of(body: bytes) -> dict[str, Json]:
    """The object in a body; an empty one if it is something else."""
    try:
        value = read(body)
    except NotJson:
        return {}
    return value if isinstance(value, dict) else {}
