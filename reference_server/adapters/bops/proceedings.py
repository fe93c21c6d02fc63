"""What a page of BOPS tells of a case beside the case itself: consultation, comments, appeal, events, people, map.

BOPS does not say when a comment was first shown, nor whether a file is for the public: neither is public here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reference_server.adapters.bops.table import rows
from reference_server.adapters.case import Case, several
from reference_server.adapters.crosswalk import ABSENT, Derive, Reading
from reference_server.adapters.odp import people
from reference_server.adapters.odp.origin import minted, nothing
from reference_server.adapters.odp.people import always
from reference_server.adapters.transforms import TRANSFORMS, Refused, london_date, mapped
from reference_server.rules.publication import Change

APPEAL, APPEAL_FILES, PAPERS = "data.appeal", "data.appeal.files[]", "documents[]"
SENT, OWN = "submission.data.applicant", "applicant"
# Where a page can hold a thing: a public one in the case, a private one at its root.
SAID = ("application.consultation.publishedComments[]", "published_comments[]")
ANSWERED = ("application.consultation.consulteeComments[]", "consultee_comments[]")
EVENTS = {
    "valid-from": ("application.validAt", "validAt"),
    "application-published": ("application.publishedAt", "application.published_at"),
    "invalid-from": ("invalidated_at",),
    "validation-returned": ("returned_at",),
}
STATUSES = {"lodged": "lodged", "valid": "valid", "started": "started", "withdrawn": "withdrawn"}
DECIDED = ("allowed", "dismissed", "split decision")
SPLIT = ("split_decision", "split decision")

Data = dict[str, Any]


def proceedings(case: Case, word: str) -> Iterator[Change]:
    """Every record of a page beside the case. `word` is how far an appeal has come."""
    yield from _consultation(case)
    for place in SAID:
        yield from comments(case, several(case.reading.value(place)), place)
    _answers(case)
    yield from _appeal(case, word)
    yield from _events(case)
    yield from _people(case)
    yield from _constraints(case)
    yield from _papers(case)


def _consultation(case: Case) -> Iterator[Change]:
    data = case.read("consultation", {"round": always(1)}, {}, rows=rows("consultation"))
    if {"startDate", "endDate", "pressNotice", "siteNotice"} & set(data):
        yield case.change("consultation", "1", data)


def comments(case: Case, found: list[Data], place: str) -> Iterator[Change]:
    """Comments of the public, whose words BOPS gives out when somebody has looked through them."""
    for item in found:
        data = case.read("publicComment", COMMENT, item, "comment[]", place, rows("publicComment"))
        why = "BOPS does not say when a comment was first shown: it is kept for partners"
        case.reading.report.partly[place] = why
        yield case.change("publicComment", _words_of(item), data, is_published=False)


def _words_of(item: Data) -> str:
    """What tells a comment from others: not every page gives its id, and each writes instants in its own way."""
    came = item.get("receivedAt") or item.get("received_at")
    try:
        came = TRANSFORMS["instant"](came, "")
    except Refused:
        came = str(came)
    return f"{came}|{item.get('comment') or item.get('text')}"


def _answers(case: Case) -> None:
    """What consultees answered, without their names, answers no request."""
    for place in ANSWERED:
        for item in several(case.reading.value(place)):
            why = "a response answers a request, and BOPS does not say which body this one is from"
            case.reading.report.refuse(case.reading.name, place, item, why)


def _appeal(case: Case, word: str) -> Iterator[Change]:
    """The appeal. Its files are for partners, so that it cannot name them; they name the case."""
    if not isinstance(case.reading.value(APPEAL), dict):
        return
    yield from documents(case, several(case.reading.value(APPEAL_FILES)), APPEAL_FILES, "appeal")
    status = "decided" if word in DECIDED else STATUSES.get(word)
    derived: dict[str, Derive] = {
        "decision": _appeal_decision,
        "documents": nothing,
        **({"status": always(status)} if status else {}),
    }
    yield case.change("appeal", "", case.read("appeal", derived, {}))


def _appeal_decision(reading: Reading, _item: Data) -> Any:  # noqa: ANN401 - JSON
    word = reading.value(f"{APPEAL}.decision")
    if word is ABSENT or word is None:
        return ABSENT
    return mapped("splitDecision" if word in SPLIT else word, "appeal-decision.odp")


def documents(case: Case, found: list[Data], place: str, association: str) -> Iterator[Change]:
    """The files of a list, none of which is fetched."""
    for item in found:
        derived = {**DOCUMENT, "association": always(association)}
        data = case.read("document", derived, item, "files[]", place, rows("document"))
        if data.get("name"):
            yield case.change("document", f"{item.get('url')}|{item.get('name')}", data, is_published=False)
        else:
            case.reading.report.refuse(case.reading.name, f"{place}.name", item.get("name"), "a document has a name")


def _papers(case: Case) -> Iterator[Change]:
    """The files of a private page, which names a file by its address alone, and the notice of the decision."""
    for item in several(case.reading.value(PAPERS)):
        tags, numbers = item.get("tags"), item.get("numbers")
        flat = {
            "name": _end(item.get("url")),
            "url": item.get("url"),
            "type": [{"value": tag} for tag in tags] if isinstance(tags, list) else [],
            "createdAt": item.get("created_at"),
            "applicantDescription": item.get("applicant_description"),
            "referencesInDocument": [numbers] if isinstance(numbers, str) and numbers else None,
        }
        case.reading.carried |= {f"{PAPERS}.{name}" for name in item}
        yield from documents(case, [flat], PAPERS, "application")
    notice = case.reading.value("decisionNotice")
    if isinstance(notice, dict):
        flat = {**notice, "type": [{"value": "decisionNotice"}]}
        yield from documents(case, [flat], "decisionNotice", "decision")


def _end(address: object) -> str:
    try:
        return str(TRANSFORMS["basename"](address, ""))
    except Refused:
        return ""


def _events(case: Case) -> Iterator[Change]:
    for word, places in EVENTS.items():
        for place in places:
            value = case.reading.value(place)
            if value is ABSENT or value is None:
                continue
            try:
                day = london_date(value)
            except Refused as why:
                case.reading.report.refuse(case.reading.name, place, value, str(why))
                continue
            case.reading.carried.add(place)
            case.reading.report.partly[place] = "the time of day is lost"
            yield event(case, word, day, word)
            break


def event(case: Case, word: str, day: str, local: str, *, is_published: bool = True, **told: str) -> Change:
    """Something that happened on a day."""
    data = {"planningAuthority": case.authority, "application": case.key("application")}
    data |= {"permissionProcessEvent": word, "eventDate": day, **told}
    return case.change("event", local, data, is_published=is_published)


def _people(case: Case) -> Iterator[Change]:
    """The people of a public page, which stand as in a submission."""
    found = case.reading.value(OWN)
    if not isinstance(found, dict):
        return
    document = {"submission": {"data": {"applicant": found}}, "metadata": {}}
    reading = Reading(case.reading.name, document, case.reading.report)
    for role, local, data in people.parties(reading, case.facts()):
        if set(data) - {"planningAuthority", "application", "role"}:
            yield case.change("party", f"{role}|{local}" if local else role, data, is_published=False)
    case.reading.carried |= {f"{OWN}{path.removeprefix(SENT)}" for path in reading.carried if path.startswith(SENT)}


def _constraints(case: Case) -> Iterator[Change]:
    found = case.reading.value("constraints")
    for category in found if isinstance(found, list) else []:
        if not isinstance(category, str) or not category:
            case.reading.report.refuse(case.reading.name, "constraints[]", category, "it is no code")
            continue
        frame = {"planningAuthority": case.authority, "application": case.key("application")}
        case.reading.carried.add("constraints")
        yield case.change("constraint", category, {**frame, "category": category, "intersects": "yes"})


def page_of(reading: Reading, authority: str, reference: str, reach: str) -> Case:
    """A case of BOPS: all pages of it give its records the same ids."""

    def mint(kind: str, local: str) -> str:
        return minted(f"{kind}|bops|{authority}|{reference}|{local}")

    return Case(reading, authority, mint, reach)


def _words(_reading: Reading, item: Data) -> Any:  # noqa: ANN401
    found = item.get("comment") or item.get("text")
    return [{"text": found}] if isinstance(found, str) else ABSENT


def _types_of(_reading: Reading, item: Data) -> list[str]:
    codes = [one.get("value") for one in several(item.get("type"))]
    return list(dict.fromkeys(code for code in codes if isinstance(code, str) and code))


def _respondent(_reading: Reading, item: Data) -> Any:  # noqa: ANN401
    found = item.get("respondent")
    return found.get("postcode") or ABSENT if isinstance(found, dict) else ABSENT


COMMENT: dict[str, Derive] = {"textRedacted": _words, "authorAddress": _respondent}
DOCUMENT: dict[str, Derive] = {
    "documentTypes": _types_of,
    "publicRegisterStatus": always("not-assessed"),
    "contentStatus": always("listed"),
}
