"""Evidence of the chapter *Records*."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange
from conformance.model.page import Entry, Page
from conformance.model.strict import Json


@dataclass(frozen=True, slots=True)
class Copy(Evidence):
    """What a consumer holds after reading the whole feed to a complete page: the latest entry of every live record.

    `exchange` is the page that said `complete`; `removed` are the tombstones of what is live no more.
    """

    records: Mapping[tuple[str, str], Entry]
    exchange: Exchange
    removed: Mapping[tuple[str, str], Entry] = field(default_factory=dict)

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The last page: a record is told by its own."""
        return (self.exchange,)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The live records."""
        return tuple(self.records.values())

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that are published here: those declared and those seen."""
        return frozenset(self.terms.description.words("kinds")) | {kind for kind, _ in self.records}

    @property
    def graves(self) -> tuple[Entry, ...]:
        """The tombstones."""
        return tuple(self.removed.values())

    def of_kind(self, kind: str) -> tuple[Entry, ...]:
        """The live records of a kind."""
        return tuple(entry for entry in self.records.values() if entry.kind == kind)

    @property
    def applications(self) -> tuple[Entry, ...]:
        """The live applications."""
        return self.of_kind("application")

    @property
    def decided(self) -> tuple[Entry, ...]:
        """The live applications that are told to be determined, where decisions are published."""
        told = (entry for entry in self.applications if (entry.data or {}).get("status") == "determined")
        return tuple(told) if "decision" in self.kinds else ()


@dataclass(frozen=True, slots=True)
class Register(Evidence):
    """All that the run was told of each record: its entries, once for each version, in the order of the feed.

    `own` are the ids of what this run delivered itself.
    """

    courses: tuple[tuple[Entry, ...], ...]
    pages: tuple[Page, ...]
    own: frozenset[str] = frozenset()

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The pages."""
        return tuple(page.exchange for page in self.pages)

    @property
    def size(self) -> tuple[int, ...]:
        """There is one."""
        return (len(self.pages),)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every version of every record, that carries it."""
        return tuple(entry for course in self.courses for entry in course if not entry.is_tombstone)

    @property
    def public(self) -> tuple[Entry, ...]:
        """The same, if everybody may read them."""
        return self.entries if self.terms.description.is_public else ()

    @property
    def graves(self) -> tuple[Entry, ...]:
        """Every tombstone, if everybody may read it."""
        told = (entry for course in self.courses for entry in course if entry.is_tombstone)
        return tuple(told) if self.terms.description.is_public else ()

    @property
    def steps(self) -> tuple[tuple[Entry, Entry], ...]:
        """Each version with the next one that was met of the same record, where both carry it."""
        pairs = (pair for course in self.courses for pair in pairwise(course))
        return tuple((one, two) for one, two in pairs if not one.is_tombstone and not two.is_tombstone)

    @property
    def moves(self) -> tuple[tuple[Entry, Entry], ...]:
        """The steps of applications."""
        return tuple(step for step in self.steps if step[0].kind == "application")


class Aim(enum.StrEnum):
    """Why something is looked up."""

    LIVE = "a live record"
    REMOVED = "a removed record"
    UNKNOWN = "a record that never was"
    REFERENCE = "what has a reference"
    UPRN = "what lies at a property"
    NOTHING = "what nothing answers to"
    KEYLESS = "anything at all"
    STRAY = "something, with a parameter that nobody knows"


@dataclass(frozen=True, slots=True, order=True)
class Sought:
    """A question to the look-up: by `kind` and `id`, or with some keys where `id` is ''. `says` tells what it tries."""

    aim: Aim
    says: str
    kind: str
    id: str = ""
    keys: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.kind} {self.id or dict(self.keys)}: {self.says}"

    def admits(self, entry: Entry) -> bool:
        """Whether an entry is the one asked for, or is of the kind and answers to every key."""
        if self.id:
            return entry.key == (self.kind, self.id)
        return (
            entry.kind == self.kind
            and not entry.is_tombstone
            and all(_answers(entry.data or {}, name, value) for name, value in self.keys)
        )


def _answers(data: Mapping[str, Json], name: str, value: str) -> bool:
    if name == "uprn":
        uprns = data.get("uprns")
        return isinstance(uprns, list) and value in uprns
    return data.get("planningAuthority" if name == "authority" else name) == value


def _sent(*aims: Aim) -> property:
    """The exchange, if it had one of these aims."""
    return property(lambda enquiry: enquiry.exchanges if enquiry.sought.aim in aims else ())


def _held(aim: Aim) -> property:
    """What the feed told alike before and after of what was looked up with this aim, and has to be found."""

    def entries(enquiry: Enquiry) -> tuple[Entry, ...]:
        after, sought = enquiry.after, enquiry.sought
        still = (entry for key, entry in enquiry.before.items() if key in after and after[key].mark == entry.mark)
        # Between the choice of a question and the asking of it a record may go, or come back.
        as_meant = (entry for entry in still if entry.is_tombstone is (aim is Aim.REMOVED))
        return tuple(entry for entry in as_meant if sought.aim is aim and sought.admits(entry))

    return property(entries)


@dataclass(frozen=True, slots=True)
class Enquiry(Evidence):
    """One look-up between two readings of the feed.

    `before` and `after` hold the latest entries that the feed gave before the question was sent and after it was
    answered: of the record that was asked for, or of all that answer to the keys and all that were found.
    """

    sought: Sought
    exchange: Exchange
    before: Mapping[tuple[str, str], Entry]
    after: Mapping[tuple[str, str], Entry]

    live = _held(Aim.LIVE)
    removed = _held(Aim.REMOVED)
    by_reference = _held(Aim.REFERENCE)
    by_uprn = _held(Aim.UPRN)
    searched = _sent(Aim.REFERENCE, Aim.UPRN, Aim.NOTHING)
    unknown = _sent(Aim.UNKNOWN)
    fruitless = _sent(Aim.NOTHING)
    keyless = _sent(Aim.KEYLESS)
    stray = _sent(Aim.STRAY)

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The one."""
        return (self.exchange,)

    @property
    def told(self) -> tuple[Entry, ...]:
        """The entries that were answered, one or several."""
        if not self.sought.id:
            return Page.read(self.exchange).entries
        answer = Entry.read(self.exchange)
        return (answer,) if isinstance(answer, Entry) else ()
