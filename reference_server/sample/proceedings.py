"""What was said and done in the cases of the council: events, consultations and what came of them, conditions, appeals.

Of some cases only, by their numbers, so that the feed stays short.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from reference_server.sample.council import PARTNER, PUBLIC, Case, Data, day, minted

# What the national view does not list.
REGISTER = "public"

# The law gives those who are asked three weeks.
PERIOD = 21
# So many days after the first round the second began, where plans were amended.
AGAIN_AFTER = 26
AMENDED = (4, 20)
ANSWERED_AFTER, ANSWERED_LATE, ANSWERED_AGAIN = 8, 24, 15
LATE, TWICE, WITHHELD, UNFIT = 8, 0, 40, 24
SAID_AFTER = (3, 6)
SHOWN_AFTER = 2


class Consultee(NamedTuple):
    """A body that is asked, the person who is asked there, and what it usually says."""

    name: str
    authority: str
    origin: str
    statutory: str
    reason: str
    person: str
    position: str
    text: str


CONSULTEES = (
    Consultee(
        "Westmarch Drainage Board",
        "government-organisation:ZZ101",
        "external",
        "yes",
        "constraint",
        "Aurelia Finch-Hatton",
        "no-objection-with-conditions",
        "No objection if the ground floor stands above the level of a flood.",
    ),
    Consultee(
        "Highways",
        "",
        "internal",
        "no",
        "policy",
        "Rufus Oakapple",
        "amendments-needed",
        "The turning head is too small for a refuse lorry.",
    ),
    Consultee(
        "Thornmere Parish Council",
        "",
        "external",
        "unknown",
        "request",
        "Hester Dewsnap",
        "objection",
        "The parish council thinks that it is too tall.",
    ),
    Consultee(
        "Trees and Landscape",
        "",
        "internal",
        "no",
        "constraint",
        "Idris Fennick",
        "",
        "We need another week to look at the tree survey.",
    ),
)
COMMENTS = (
    ("objection", "light", "My kitchen would be dark from noon on, as {name} next door knows.", "Philippa Oakes"),
    ("supportive", "use", "It is good to see the place used again, says {name}.", "Caspian Rudd"),
)
TIMED = "Work begins within three years of the date of this notice."
KEPT = "What is built is built as the plans in this notice show it."


@dataclass(frozen=True, slots=True)
class Step:
    """How a record stood from so many days ago on, and the narrowest view that shows it."""

    days_ago: int
    kind: str
    id: str
    data: Data
    reach: str


def proceedings(case: Case, number: int, today: str) -> Iterator[Step]:
    """Everything that hangs from a case beside its decision and its documents, each record's states in order."""
    yield from _events(case, number, today)
    if _is_one_of(4, case, number):
        yield from _rounds(case, number, today)
    if _is_one_of(4, case, number):
        yield from _conditions(case)
    yield from _appeal(case, today)


def _is_one_of(share: int, case: Case, number: int) -> bool:
    """One case of so many; those that changed hands or were taken off the register are always among them."""
    return number % share == 0 or case.days("moved") is not None or case.row["published"] == "unpublished"


def _of(case: Case) -> Data:
    return {"application": minted("application", case.local_key)}


def _id(kind: str, case: Case, *names: object) -> str:
    return minted(kind, "|".join((case.local_key, *map(str, names))))


def _events(case: Case, number: int, today: str) -> Iterator[Step]:
    valid = case.days("valid")
    if valid is None or number % 12 != 4:
        return
    said = (("valid-from", valid, ""), ("time-extension-agreed", valid - 2, "Agreed by e-mail with the agent."))
    for word, days, notes in said[: 1 + (number % 8 == 4)]:
        data = {**_of(case), "permissionProcessEvent": word, "eventDate": day(today, days)}
        if notes:
            data |= {"newDeadlineDate": day(today, days - 90), "notes": notes}
        yield Step(days, "event", _id("event", case, word), data, PUBLIC)


def _rounds(case: Case, number: int, today: str) -> Iterator[Step]:
    first = case.days("consultation")
    starts = [] if first is None else [first, first - AGAIN_AFTER] if number in AMENDED else [first]
    for turn, days in enumerate(starts, 1):
        data = {
            **_of(case),
            "round": turn,
            "startDate": day(today, days),
            "endDate": day(today, days - PERIOD),
            "siteNotice": True,
            "siteNoticeDate": day(today, days),
            "neighbourLettersSentDate": day(today, days),
            "neighboursNotified": [{"addressText": f"{number + 1} Letter Row, Westmarch, ZZ4 7QP"}],
        }
        yield Step(days, "consultation", _id("consultation", case, turn), data, PUBLIC)
        if _is_one_of(8, case, number) or number in AMENDED:
            yield from _asked(case, number, (turn, days), today)
        if _is_one_of(24, case, number) and turn == 1:
            yield from _comments(case, number, days, today)


