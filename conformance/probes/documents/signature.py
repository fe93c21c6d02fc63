"""Changes the URLs of grants in every way that is known to open a door, and looks what opens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from conformance.evidence import Forgery, Tampering
from conformance.model.exchange import Exchange
from conformance.model.grant import Grant
from conformance.model.link import Link
from conformance.model.page import Entry
from conformance.probes.documents.forging import Forged, forgeries, secrets
from conformance.probes.documents.minting import available, fetch, mint, size
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Unanswered, Visit, answered

# Two lives, so that what depends on the end of a grant shows.
LIFE, ANOTHER_LIFE = 300, 240
# Below this two documents could be alike by chance.
TELLING_BYTES = 32
# A firewall may hang up on what looks like an attack; a host that is down hangs up on everything.
MOST_SILENT = 3


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two documents that are not alike, smallest first."""

    first: Entry
    second: Entry

    def __str__(self) -> str:
        return f"the grants of {self.first.id} and {self.second.id}"


@dataclass(frozen=True, slots=True)
class Opened:
    """A grant, its URL, and what that opens."""

    grant: Grant
    link: Link
    exchange: Exchange


def pairs(visit: Visit) -> Iterator[Pair]:
    """One pair of documents of different content."""
    found = [entry for entry in available(visit) if size(entry) >= TELLING_BYTES]
    for first in found[:1]:
        others = [entry for entry in found if (entry.data or {}).get("sha256") != (first.data or {}).get("sha256")]
        yield from (Pair(first, other) for other in others[:1])


def tamper(visit: Visit, pair: Pair) -> Tampering:
    """The URLs as they are, then changed. Raises `NotThere` if they do not open, `Unanswered`."""
    grants = mint(visit, (pair.first, pair.second), LIFE).grants
    again = mint(visit, (pair.first,), ANOTHER_LIFE).grants
    if len(grants) != 2 or len(again) != 1 or again[0].link is None:
        raise NotThere("the feed holds no two documents for which grants are given")
    first, second = (_open(visit, grant) for grant in grants)
    if first.exchange.body == second.exchange.body:
        raise NotThere("the feed holds no two documents of different content")
    parts = secrets(first.link, again[0].link)
    keys = {str(part): visit.client.mask.learn(part.value) for part in parts}
    forged = forgeries(first.link, second.link, parts)
    return Tampering(
        visit.terms,
        first.exchange,
        second.exchange,
        attempts(visit, first.grant, forged),
        tuple(keys),
        keys,
    )


def _open(visit: Visit, grant: Grant) -> Opened:
    if grant.link is None:
        raise NotThere("no grant has a URL that can be changed")
    exchange = answered(fetch(visit, grant))
    if exchange.status != 200:
        raise NotThere("no grant opens its document, so that it would show if a changed one opened too")
    return Opened(grant, grant.link, exchange)


def attempts(visit: Visit, grant: Grant, forged: Iterable[Forged]) -> tuple[Forgery, ...]:
    """What changed URLs open. One that is met with silence is not judged. Raises `Unanswered` where most are."""
    made, silent = [], 0
    for one in forged:
        exchange = fetch(visit, grant, disguised(visit, one.link))
        if exchange.status:
            made.append(Forgery(one.way, one.says, exchange, one.part, one.yields))
            continue
        silent += 1
        if silent >= MOST_SILENT:
            raise Unanswered(f"the document host does not answer when {one.says}: {exchange.trouble}")
    return tuple(made)


def disguised(visit: Visit, link: Link) -> str:
    """The address as reports may show it: what follows the host is nearly a secret."""
    return f"{link.host}/{visit.client.mask.pass_off(link.real[len(link.host) + 1 :])}"


TAMPERINGS = Probe(Tampering, tamper, pairs, recalls=False, smoke=0, repeats=False)

__all__ = ["TAMPERINGS", "attempts"]
