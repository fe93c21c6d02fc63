"""Changes the URLs of grants in every way that is known to open a door, and looks what opens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from conformance.evidence import Forgery, Tampering
from conformance.model.exchange import Exchange
from conformance.model.grant import Grant
from conformance.model.link import Link, Part
from conformance.model.page import Entry
from conformance.probes.documents.forging import TWISTS, Forged, forgeries, secrets, twisted
from conformance.probes.documents.minting import available, fetch, mint, size
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Unanswered, Visit, answered
from conformance.target import Depth

# Two lives, so that what depends on the end of a grant shows.
LIFE, ANOTHER_LIFE = 300, 240
# Below this two documents could be alike by chance.
TELLING_BYTES = 32
# A firewall may hang up on what looks like an attack; a host that is down hangs up on everything.
MOST_SILENT = 3


@dataclass(frozen=True, slots=True)
class Opened:
    """A grant, its URL, and what that opens."""

    grant: Grant
    link: Link
    exchange: Exchange


@dataclass(frozen=True, slots=True)
class Ground:
    """Two open documents, and the parts of the first URL that could be its signature."""

    first: Opened
    second: Opened
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two documents that are not alike, and what is done to the address of the first: nothing means all that tells.

    `kept` is where their grants are kept once they are there, so that drawn changes need no others.
    """

    first: Entry
    second: Entry
    twists: tuple[tuple[str, int], ...] = ()
    kept: list[Ground] = field(default_factory=list)

    def __str__(self) -> str:
        done = ", ".join(f"part {number} {name}" for name, number in self.twists)
        return f"the grants of {self.first.id} and {self.second.id}" + (f": {done}" if done else "")


def pairs(visit: Visit) -> Iterator[Pair]:
    """One pair of documents of different content."""
    found = [entry for entry in available(visit) if size(entry) >= TELLING_BYTES]
    for first in found[:1]:
        others = [entry for entry in found if (entry.data or {}).get("sha256") != (first.data or {}).get("sha256")]
        yield from (Pair(first, other) for other in others[:1])


def drawn(visit: Visit) -> SearchStrategy[Pair] | None:
    """Up to three changes at once, in a full run alone."""
    pair = next(pairs(visit), None)
    if pair is None or visit.target.depth is not Depth.FULL:
        return None
    one = st.tuples(st.sampled_from(sorted(TWISTS)), st.integers(0, 7))
    return st.lists(one, min_size=1, max_size=3).map(lambda twists: replace(pair, twists=tuple(twists)))


def tamper(visit: Visit, pair: Pair) -> Tampering:
    """The URLs as they are, then changed. Raises `NotThere` if they do not open, `Unanswered`."""
    if not pair.kept:
        pair.kept.append(_ground(visit, pair))
    ground = pair.kept[0]
    first, second = ground.first, ground.second
    keys = {str(part): visit.client.mask.learn(part.value) for part in ground.parts}
    all_telling = forgeries(first.link, second.link, ground.parts)
    forged = [twisted(first.link, pair.twists)] if pair.twists else all_telling
    made = attempts(visit, first.grant, forged)
    return Tampering(visit.terms, first.exchange, second.exchange, made, tuple(keys), keys)


def _ground(visit: Visit, pair: Pair) -> Ground:
    grants = mint(visit, (pair.first, pair.second), LIFE).grants
    again = mint(visit, (pair.first,), ANOTHER_LIFE).grants
    if len(grants) != 2 or len(again) != 1 or again[0].link is None:
        raise NotThere("the feed holds no two documents for which grants are given")
    first, second = (_open(visit, grant) for grant in grants)
    if first.exchange.body == second.exchange.body:
        raise NotThere("the feed holds no two documents of different content")
    return Ground(first, second, secrets(first.link, again[0].link))


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


TAMPERINGS = Probe(Tampering, tamper, pairs, drawn, recalls=False, smoke=0, sparing=2, repeats=False)

__all__ = ["TAMPERINGS", "attempts"]
