"""Evidence of the chapter *Returns*."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from conformance.evidence.evidence import Evidence
from conformance.evidence.terms import Terms
from conformance.model.caseload import KINDS, Book, Count, count, files
from conformance.model.exchange import Exchange
from conformance.model.instant import Instant, read
from conformance.model.page import Entry
from conformance.model.quarter import Quarter
from conformance.model.strict import Json, NotJson
from conformance.model.strict import read as read_json

ENDLESS = 10**9


def book_of(terms: Terms) -> Book:
    """What the codelists of the standard say of returns."""
    types, words, bands = (terms.codelists[name].rows for name in ("application-type", "decision", "ps2-band"))
    return Book(
        rows={row["reference"]: tuple(one for one in row["ps2"].split(";") if one) for row in types},
        outcomes={row["reference"]: row["odp"] for row in words if row["odp"] in ("granted", "refused")},
        bands=tuple((row["reference"], int(row["days"] or ENDLESS)) for row in bands),
        assessed_days=int(terms.levels["environmentalDecisionDays"]),
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """A return that was asked for: which, of what quarter, and as at which instant, if that was said."""

    name: str
    quarter: Quarter
    as_at: Instant | None
    exchange: Exchange

    def __str__(self) -> str:
        return f"{self.name} of {self.quarter}"

    @property
    def members(self) -> dict[str, Json]:
        """The members of the answer; none if it is no return."""
        try:
            value = read_json(self.exchange.body) if self.exchange.status == 200 else None
        except NotJson:
            return {}
        return value if isinstance(value, dict) else {}

    @property
    def position(self) -> Instant | None:
        """The position that it states."""
        stated = self.members.get("asAt")
        return read(stated) if isinstance(stated, str) else None

    @property
    def numbers(self) -> dict[str, int]:
        """The numbers of PS1, by name."""
        return _numbers(self.members)

    @property
    def totals(self) -> dict[str, int]:
        """The totals of PS2, by name."""
        return _numbers(self.members.get("totals"))

    @property
    def rows(self) -> list[tuple[str, dict[str, int]]]:
        """The rows of PS2 in their order, each with its numbers by name."""
        listed = self.members.get("rows")
        rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
        return [(str(row.get("row")), _numbers(row.get("decisions"))) for row in rows]


def _numbers(value: Json) -> dict[str, int]:
    members = value if isinstance(value, dict) else {}
    return {name: one for name, one in members.items() if isinstance(one, int) and not isinstance(one, bool)}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A return that was asked for wrongly: the problem that the request has, and what is wrong in words."""

    flaw: str
    says: str
    exchange: Exchange


@dataclass(frozen=True)
class Reckoning(Evidence):
    """The returns of an authority for two quarters as at one position of the feed, and what the feed holds there.

    `asked` are as at `position`, those of the earlier quarter first; `newest` is one without a position, `again` the
    last one of the caseload once more. `records` are the latest entries of the feed at the position, None where they
    are not known. `told` is the `epoch` of the feed.
    """

    authority: str
    position: Instant
    asked: tuple[Answer, ...]
    newest: Answer
    again: Answer
    refused: tuple[Refusal, ...]
    records: Mapping[tuple[str, str], Entry] | None
    told: str

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """All that was asked."""
        answered = tuple(one.exchange for one in self.answers)
        return answered + tuple(one.exchange for one in self.refused)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Every return, however it was asked for."""
        return (*self.asked, self.newest, self.again)

    @cached_property
    def caseloads(self) -> tuple[tuple[Answer, Count], ...]:
        """Each PS1 as at the position, earlier quarter first, with what it is to say."""
        return self._counted("ps1")

    @cached_property
    def tables(self) -> tuple[tuple[Answer, Count], ...]:
        """Each PS2 as at the position, with what it is to say."""
        return self._counted("ps2")

    @property
    def pairs(self) -> tuple[tuple[Answer, Answer], ...]:
        """The two PS1 of consecutive quarters."""
        both = [one for one in self.asked if one.name == "ps1" and one.numbers]
        return tuple((a, b) for a in both for b in both if a.quarter.next == b.quarter)

    @property
    def bad_quarters(self) -> tuple[Refusal, ...]:
        """Returns of no quarter."""
        return tuple(one for one in self.refused if one.flaw == "unknown-quarter")

    @property
    def strangers(self) -> tuple[Refusal, ...]:
        """Returns of authorities that are not served."""
        return tuple(one for one in self.refused if one.flaw == "invalid-filter")

    def _counted(self, name: str) -> tuple[tuple[Answer, Count], ...]:
        if self.records is None:
            return ()
        book = book_of(self.terms)
        held = ((*key, entry.data) for key, entry in self.records.items() if key[0] in KINDS and not entry.is_tombstone)
        cases = files(((kind, key, data) for kind, key, data in held if data is not None), self.authority, book)
        asked = [one for one in self.asked if one.name == name and one.members]
        return tuple((one, count(cases, one.quarter, book)) for one in asked)
