"""Evidence of the chapter *Discovery*."""

from __future__ import annotations

from dataclasses import dataclass, field

from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange
from conformance.model.instant import Instant, read
from conformance.model.strict import Json

DAY = 86_400_000
# The members of a deprecation that are instants.
ENDS = ("since", "servedUntil")


@dataclass(frozen=True, slots=True)
class Introduction(Evidence):
    """The description, asked for once. What it says stands in the terms."""

    exchange: Exchange

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The one."""
        return (self.exchange,)

    @property
    def cut(self) -> tuple[Exchange, ...]:
        """The one, if it says that a part of the history was cut off."""
        return self.exchanges if self.terms.description.is_cut else ()

    @property
    def past_horizon(self) -> tuple[Exchange, ...]:
        """The one, if it says that the history is so old that it has to reach back to the horizon."""
        began, earliest = read(self.terms.description.text("began")), self.terms.description.earliest
        return self.exchanges if began is not None and earliest is not None and began <= self.horizon else ()

    @property
    def claims(self) -> tuple[dict[str, Json], ...]:
        """The claims that it makes, as far as each is an object."""
        claims = self.terms.description.members.get("claims")
        return tuple(claim for claim in claims if isinstance(claim, dict)) if isinstance(claims, list) else ()

    @property
    def end(self) -> tuple[tuple[Instant, Instant], ...]:
        """From when and until when the base ends, if both are told."""
        told = self.terms.description.members.get("deprecation")
        since, until = (read(str(told.get(name))) if isinstance(told, dict) else None for name in ENDS)
        return () if since is None or until is None else ((since, until),)

    @property
    def horizon(self) -> Instant:
        """The instant, on the endpoint's clock, from which the history is whole at least."""
        now = self.exchange.sent + self.terms.clock_offset
        return now - int(self.terms.levels["horizonDays"] * DAY)


@dataclass(frozen=True, slots=True)
class Signpost(Evidence):
    """The directory that the description names, as anybody gets it. `told` is empty where it is no object."""

    exchange: Exchange
    told: dict[str, Json] = field(default_factory=dict)

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The one."""
        return (self.exchange,)

    @property
    def rows(self) -> tuple[dict[str, Json], ...]:
        """The endpoints that it lists, as far as each is an object."""
        views = self.told.get("views")
        return tuple(row for row in views if isinstance(row, dict)) if isinstance(views, list) else ()


@dataclass(frozen=True, slots=True)
class Heir(Evidence):
    """The description of the base that is to take this one's place; or this one's own, where it names itself."""

    base: str
    exchange: Exchange
    is_itself: bool = False

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The one."""
        return (self.exchange,)


@dataclass(frozen=True, slots=True)
class Farewell(Evidence):
    """The pages of the run, each with the end that its headers tell. `end` is the one in the description."""

    pages: tuple[Exchange, ...]
    end: dict[str, Json] | None

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The first of them: the others say the same, or a check names them."""
        return self.pages[:1]

    @property
    def last(self) -> tuple[Exchange, ...]:
        """The pages, if the description says that the base ends."""
        return self.pages if self.end is not None else ()

    @property
    def told(self) -> tuple[Exchange, ...]:
        """The pages with such a header, unless the first has none: then it was settled while the run went on."""
        told = tuple(one for one in self.pages if one.header("Deprecation") or one.header("Sunset"))
        return told if told and (self.end is not None or self.pages[0] in told) else ()
