"""Fetches a few documents that tell most: the empty one, the largest, those with awkward names, those that can act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urljoin

import orjson

from conformance.evidence import Address, Download, Slice
from conformance.model.exchange import CUT_SHORT, Exchange, Request
from conformance.model.page import Entry
from conformance.model.strict import Json, NotJson, read
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Visit, answered

JSON = ("Content-Type", "application/json")
AS_IT_IS = ("Accept-Encoding", "identity")
ELSEWHERE = ("Origin", "https://elsewhere.example")
OTHER_TAG = '"no-such-tag"'
LARGEST = 16 * 1024 * 1024
SPARE = 1024 * 1024
# Long enough for all that is asked of one document.
SECONDS = 60
AWKWARD = "\"'%#?&+;"
PASSIVE = ("application/pdf", "image/png", "image/jpeg", "image/tiff", "application/zip", "text/plain", "text/csv")
# Web pages, and drawings that hold scripts.
ACTIVE = ("html", "htm", "xhtml", "svg", "xml", "js")
MOST_TYPES = 3
PUBLIC = ("national", "public")
NAME = "filename"


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """A document, why it was chosen, and whether more is asked of it than its bytes."""

    entry: Entry
    why: str
    closely: bool = False

    def __str__(self) -> str:
        return f"document {self.entry.id}, {self.why}"


def choices(visit: Visit) -> Iterator[Choice]:
    """Some eight documents, each once."""
    available = sorted(_available(visit), key=_size)
    if not available:
        return
    largest = [entry for entry in available if _size(entry) <= LARGEST][-1:]
    wanted: list[tuple[str, list[Entry]]] = [
        ("of middling size", [_middle(available)]),
        ("the smallest", available[:1]),
        ("the largest that this run fetches", largest),
        ("with a name beyond ASCII", _most(available, lambda name: sum(not one.isascii() for one in name))),
        ("with an awkward name", _most(available, lambda name: sum(one in AWKWARD for one in name))),
    ]
    wanted += [(f"of the type {entry.data['mimeType']}", [entry]) for entry in _of_rare_types(available) if entry.data]
    chosen: set[str] = set()
    for why, entries in wanted:
        for entry in entries:
            if entry.id not in chosen:
                chosen.add(entry.id)
                yield Choice(entry, why, closely=not chosen - {entry.id})


def _available(visit: Visit) -> Iterator[Entry]:
    for entry in visit.tail.latest.values():
        if entry.kind == "document" and entry.data and entry.data.get("contentStatus") == "available":
            yield entry


def _middle(by_size: list[Entry]) -> Entry:
    return by_size[len(by_size) // 2]


def _most(entries: list[Entry], weigh: Callable[[str], int]) -> list[Entry]:
    """The one whose name weighs most, if any weighs something."""
    best = max(entries, key=lambda entry: weigh(_text(entry, NAME)))
    return [best] if weigh(_text(best, NAME)) else []


def _of_rare_types(entries: list[Entry]) -> list[Entry]:
    """One document of each type that is not among the usual ones, by its type or by the end of its name."""
    firsts: dict[str, Entry] = {}
    for entry in entries:
        mime_type, ending = _text(entry, "mimeType").lower(), _text(entry, NAME).lower().rpartition(".")[2]
        if mime_type and (mime_type not in PASSIVE or ending in ACTIVE):
            firsts.setdefault(ending if ending in ACTIVE else mime_type, entry)
    return sorted(firsts.values(), key=lambda entry: not _text(entry, NAME).lower().endswith(ACTIVE))[:MOST_TYPES]


def _text(entry: Entry, member: str) -> str:
    value = (entry.data or {}).get(member)
    return value if isinstance(value, str) else ""


def _size(entry: Entry) -> int:
    size = (entry.data or {}).get("fileSize")
    return size if isinstance(size, int) and not isinstance(size, bool) else 0


def download(visit: Visit, choice: Choice) -> Download:
    """A grant, and what it opens. Raises `NotThere` where the document is gone meanwhile."""
    entry = choice.entry
    granted, grant = _grant(visit, entry)
    whole = _fetch(visit, grant, entry)
    if whole.trouble != CUT_SHORT:
        answered(whole)
    if whole.status != 200 and visit.superseded((entry,)):
        raise NotThere("the document was published anew meanwhile")
    found = Download(visit.terms, entry, grant, granted, whole)
    return _closely(visit, found) if choice.closely and whole.status == 200 else found


def _grant(visit: Visit, entry: Entry) -> tuple[Exchange, dict[str, Json]]:
    description = visit.terms.description
    longest = description.number("grantSeconds", "max") or SECONDS
    seconds = max(description.number("grantSeconds", "min") or 1, min(longest, SECONDS))
    asked = orjson.dumps({"documents": [entry.id], "expiresIn": int(seconds)})
    exchange = answered(visit.client.ask(Request("POST", visit.client.address("grants"), (JSON,), asked)))
    grant = _first_grant(exchange)
    if not isinstance(grant.get("url"), str):
        raise NotThere(f"no grant was given for {entry}: status {exchange.status}")
    return exchange, grant


def _first_grant(exchange: Exchange) -> dict[str, Json]:
    try:
        body = read(exchange.body)
    except NotJson:
        return {}
    grants = body.get("grants") if isinstance(body, dict) else None
    first = grants[0] if isinstance(grants, list) and grants else None
    return first if isinstance(first, dict) else {}


def _fetch(visit: Visit, grant: dict[str, Json], entry: Entry, *more: tuple[str, str], method: str = "GET") -> Exchange:
    headers = grant.get("headers")
    pairs = headers.items() if isinstance(headers, dict) else ()
    given = tuple((name, str(value)) for name, value in pairs if _is_sendable(name, str(value)))
    request = Request(method, str(grant.get("url")), (*given, AS_IT_IS, *more), authorised=False)
    return visit.client.fetch(request, _size(entry) + SPARE)


def _is_sendable(name: str, value: str) -> bool:
    return f"{name}{value}".isprintable() and f"{name}{value}".isascii()


def _closely(visit: Visit, found: Download) -> Download:
    """The same document by HEAD, in parts, past its end, and for one who has it already."""
    grant, entry, size = found.grant, found.entry, len(found.whole.body)
    spans = ((0, 1), (size // 3, size // 3 + max(1, size // 5)), (size - max(1, size // 10), size)) if size else ()
    slices = []
    for start, stop in spans:
        asked = f"bytes={start}-" + (str(stop - 1) if stop < size else "")
        slices.append(Slice(start, stop, _fetch(visit, grant, entry, ("Range", asked))))
    second = _grant(visit, entry)[1]
    again = _fetch(visit, second, entry, ELSEWHERE)
    tag = found.tag
    return Download(
        found.terms,
        entry,
        grant,
        found.granted,
        found.whole,
        head=_fetch(visit, grant, entry, method="HEAD"),
        slices=tuple(slices),
        beyond=_fetch(visit, grant, entry, ("Range", f"bytes={size}-{size + 99}")),
        again=again,
        held=_fetch(visit, second, entry, ("If-None-Match", tag)) if tag else None,
        unheld=_fetch(visit, second, entry, ("If-None-Match", OTHER_TAG)) if tag else None,
        guarded=_fetch(visit, second, entry, ("Range", "bytes=0-0"), ("If-Range", OTHER_TAG)) if size > 1 else None,
    )


def visit_address(visit: Visit, choice: Choice) -> Address:
    """The durable address of a document, followed once, and that of a document that never was."""
    entry = choice.entry
    answer = _at(visit, entry.id)
    led = None
    location = answer.header("Location")
    if answer.status == 303 and location:
        url = urljoin(answer.request.url, location)
        led = visit.client.fetch(Request("GET", url, (AS_IT_IS,), authorised=False), _size(entry) + SPARE)
    if answer.status not in (200, 303) and visit.superseded((entry,)):
        raise NotThere("the document was published anew meanwhile")
    return Address(visit.terms, entry, answer, led, _at(visit, f"never-was-{visit.target.run_id}"))


def _at(visit: Visit, key: str) -> Exchange:
    url = visit.client.address(f"documents/{quote(key, safe='')}/content")
    return answered(visit.client.ask(Request("GET", url, (("Accept", "*/*"),))))


def addresses(visit: Visit) -> Iterator[Choice]:
    """One document, where the view is public."""
    available = sorted(_available(visit), key=_size)
    if available and visit.terms.description.view in PUBLIC:
        yield Choice(_middle(available), "by its durable address")


DOWNLOADS = Probe(Download, download, choices, recalls=False, smoke=0)
ADDRESSES = Probe(Address, visit_address, addresses, recalls=False, smoke=0)
