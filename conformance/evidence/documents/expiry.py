"""Evidence of *Documents*, section *Expiry*."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.evidence.documents.grants import Granting
from conformance.evidence.documents.signature import Forgery, Way
from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange
from conformance.model.grant import Grant
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


@dataclass(frozen=True, slots=True)
class Lifespan(Evidence):
    """One grant, its URL asked at once and again shortly before its end, and another grant asked for then.

    `left` are the milliseconds that the URL still had when it was asked again.
    """

    granted: Granting
    early: Exchange
    late: Exchange
    left: int
    anew: Granting

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The grants and both fetches."""
        return (self.granted.exchange, self.early, self.late, self.anew.exchange)

    @property
    def renewed(self) -> tuple[tuple[Grant, int], ...]:
        """The grant that came when the first was nearly over, with the milliseconds that it has."""
        return self.anew.dated


@dataclass(frozen=True, slots=True)
class Afterlife(Evidence):
    """The URL of a grant that has ended, asked by other methods and with its end changed. `before` is its answer then.

    `after` are requests for the URL as it is, `moved` such as say that it ends later, or not at all.
    """

    granted: Exchange
    before: Exchange
    after: tuple[Forgery, ...]

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The grant, what it opened, and what came later."""
        return (self.granted, self.before, *(forgery.exchange for forgery in self.after))

    @property
    def by_other_methods(self) -> tuple[Forgery, ...]:
        """The URL as it is, asked in another way than by a plain GET."""
        return tuple(forgery for forgery in self.after if forgery.way is Way.AS_IT_IS)

    @property
    def moved(self) -> tuple[Forgery, ...]:
        """The URL with another end."""
        return tuple(forgery for forgery in self.after if forgery.way is Way.MOVED)
