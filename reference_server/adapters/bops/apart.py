"""Pages of BOPS that tell of cases and hold none: comments, responses of neighbours, requests to applicants.

Such a page names a case by a reference without a council, or not at all. A page beside it that holds the case says
which council's it is; where there is none, nothing is guessed, and the report says what the page needs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from reference_server.adapters.bops.proceedings import comments, event, page_of
from reference_server.adapters.case import Case, several
from reference_server.adapters.crosswalk import Reading
from reference_server.adapters.loss import LossReport
from reference_server.adapters.odp.origin import PARTNER
from reference_server.adapters.state import State
from reference_server.adapters.transforms import Refused, london_date
from reference_server.rules.publication import Change

RESPONSES, COMMENTS, REQUESTS = "responses[]", "comments[]", "data[]"
IN_ADDRESS = re.compile(r"/planning_applications/([^/?#]+)")
ENDING = "ValidationRequest"
# The applicant is asked for something by these; the others propose a change of the case itself.
ASKING = ("AdditionalDocument", "ReplacementDocument", "OwnershipCertificate", "OtherChange", "FeeChange")
LATER = "TimeExtension"
NAMELESS = (
    "it names no case: BOPS gives it at an address that holds the reference, and the page does not say it again; "
    "a page of the case has the same comments"
)

Data = dict[str, Any]
Known = Collection[tuple[str, str]]


def is_one(value: Data) -> bool:
    """Whether a page tells of cases in one of the three ways."""
    return bool(_responses(value) or _requests(value)) or _is_nameless(value)


def _responses(value: Data) -> list[Data]:
    return [one for one in several(value.get("responses")) if isinstance(one.get("application"), dict)]


def _requests(value: Data) -> list[Data]:
    return [one for one in several(value.get("data")) if str(one.get("type", "")).endswith(ENDING)]


def _is_nameless(value: Data) -> bool:
    return isinstance(value.get("comments"), list) and isinstance(value.get("summary"), dict)


def states(name: str, document: Data, known: Known, report: LossReport) -> Iterator[State]:
    """What a page adds to the cases that are known, each an authority and a reference."""
    reading = Reading(name, document, report)
    found: dict[str, list[Data]] = {}
    for item in _responses(document):
        found.setdefault(str(item["application"].get("reference")), []).append(item)
    if _requests(document):
        found.setdefault(_reference(document), []).extend(_requests(document))
    if not found:
        report.refuse_file(name, NAMELESS)
    for reference, items in found.items():
        councils = [authority for authority, case in known if case == reference]
        if len(councils) != 1:
            report.refuse_file(name, _needs(reference, len(councils)))
            continue
        case = page_of(reading, councils[0], reference, PARTNER)
        yield State(councils[0], reference, tuple(_changes(case, items)))
    report.compare(document, reading.carried)


def _needs(reference: str, councils: int) -> str:
    if not reference:
        return "it names no case, neither in its items nor in the addresses of its pages"
    held = "several councils have one" if councils else "no page that is read with it holds that case"
    return f"it tells of the case {reference} and does not say of which council: {held}"


def _reference(document: Data) -> str:
    """The case of requests, which is named by the address of the page alone."""
    links = document.get("links")
    found = IN_ADDRESS.search(str(links.get("first", ""))) if isinstance(links, dict) else None
    return found[1] if found else ""


def _changes(case: Case, items: list[Data]) -> Iterator[Change]:
    said = [item for item in items if "application" in item]
    case.reading.carried.add(f"{RESPONSES}.application.reference" if said else "links.first")
    yield from comments(case, said, RESPONSES)
    for place, item in enumerate(item for item in items if "application" not in item):
        yield from _request(case, item, str(place))


def _request(case: Case, item: Data, local: str) -> Iterator[Change]:
    """What was asked of the applicant, and when it came."""
    word = str(item["type"]).removesuffix(ENDING)
    steps = (
        ("additional-information-requested", "notified_at", word in ASKING),
        ("additional-information-received", "closed_at", word in ASKING and not item.get("cancelled_at")),
        ("time-extension-agreed", "closed_at", word == LATER and item.get("approved") is True),
    )
    told = False
    for happened, member, is_so in steps:
        if is_so and item.get(member):
            told = True
            yield from _happened(case, item, happened, member, f"{happened}|{local}|{item.get('created_at')}")
    if not told:
        why = "no event of the standard says that this was asked for or agreed"
        case.reading.report.refuse(case.reading.name, f"{REQUESTS}.type", item["type"], why)


def _happened(case: Case, item: Data, happened: str, member: str, local: str) -> Iterator[Change]:
    try:
        day = london_date(item[member])
    except Refused as why:
        case.reading.report.refuse(case.reading.name, f"{REQUESTS}.{member}", item[member], str(why))
        return
    case.reading.carried |= {f"{REQUESTS}.type", f"{REQUESTS}.{member}"}
    case.reading.report.partly[f"{REQUESTS}.type"] = "a request to the applicant is an event; which sort it was is lost"
    notes = {}
    if member == "notified_at" and isinstance(item.get("reason"), str) and item["reason"]:
        notes = {"notes": item["reason"]}
        case.reading.carried.add(f"{REQUESTS}.reason")
    yield event(case, happened, day, local, is_published=False, **notes)
