"""Evidence of the chapter *Documents*."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange
from conformance.model.instant import Instant
from conformance.model.strict import Json


@dataclass(frozen=True, slots=True)
class Expiry(Evidence):
    """One grant, and its URL asked while it lasts and after it has ended.

    `grant` is what the endpoint answered, its URL masked. `granted` is that answer. `before` and `after` are the
    answers of the document host; `expires` is the instant that the grant states.
    """

    grant: dict[str, Json]
    granted: Exchange
    expires: Instant
    before: Exchange
    after: Exchange | None

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The grant and the one or two fetches."""
        return (self.granted, self.before, *([self.after] if self.after else []))

    @property
    def outlived(self) -> tuple[Exchange, ...]:
        """The answer that came after the end, if the run waited for it."""
        return (self.after,) if self.after else ()
