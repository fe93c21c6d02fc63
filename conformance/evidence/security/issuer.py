"""Evidence of *Security*, section *The issuer*: what comes of asking for a token, and of one that has ended."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange
from conformance.model.strict import Json, NotJson, read


@dataclass(frozen=True, slots=True)
class Issue(Evidence):
    """One request for a token, by ourselves or by one whom nobody knows."""

    by_stranger: bool
    exchange: Exchange

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The one."""
        return (self.exchange,)

    @property
    def given(self) -> tuple[Exchange, ...]:
        """The exchange, if it brought us a token."""
        return () if self.by_stranger else self.exchanges

    @property
    def strangers(self) -> tuple[Exchange, ...]:
        """The exchange, if nobody knows the one who asked."""
        return self.exchanges if self.by_stranger else ()

    @property
    def told(self) -> dict[str, Json]:
        """The members of the answer, without secrets."""
        try:
            body = read(self.exchange.body)
        except NotJson:
            return {}
        return body if isinstance(body, dict) else {}


@dataclass(frozen=True, slots=True)
class Outlived(Evidence):
    """A request with an access token whose end has passed, and the grace after it."""

    exchange: Exchange

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The one."""
        return (self.exchange,)
