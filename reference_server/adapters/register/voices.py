"""What the public view holds of comments and opinions, as the comments of a published ODP document.

Only redacted words are there. Who said them is not public: a stand-in takes the place of each name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from reference_server import spec
from reference_server.adapters.register import papers
from reference_server.adapters.register.papers import midnight
from reference_server.adapters.register.standins import StandIns

SENTIMENTS = ("objection", "neutral", "supportive")
POSITIONS = ("approved", "amendmentsNeeded", "objected")
FRAME = ("planningAuthority", "application")

Data = dict[str, Any]
Found = dict[str, Data]


def public(comments: Found, stand: StandIns, came: str) -> Data:
    """The comments of the public; nothing where there are none."""
    told = list(_comments(comments, stand, came))
    counts = Counter(comment["sentiment"] for comment in told)
    summary = {"totalComments": len(told), "sentiment": {word: counts[word] for word in SENTIMENTS}}
    return {"public": {"summary": summary, "comments": told}} if told else {}


def _comments(comments: Found, stand: StandIns, came: str) -> Iterator[Data]:
    used = (*FRAME, "reference", "sentiment", "textRedacted", "topics", "receivedDate", "publishedAt")
    for key, data in sorted(comments.items(), key=lambda one: (one[1].get("receivedDate", ""), one[0])):
        if data.get("sentiment") not in SENTIMENTS or not data.get("textRedacted"):
            stand.lose("publicComment", "ODP asks for a sentiment and for redacted words, which are not there")
            continue
        stand.leave("publicComment", data, used)
        yield {
            "id": str(data.get("reference", key)),
            "sentiment": data["sentiment"],
            "author": {"name": {"singleLine": stand.instead("comments.public.comments[].author.name")}},
            "commentRedacted": _parts(data["textRedacted"]),
            "metadata": _metadata(data, stand, came),
        }


def _parts(parts: list[Data]) -> Any:  # noqa: ANN401 - JSON
    """By topic, where each part has one that ODP knows and the question that was asked; else as one text."""
    known = {row["reference"] for row in spec.codelist("comment-topic")}
    if all(part.get("topic") in known and part.get("question") for part in parts):
        return [{"topic": part["topic"], "question": part["question"], "comment": part["text"]} for part in parts]
    return "\n\n".join(part["text"] for part in parts)


def _metadata(data: Data, stand: StandIns, came: str) -> Data:
    day = data.get("receivedDate")
    sent = midnight(day) if day else stand.instead("comments.metadata.submittedAt", came, "the day of the application")
    return {"submittedAt": sent, **({"publishedAt": data["publishedAt"]} if data.get("publishedAt") else {})}


def specialist(of: Callable[[str], Found], base: str, stand: StandIns, came: str) -> Data:
    """Those who were asked, and what they answered; nothing where nobody was asked."""
    requests, answers = of("consultationRequest"), of("consulteeResponse")
    told = []
    used = (*FRAME, "reference", "consultation", "organisationName", "reason", "reasonText", "constraints")
    for key, data in sorted(requests.items(), key=lambda one: (one[1].get("requestedDate", ""), one[0])):
        stand.leave("consultationRequest", data, (*used, "status", "requestedDate"))
        own = {name: one for name, one in answers.items() if one.get("consultationRequest") == key}
        told.append(
            {
                **_request(key, data, of("constraint"), stand),
                "comments": list(_answers(own, of("document"), base, stand, came)),
            }
        )
    counts = Counter(answer["sentiment"] for one in told for answer in one["comments"])
    total = sum(counts.values())
    summary = {"totalComments": total, "totalConsulted": len(told), "sentiment": {w: counts[w] for w in POSITIONS}}
    return {"specialist": {"summary": summary, "comments": told}} if told else {}


def _request(key: str, data: Data, constraints: Found, stand: StandIns) -> Data:
    place = "comments.specialist.comments[]"
    day, reason = data.get("requestedDate"), data.get("reasonText") or data.get("reason")
    named = [constraints[one] for one in data.get("constraints", []) if one in constraints]
    return {
        "id": str(data.get("reference", key)),
        "organisationSpecialism": data["organisationName"],
        "name": {"singleLine": stand.instead(f"{place}.name")},
        **({"reason": reason} if reason else {}),
        **({"constraints": [_constraint(one, stand, place) for one in named]} if named else {}),
        **({"firstConsultedAt": midnight(day)} if day else {}),
    }


def _constraint(data: Data, stand: StandIns, place: str) -> Data:
    rows = (row["name"] for row in spec.codelist("constraint-category") if row["reference"] == data["category"])
    words = stand.instead(
        f"{place}.constraints[].description", next(rows, data["category"]), "the name of the category"
    )
    told: Data = {"value": data["category"], "description": words, "intersects": data["intersects"] == "yes"}
    if told["intersects"]:
        address = data.get("documentationUrl")
        source = {"text": "Planning Data", "url": address}
        told["entities"] = [{"name": data["name"], "source": source}] if data.get("name") and address else []
    return told


def _answers(answers: Found, documents: Found, base: str, stand: StandIns, came: str) -> Iterator[Data]:
    """The latest first, as ODP has it."""
    words = {row["reference"]: row["odp"] for row in spec.codelist("consultee-position")}
    used = (*FRAME, "reference", "consultationRequest", "position", "textRedacted", "receivedDate", "publishedAt")
    for key, data in sorted(answers.items(), key=lambda one: _depth(one[0], answers), reverse=True):
        word = words.get(data.get("position", ""), "")
        if not word or not data.get("textRedacted"):
            stand.lose("consulteeResponse", "ODP asks for redacted words and for one of its three positions")
            continue
        stand.leave("consulteeResponse", data, (*used, "documents", "supersedes"))
        own = {name: documents[name] for name in data.get("documents", []) if name in documents}
        files = list(papers.files(base, own, stand, came))
        yield {
            "id": str(data.get("reference", key)),
            "sentiment": word,
            "commentRedacted": data["textRedacted"],
            "metadata": _metadata(data, stand, came),
            **({"files": files} if files else {}),
        }


def _depth(key: str, answers: Found) -> tuple[int, str]:
    """How many answers an answer has taken the place of, one by way of the other."""
    depth, seen = 0, {key}
    before = answers[key].get("supersedes")
    while before in answers and before not in seen:
        seen.add(before)
        depth, before = depth + 1, answers[before].get("supersedes")
    return depth, answers[key].get("receivedDate", "")
