"""Fetches a few documents that tell most: the empty one, the largest, those with awkward names, those that can act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from conformance.evidence import Address, Download, Slice
from conformance.model.exchange import CUT_SHORT, Exchange, Request
from conformance.model.grant import Grant
from conformance.model.page import Entry
from conformance.probes.documents.minting import available, fetch, mint, size
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Visit, answered

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
    readable = available(visit)
    if not readable:
        return
    largest = [entry for entry in readable if size(entry) <= LARGEST][-1:]
    wanted: list[tuple[str, list[Entry]]] = [
        ("of middling size", [_middle(readable)]),
        ("the smallest", readable[:1]),
        ("the largest that this run fetches", largest),
        ("with a name beyond ASCII", _most(readable, lambda name: sum(not one.isascii() for one in name))),
        ("with an awkward name", _most(readable, lambda name: sum(one in AWKWARD for one in name))),
    ]
    wanted += [(f"of the type {entry.data['mimeType']}", [entry]) for entry in _of_rare_types(readable) if entry.data]
    chosen: set[str] = set()
    for why, entries in wanted:
        for entry in entries:
            if entry.id not in chosen:
                chosen.add(entry.id)
                yield Choice(entry, why, closely=not chosen - {entry.id})


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


def _grant(visit: Visit, entry: Entry) -> tuple[Exchange, Grant]:
    """A grant that lasts for all that is asked of one document."""
    description = visit.terms.description
    longest = description.number("grantSeconds", "max") or SECONDS
    seconds = max(description.number("grantSeconds", "min") or 1, min(longest, SECONDS))
    granting = mint(visit, (entry,), int(seconds))
    if not granting.grants or not granting.grants[0].url:
        raise NotThere(f"no grant was given for {entry}: status {granting.exchange.status}")
    return granting.exchange, granting.grants[0]


def _fetch(visit: Visit, grant: Grant, entry: Entry, *more: tuple[str, str], method: str = "GET") -> Exchange:
    return fetch(visit, grant, method=method, headers=(AS_IT_IS, *more), most=size(entry) + SPARE)


def _closely(visit: Visit, found: Download) -> Download:
    """The same document by HEAD, in parts, past its end, and for one who has it already."""
    grant, entry, length = found.grant, found.entry, len(found.whole.body)
    slices = []
    for start, stop in _spans(length):
        asked = f"bytes={start}-" + (str(stop - 1) if stop < length else "")
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
        beyond=_fetch(visit, grant, entry, ("Range", f"bytes={length}-{length + 99}")),
        again=again,
        held=_fetch(visit, second, entry, ("If-None-Match", tag)) if tag else None,
        unheld=_fetch(visit, second, entry, ("If-None-Match", OTHER_TAG)) if tag else None,
        guarded=_fetch(visit, second, entry, ("Range", "bytes=0-0"), ("If-Range", OTHER_TAG)) if length > 1 else None,
    )


def _spans(length: int) -> tuple[tuple[int, int], ...]:
    """The first byte, a part of the middle, and the end."""
    if not length:
        return ()
    third, tenth = length // 3, max(1, length // 10)
    return (0, 1), (third, third + max(1, length // 5)), (length - tenth, length)


def visit_address(visit: Visit, choice: Choice) -> Address:
    """The durable address of a document, followed once, and that of a document that never was."""
    entry = choice.entry
    answer = _at(visit, entry.id)
    led = None
    location = answer.header("Location")
    if answer.status == 303 and location:
        url = urljoin(answer.request.url, location)
        led = visit.client.fetch(Request("GET", url, (AS_IT_IS,), authorised=False), size(entry) + SPARE)
    if answer.status not in (200, 303) and visit.superseded((entry,)):
        raise NotThere("the document was published anew meanwhile")
    gone = [one for one in visit.tail.latest.values() if one.kind == "document" and one.is_tombstone]
    unknown = _at(visit, f"never-was-{visit.target.run_id}")
    return Address(visit.terms, entry, answer, led, unknown, _at(visit, gone[-1].id) if gone else None)


def _at(visit: Visit, key: str) -> Exchange:
    url = visit.client.address(f"documents/{quote(key, safe='')}/content")
    return answered(visit.client.ask(Request("GET", url, (("Accept", "*/*"),))))


def addresses(visit: Visit) -> Iterator[Choice]:
    """One document, where the view is public."""
    readable = available(visit)
    if readable and visit.terms.description.is_public:
        yield Choice(_middle(readable), "by its durable address")


DOWNLOADS = Probe(Download, download, choices, recalls=False, smoke=0)
ADDRESSES = Probe(Address, visit_address, addresses, recalls=False, smoke=0)
