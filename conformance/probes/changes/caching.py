"""Asks for a page on the condition that it has changed."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.evidence import Revisit
from conformance.model.exchange import Request
from conformance.model.instant import write
from conformance.model.page import Page
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Visit, let_in


def revisit(visit: Visit, _question: str) -> Revisit:
    """The end of the feed, again after a second, and then with the tag of the first answer."""
    client, instants = visit.client, visit.calendar.instants
    if not instants:
        raise NotThere("the feed holds no entry")
    url = client.address("changes", from_=write(instants[-1]), limit=visit.terms.description.page_size)
    first = Page.read(let_in(client.ask(Request("GET", url))))
    tag = first.exchange.header("ETag")
    if not tag:
        raise NotThere("the endpoint gives its pages no ETag")
    client.clock.sleep(1.0 if visit.tail.has_moved else 0.0)
    second = Page.read(let_in(client.ask(Request("GET", url))))
    # The page as it is now has to be told from the first one, if the second was another already.
    return Revisit(visit.terms, first, second, let_in(client.ask(Request("GET", url, (("If-None-Match", tag),)))))


def the_end(_visit: Visit) -> Iterator[str]:
    """One question."""
    yield "the end of the feed, asked for again with its ETag"


REVISITS = Probe(Revisit, revisit, the_end, recalls=False, smoke=0)
