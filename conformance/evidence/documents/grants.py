"""Evidence of *Documents*, section *Grants*."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange
from conformance.model.grant import Grant
from conformance.model.page import Entry


@dataclass(frozen=True, slots=True)
class Granting(Evidence):
    """One request for grants of documents that can be read, and what was given.

    `wanted` are the documents as the feed tells of them, in the order in which they were asked for; `superseded` the
    ids of those of which the feed tells otherwise by now. `answered_at` is when the answer was made, on the
    endpoint's clock. `tells_token` says whether the caller's token stands in the answer.
    """

    wanted: tuple[Entry, ...]
    expires_in: int | None
    exchange: Exchange
    grants: tuple[Grant, ...]
    answered_at: int
    superseded: frozenset[str] = frozenset()
    tells_token: bool = False

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The one."""
        return (self.exchange,)

    @property
    def asked(self) -> tuple[str, ...]:
        """The ids that were asked for."""
        return tuple(entry.id for entry in self.wanted)

    @property
    def dated(self) -> tuple[tuple[Grant, int], ...]:
        """The grants that say when they end, with the milliseconds left until then."""
        return tuple((grant, grant.expires - self.answered_at) for grant in self.grants if grant.expires is not None)


@dataclass(frozen=True, slots=True)
class Plea(Evidence):
    """One request for grants that is to be refused. `flaw` is the registered problem that it has.

    `token` is what stands for the caller's token in an answer; '' if it has none.
    """

    flaw: str
    says: str
    exchange: Exchange
    token: str = ""

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The one."""
        return (self.exchange,)

    @property
    def malformed(self) -> tuple[Exchange, ...]:
        """The exchange, if the request is of the wrong shape."""
        return self.exchanges if self.flaw == "malformed-body" else ()

    @property
    def unknown(self) -> tuple[Exchange, ...]:
        """The exchange, if a document that it names is not given out."""
        return self.exchanges if self.flaw == "unknown-document" else ()
