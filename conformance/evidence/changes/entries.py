"""Evidence of entries: everything that a run was given of them, and the way on which each page was reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange
from conformance.model.page import Entry, Page
from conformance.model.strict import Json

Label = tuple[str, str, int]
Pair = tuple[Entry, Entry]

NOT_BESIDE = {"from", "to", "kind", "authority"}
# Where an entry lies in the feed is no part of what it says.
PLACE = ("seq", "changedAt")


@dataclass(frozen=True, slots=True)
class Ledger(Evidence):
    """Every page of the feed that a run was given, in order."""

    pages: tuple[Page, ...]

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """One for each page."""
        return tuple(page.exchange for page in self.pages)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, as often as it came."""
        return tuple(entry for page in self.pages for entry in page.entries)

    @property
    def erasures(self) -> tuple[Entry, ...]:
        """The entries that erase what was before them, each where it came first."""
        first: dict[Label, Entry] = {}
        for entry in self.entries:
            if entry.body.get("erase") is True:
                first.setdefault(_label(entry), entry)
        return tuple(first.values())

    @property
    def repeated(self) -> tuple[Pair, ...]:
        """What came twice on one way from cursor to cursor, each with where it came first."""
        return tuple(_repeated(self.pages))

    @property
    def at_odds(self) -> tuple[Pair, ...]:
        """What says two things under one version, each with what it said first: one pair for each version."""
        first: dict[Label, Entry] = {}
        odd: dict[Label, Pair] = {}
        for entry in self.entries:
            known = first.setdefault(_label(entry), entry)
            if known.body != entry.body and _content(known) != _content(entry):
                odd.setdefault(_label(entry), (known, entry))
        return tuple(odd.values())


def _label(entry: Entry) -> Label:
    return entry.kind, entry.id, entry.version


def _content(entry: Entry) -> dict[str, Json]:
    return {name: value for name, value in entry.body.items() if name not in PLACE}


def _repeated(pages: tuple[Page, ...]) -> Iterator[Pair]:
    before = _befores(pages)
    met: dict[Label, list[tuple[int, Entry]]] = {}
    for number, page in enumerate(pages):
        if _leads_nowhere(page):
            continue
        for entry in page.entries:
            earlier = met.setdefault(_label(entry), [])
            twin = next((twin for place, twin in earlier if _is_on_the_way(place, number, before)), None)
            if twin:
                yield twin, entry
            earlier.append((number, entry))


def _befores(pages: tuple[Page, ...]) -> list[int | None]:
    """For each page the one whose cursor led to it, if a cursor did."""
    givers: dict[str, int] = {}
    before: list[int | None] = []
    for number, page in enumerate(pages):
        before.append(givers.get(_cursor_sent(page)))
        if page.cursor and not _leads_nowhere(page):
            givers[page.cursor] = number
    return before


def _is_on_the_way(place: int, number: int | None, before: list[int | None]) -> bool:
    """Whether a page is another, or one of those that led to it."""
    while number is not None and number > place:
        number = before[number]
    return number == place


def _leads_nowhere(page: Page) -> bool:
    """Whether the page gives the cursor that it was asked with and says that there is more: a matter of paging."""
    return not page.complete and page.cursor == _cursor_sent(page)


def _cursor_sent(page: Page) -> str:
    sent = parse_qs(urlsplit(page.exchange.request.url).query)
    # Beside a window a cursor is a wrong question, and whatever comes is no way on.
    return "" if sent.keys() & NOT_BESIDE else sent.get("cursor", [""])[0]
