"""What was said of a case: comments of the public, what consultees were asked, and what they answered.

Nobody is shown what was not published, and of what was published the redacted words alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from reference_server.adapters import personal
from reference_server.adapters.case import Case, named, several
from reference_server.adapters.crosswalk import ABSENT, Derive, Reading
from reference_server.adapters.odp import filed, looked_up
from reference_server.adapters.odp.origin import nothing
from reference_server.adapters.odp.people import always
from reference_server.adapters.transforms import Refused, london_date
from reference_server.rules.publication import Change

COMMENTS = "comments.public.comments[]"
REQUESTS = "comments.specialist.comments[]"
ANSWERS = f"{REQUESTS}.comments[]"
SUMMARIES = ("comments.public.summary", "comments.specialist.summary")
ROUND, SENT = "1", "sent"
UNNAMED = "Unnamed consultee"
LINES = ("line1", "line2", "town", "county", "postcode", "country")

Data = dict[str, Any]


def comments(case: Case) -> Iterator[Change]:
    """Every comment of the public."""
    for item in several(case.reading.value(COMMENTS)):
        data = case.read("publicComment", COMMENT, item, COMMENTS)
        told = {"text": "comment", "textRedacted": "commentRedacted", "authorAddress": "author.address"}
        case.reading.carried |= {f"{COMMENTS}.{place}" for name, place in told.items() if name in data}
        _in_order(case, "publicComment", data, f"{COMMENTS}.metadata.publishedAt")
        yield case.change("publicComment", _local(item), data, is_published="publishedAt" in data)


def opinions(case: Case) -> Iterator[Change]:
    """Every request to a consultee, with the constraints it was made for, and every answer to it."""
    for item in several(case.reading.value(REQUESTS)):
        found = list(looked_up.constraints(case, item.get("constraints"), f"{REQUESTS}.constraints[]"))
        yield from found
        derived = {**REQUEST, "consultation": always(case.key("consultation", ROUND))}
        if found:
            derived["constraints"] = always(list(dict.fromkeys(named(found, case.shown("consultationRequest")))))
        data = case.read("consultationRequest", derived, item, REQUESTS)
        case.reading.carried.discard(f"{REQUESTS}.constraints[]")
        if data["organisationName"] == UNNAMED:
            place = f"{REQUESTS}.organisationSpecialism"
            case.reading.report.partly[place] = f"a request names the body that is asked: {UNNAMED} where none is"
        if data.get("status") == SENT and "requestedDate" not in data:
            del data["status"]
        yield case.change("consultationRequest", _local(item), data)
        yield from _answers(case, item, data)


def _answers(case: Case, item: Data, request: Data) -> Iterator[Change]:
    """Each answer takes the place of the one before. The published ones come first, so that their chain is whole."""
    before = ""
    last = request.get("requestedDate", "")
    for answer in sorted(several(item.get("comments")), key=_turn):
        local = f"{_local(item)}|{_local(answer)}"
        # A date before the one that it follows is one of the two that is wrong, and nobody says which.
        data, papers = _answer(case, answer, local, case.key("consultationRequest", _local(item)))
        came = data.get("receivedDate", last)
        if came < last:
            why = f"it lies before {last}, the day of what it answers or follows"
            case.reading.report.refuse(case.reading.name, f"{ANSWERS}.metadata.submittedAt", came, why)
            del data["receivedDate"]
        last = max(came, last)
        if before:
            data["supersedes"] = before
        yield from papers
        yield case.change("consulteeResponse", local, data, is_published="publishedAt" in data)
        before = case.key("consulteeResponse", local)


def _answer(case: Case, answer: Data, local: str, request: str) -> tuple[Data, list[Change]]:
    derived: dict[str, Derive] = {"consultationRequest": always(request), "textRedacted": _redacted}
    data = case.read("consulteeResponse", {**derived, "documents": nothing}, answer, ANSWERS)
    _in_order(case, "consulteeResponse", data, f"{ANSWERS}.metadata.publishedAt")
    place = f"{ANSWERS}.files[]"
    papers = list(filed.documents(case, answer.get("files"), place, "consulteeResponse", f"{local}|"))
    shown = case.shown("consulteeResponse", is_published="publishedAt" in data)
    if papers and named(papers, shown):
        data["documents"] = named(papers, shown)
    return data, papers


def _turn(answer: Data) -> tuple[bool, str, int, str]:
    metadata = answer.get("metadata")
    about: Data = metadata if isinstance(metadata, dict) else {}
    number = str(answer.get("id", ""))
    return (
        not about.get("publishedAt"),
        str(about.get("submittedAt", "")),
        int(number) if number.isdecimal() else 0,
        number,
    )


def _local(item: Data) -> str:
    """What tells one item from others: its id, or else all of it."""
    if item.get("id") not in (None, ""):
        return str(item["id"])
    return hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()


def _in_order(case: Case, kind: str, data: Data, place: str) -> None:
    """Nothing is shown before it came: one of the two dates is wrong, and it is not shown."""
    shown, came = data.get("publishedAt"), data.get("receivedDate")
    if shown and came and london_date(shown) < came:
        why = f"a {kind} is not shown before {came}, when it came"
        case.reading.report.refuse(case.reading.name, place, shown, why)
        del data["publishedAt"]


def _topics(_reading: Reading, item: Data) -> Any:  # noqa: ANN401 - JSON
    found = [part.get("topic") for part in several(item.get("comment"))]
    return list(dict.fromkeys(topic for topic in found if isinstance(topic, str) and topic)) or ABSENT


def _parts(said: object) -> Any:  # noqa: ANN401
    """A comment in parts. One text is one part."""
    if isinstance(said, str):
        return [{"text": said}]
    parts = [
        {
            **{name: part[name] for name in ("topic", "question") if isinstance(part.get(name), str) and part[name]},
            "text": part["comment"],
        }
        for part in several(said)
        if isinstance(part.get("comment"), str)
    ]
    return parts or ABSENT


def _redacted_parts(_reading: Reading, item: Data) -> Any:  # noqa: ANN401
    parts = _parts(item.get("commentRedacted"))
    return parts if parts is ABSENT or not personal.tells(json.dumps(parts)) else _unfit()


def _redacted(_reading: Reading, item: Data) -> Any:  # noqa: ANN401
    said = item.get("commentRedacted")
    if not isinstance(said, str):
        return ABSENT
    return said if not personal.tells(said) else _unfit()


def _unfit() -> Any:  # noqa: ANN401
    raise Refused("it was to be redacted, and still says how to reach somebody")


def _address(_reading: Reading, item: Data) -> Any:  # noqa: ANN401
    author = item.get("author")
    address = author.get("address") if isinstance(author, dict) else None
    lines = [str(address[name]) for name in LINES if address.get(name)] if isinstance(address, dict) else []
    return ", ".join(lines) or ABSENT


def _asked(_reading: Reading, item: Data) -> Any:  # noqa: ANN401
    """How far the request has come; unknown for one that was answered and, as it says, never made."""
    if item.get("firstConsultedAt"):
        return SENT
    return ABSENT if several(item.get("comments")) else "planned"


def _reason(_reading: Reading, item: Data) -> Any:  # noqa: ANN401
    if several(item.get("constraints")) or item.get("reason") == "constraint":
        return "constraint"
    return "other" if item.get("reason") else ABSENT


def _body(_reading: Reading, item: Data) -> str:
    said = item.get("organisationSpecialism")
    return said if isinstance(said, str) and said.strip() else UNNAMED


COMMENT: dict[str, Derive] = {
    "consultation": nothing,
    "topics": _topics,
    "text": lambda _reading, item: _parts(item.get("comment")),
    "textRedacted": _redacted_parts,
    "authorAddress": _address,
}
REQUEST: dict[str, Derive] = {
    "organisationName": _body,
    "reason": _reason,
    "status": _asked,
    "constraints": nothing,
}
