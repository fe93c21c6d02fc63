"""Asks for grants as the standard has it, and as it has it not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from conformance.evidence import Granting, Plea
from conformance.model.page import Entry
from conformance.probes.documents.minting import ask_for, available, mint
from conformance.probes.probe import Probe
from conformance.probes.visit import DOOR, NotThere, Visit, answered, let_in

TOGETHER = 3
A_MINUTE = 60
# Longer than anybody gives.
AN_AGE = 10**9
GONE = 404
NEVER_WAS = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """Documents to ask grants for, and for how long."""

    wanted: tuple[Entry, ...]
    expires_in: int | None

    def __str__(self) -> str:
        life = "no `expiresIn`" if self.expires_in is None else f"`expiresIn` {self.expires_in}"
        return f"grants for {', '.join(entry.id for entry in self.wanted)} with {life}"


@dataclass(frozen=True, slots=True, eq=False)
class WrongOrder:
    """A request for grants that is to be refused."""

    flaw: str
    says: str
    documents: object

    def __str__(self) -> str:
        return f"grants for {self.says}"


def orders(visit: Visit) -> Iterator[Order]:
    """Some documents at once, in an order that nobody sorts them in; then one, for no time, and for too long."""
    found = available(visit)
    several = sorted(found[-TOGETHER:], key=lambda entry: entry.id, reverse=True)
    if several:
        yield Order((*several[1:], several[0]), A_MINUTE)
        yield Order((found[0],), None)
        yield Order((found[0],), AN_AGE)


def give(visit: Visit, order: Order) -> Granting:
    """What is given for an order. Raises `Unanswered`, and `NotThere` where the feed has moved on."""
    granting = mint(visit, order.wanted, order.expires_in)
    let_in(granting.exchange)
    if granting.superseded and granting.exchange.status == GONE:
        raise NotThere("the documents that were asked for were changed meanwhile")
    return granting


def wrong_orders(visit: Visit) -> Iterator[WrongOrder]:
    """Lists of the wrong shape, and documents that are not given out."""
    most = int(visit.terms.levels["grantDocumentsMost"])
    yield WrongOrder("malformed-body", "no document", [])
    yield WrongOrder("malformed-body", "a number", [7])
    yield WrongOrder(
        "malformed-body", "one document more than may be named", [f"{NEVER_WAS[:-4]}{n:04d}" for n in range(most + 1)]
    )
    yield WrongOrder("unknown-document", "a document that never was", [NEVER_WAS])
    live = available(visit)
    if live:
        yield WrongOrder("unknown-document", "a document that is there and one that never was", [live[0].id, NEVER_WAS])
    gone = [entry for entry in visit.calendar.entries if entry.kind == "document" and entry.is_tombstone]
    if gone:
        yield WrongOrder("unknown-document", "a document that was removed", [gone[-1].id])


def plead(visit: Visit, order: WrongOrder) -> Plea:
    """What comes of a wrong order. Raises `Unanswered`."""
    token = visit.client.credentials.token and visit.client.mask.learn(visit.client.credentials.token)
    exchange = answered(ask_for(visit, order.documents))
    if exchange.status in DOOR:
        # A refusal at the door says something only where a right question is let in.
        for entry in available(visit)[:1]:
            let_in(mint(visit, (entry,)).exchange)
    return Plea(visit.terms, order.flaw, order.says, exchange, token)


GRANTINGS = Probe(Granting, give, orders, recalls=False, smoke=0)
PLEAS = Probe(Plea, plead, wrong_orders, recalls=False, smoke=0)
