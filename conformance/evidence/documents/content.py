"""Evidence of the bytes of a document: fetched whole, in part, again, and by its durable address."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.evidence.evidence import Evidence
from conformance.model.exchange import CUT_SHORT, Exchange
from conformance.model.grant import Grant
from conformance.model.page import Entry

PARTIAL = 206
OPENED = (200, PARTIAL)


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a document that was asked for, from `start` up to, but not including, `stop`."""

    start: int
    stop: int
    exchange: Exchange


class Answered:
    """A part of a download: the answer to one further question, if it was asked and came."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, download: Download | None, _owner: type[Download]) -> tuple[Exchange, ...]:
        exchange = getattr(download, self._name, None) if download is not None else None
        return (exchange,) if exchange and exchange.status else ()


@dataclass(frozen=True, slots=True)
class Download(Evidence):
    """One document, fetched by grants of this run.

    `entry` is its record, `grant` what the endpoint answered in `granted`, and `whole` the answer to the plain request.
    Of one document more is asked: `head`; `slices` of it; `beyond`, a range past its end; `again`, by a second grant
    and from a page of another site; `held`, with `If-None-Match` and its own entity tag; `unheld`, with another;
    `guarded`, a range with an `If-Range` that names other bytes.
    """

    entry: Entry
    grant: Grant
    granted: Exchange
    whole: Exchange
    head: Exchange | None = None
    slices: tuple[Slice, ...] = ()
    beyond: Exchange | None = None
    again: Exchange | None = None
    held: Exchange | None = None
    unheld: Exchange | None = None
    guarded: Exchange | None = None

    heads = Answered("head")
    outside = Answered("beyond")
    foreign = Answered("again")

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The grant, and all that was fetched."""
        return (self.granted, *self.answers)

    @property
    def answers(self) -> tuple[Exchange, ...]:
        """What the document host answered."""
        slices = tuple(one.exchange for one in self.slices)
        asked = (self.whole, self.head, *slices, self.beyond, self.again, self.held, self.unheld, self.guarded)
        return tuple(exchange for exchange in asked if exchange and (exchange.status or exchange.trouble == CUT_SHORT))

    @property
    def opened(self) -> tuple[Exchange, ...]:
        """The answers that hold bytes of the document."""
        return tuple(one for one in self.answers if one.status in OPENED and one.request.method == "GET")

    @property
    def digested(self) -> tuple[Exchange, ...]:
        """The answers that state a digest in a header."""
        stating = (one for one in self.answers if one.header("Repr-Digest") or one.header("Content-Digest"))
        return tuple(one for one in stating if one.status in OPENED and self.whole.status == OPENED[0])

    @property
    def disposed(self) -> tuple[Exchange, ...]:
        """The answers that say what is to be done with the bytes."""
        return tuple(one for one in self.opened if one.header("Content-Disposition") is not None)

    @property
    def mistaken(self) -> tuple[Exchange, ...]:
        """The answer to a range for one who has a part of other bytes, where a range is served at all."""
        serves = any(one.exchange.status == PARTIAL for one in self.slices)
        return tuple(exchange for exchange in (self.guarded,) if exchange and exchange.status and serves)

    @property
    def tag(self) -> str:
        """The entity tag, if it is a strong one."""
        tag = self.whole.header("ETag") or ""
        return tag if tag.startswith('"') and tag.endswith('"') and len(tag) > 1 else ""

    @property
    def tagged(self) -> tuple[Exchange, ...]:
        """What was asked about a document with a strong entity tag."""
        asked = (self.again, self.held, self.unheld)
        return tuple(exchange for exchange in asked if exchange and exchange.status) if self.tag else ()


@dataclass(frozen=True, slots=True)
class Address(Evidence):
    """The durable address of a public document: its answer, where that led, and the answer for an id that is not.

    `gone` is the answer for a document that was withdrawn.
    """

    entry: Entry
    answer: Exchange
    led: Exchange | None
    unknown: Exchange
    gone: Exchange | None = None

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The two, three or four."""
        return (self.answer, *([self.led] if self.led else []), self.unknown, *self.withdrawn)

    @property
    def withdrawn(self) -> tuple[Exchange, ...]:
        """The answer for a document that was withdrawn, if there is one."""
        return (self.gone,) if self.gone else ()