def _asked(case: Case, number: int, turn: tuple[int, int], today: str) -> Iterator[Step]:
    """The request of a round, `turn` being its number and when it began, and what was answered."""
    consultee, days = CONSULTEES[number // 8 % len(CONSULTEES)], turn[1]
    papers = [row for row in case.documents[:-1] if int(row["received_days_ago"]) >= days]
    data = {
        **_of(case),
        "consultation": _id("consultation", case, turn[0]),
        "organisationName": consultee.name,
        "origin": consultee.origin,
        "statutory": consultee.statutory,
        "reason": consultee.reason,
        "documents": [case.document_id(row["filename"]) for row in papers[:2]],
        "contactName": consultee.person,
        "contactEmail": f"{consultee.person.split()[0].lower()}@consultee.example",
        "status": "sent",
        "requestedDate": day(today, days),
        "responseDueDate": day(today, days - PERIOD),
    }
    if consultee.authority:
        data["consulteeOrganisation"] = consultee.authority
    request = _id("consultationRequest", case, turn[0])
    yield Step(days, "consultationRequest", request, data, REGISTER)
    if turn[0] == 1:
        yield from _answers(case, number, (consultee, request, days), today)


def _answers(case: Case, number: int, asked: tuple[Consultee, str, int], today: str) -> Iterator[Step]:
    consultee, request, days = asked
    after = [ANSWERED_LATE] if number == LATE else [ANSWERED_AFTER]
    after += [ANSWERED_AGAIN] if number == TWICE else []
    positions = ["holding-objection", consultee.position] if number == TWICE else [consultee.position]
    for turn, (wait, position) in enumerate(zip(after, positions, strict=True)):
        came = days - wait
        data = {
            **_of(case),
            "consultationRequest": request,
            "receivedDate": day(today, came),
            "text": f"{consultee.text} Ring {consultee.person} about it.",
            "textRedacted": consultee.text,
            "redactionStatus": "withheld" if number == WITHHELD else "redacted",
            "respondentName": consultee.person,
        }
        data |= {"position": position} if position else {}
        data |= {"supersedes": _id("consulteeResponse", case, turn - 1)} if turn else {}
        if position == "no-objection-with-conditions":
            data["conditionsRequested"] = ["No building is occupied before the drainage is finished."]
        yield from _shown_later(
            Step(came, "consulteeResponse", _id("consulteeResponse", case, turn), data, REGISTER), today
        )


def _comments(case: Case, number: int, days: int, today: str) -> Iterator[Step]:
    for wait, (sentiment, topic, words, name) in zip(SAID_AFTER, COMMENTS, strict=True):
        data = {
            **_of(case),
            "consultation": _id("consultation", case, 1),
            "receivedDate": day(today, days - wait),
            "channel": "web",
            "sentiment": sentiment,
            "topics": [topic],
            "text": [{"topic": topic, "text": words.format(name=name)}],
            "textRedacted": [{"topic": topic, "text": words.format(name="[name]")}],
            "redactionStatus": "withheld" if number == UNFIT and wait == SAID_AFTER[1] else "redacted",
            "authorName": name,
            "authorAddress": f"{number + 3} Oriel Terrace, Westmarch, ZZ4 6HU",
            "authorEmail": f"{name.split()[0].lower()}@mail.example",
        }
        yield from _shown_later(
            Step(days - wait, "publicComment", _id("publicComment", case, wait), data, REGISTER), today
        )


def _shown_later(step: Step, today: str) -> Iterator[Step]:
    """What comes in is the council's own matter until somebody has looked at it and it is shown."""
    if step.days_ago < 0:
        return
    raw = {name: value for name, value in step.data.items() if name != "textRedacted"}
    yield Step(step.days_ago, step.kind, step.id, {**raw, "redactionStatus": "not-assessed"}, PARTNER)
    shown = step.days_ago - SHOWN_AFTER
    if shown < 1:
        return
    if step.data["redactionStatus"] == "withheld":
        yield Step(shown, step.kind, step.id, {**raw, "redactionStatus": "withheld"}, PARTNER)
    else:
        data = {**step.data, "publishedAt": f"{day(today, shown)}T09:12:00.000Z"}
        yield Step(shown, step.kind, step.id, data, step.reach)


def _conditions(case: Case) -> Iterator[Step]:
    decided = case.days("decided")
    if decided is None or case.row["decision"] != "granted-with-conditions":
        return
    for number, (text, category) in enumerate(((TIMED, "time-limit"), (KEPT, "compliance")), 1):
        data = {
            "decision": minted("decision", case.local_key),
            "number": str(number),
            "text": text,
            "reason": "To keep to the Act." if number == 1 else "So that it is known what was permitted.",
            "category": category,
            "status": "outstanding",
        }
        yield Step(decided, "condition", _id("condition", case, number), data, PUBLIC)


def _appeal(case: Case, today: str) -> Iterator[Step]:
    days, decided = case.days("appeal"), case.days("decided")
    if days is None:
        return
    data = {
        **_of(case),
        "procedure": "written-representations",
        "ground": "non-determination",
        "reasonText": "The appellant thinks that the council is wrong.",
        "lodgedDate": day(today, days),
        "status": "lodged",
    }
    if decided is not None:
        ground = "refusal" if case.row["decision"] == "refused" else "conditions"
        data |= {"ground": ground, "decisionAppealed": minted("decision", case.local_key)}
    yield Step(days, "appeal", _id("appeal", case), data, REGISTER)
