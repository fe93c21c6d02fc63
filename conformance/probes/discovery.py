"""Asks an endpoint who it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.evidence import Farewell, Heir, Introduction, Signpost
from conformance.model.exchange import Exchange, Request
from conformance.model.strict import Json, NotJson, read
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Visit

ADDRESS = re.compile(r"https?://[!-~]+")
MOST = 1024 * 1024
OK, TOO_MANY = 200, 429


def introduce(visit: Visit, _question: str) -> Introduction:
    """The description, as the preflight got it."""
    url = visit.client.address("description")
    return Introduction(
        visit.terms, next(e for e in visit.client.memory.exchanges if e.request.url == url and e.status)
    )


def who(_visit: Visit) -> Iterator[str]:
    """One question."""
    yield "who are you?"


def object_in(exchange: Exchange) -> dict[str, Json]:
    """The object that was answered with 200; empty where it is something else."""
    try:
        body = read(exchange.body) if exchange.status == OK else None
    except NotJson:
        return {}
    return body if isinstance(body, dict) else {}


def follow_signpost(visit: Visit, address: str) -> Signpost:
    """The directory, asked for as a stranger does."""
    exchange = _look(visit, address, "the directory")
    if 300 <= exchange.status < 400:
        raise NotThere(f"the directory is elsewhere: {address} answers {exchange.status}")
    return Signpost(visit.terms, exchange, object_in(exchange))


def meet_heir(visit: Visit, base: str) -> Heir:
    """The description of the successor; who asks for credentials may well be one."""
    if base.rstrip("/") == visit.client.base_url:
        return Heir(visit.terms, base, introduce(visit, base).exchange, is_itself=True)
    exchange = _look(visit, f"{base}/description", "the successor")
    if exchange.status in (401, 403) or 300 <= exchange.status < 400:
        raise NotThere(f"the successor shows its description to others: {exchange.status}")
    return Heir(visit.terms, base, exchange)


def _look(visit: Visit, address: str, what: str) -> Exchange:
    """An answer from anywhere. What cannot be reached from here says nothing of the endpoint."""
    exchange = visit.client.fetch(Request("GET", address, authorised=False), MOST)
    if not exchange.status or exchange.status == TOO_MANY or exchange.status >= 500:
        raise NotThere(f"{what} could not be read from here: {exchange.trouble or exchange.status}")
    return exchange


def directories(visit: Visit) -> Iterator[str]:
    """The address in the description, if it is one."""
    yield from _address(visit.terms.description.text("directory"))


def successors(visit: Visit) -> Iterator[str]:
    """The base in the deprecation of the description, if it is an address."""
    told = visit.terms.description.members.get("deprecation")
    yield from _address(str(told.get("successor", ""))) if isinstance(told, dict) else ()


def _address(text: str) -> Iterator[str]:
    if ADDRESS.fullmatch(text):
        yield text


def take_leave(visit: Visit, _question: str) -> Farewell:
    """The pages of changes that were served during the run."""
    began = visit.client.address("changes")
    pages = tuple(
        one
        for one in visit.client.memory.exchanges
        if one.status == OK and one.request.method == "GET" and one.request.url.startswith(f"{began}?")
    )
    told = visit.terms.description.members.get("deprecation")
    return Farewell(visit.terms, pages, told if isinstance(told, dict) else None)


def pages(_visit: Visit) -> Iterator[str]:
    """One question."""
    yield "whether the base ends"


SIGNPOSTS = Probe(Signpost, follow_signpost, directories, smoke=0)
HEIRS = Probe(Heir, meet_heir, successors, smoke=0)
FAREWELLS = Probe(Farewell, take_leave, pages, repeats=False, looks_back=True)
INTRODUCTIONS = Probe(Introduction, introduce, who, repeats=False)
