"""Evidence of look-ups."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange
from conformance.model.page import Entry, Page
from conformance.model.strict import Json


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
        return value == data.get("uprn") or (isinstance(uprns, list) and value in uprns)
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
