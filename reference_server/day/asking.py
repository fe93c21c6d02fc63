"""People are asked what they think: a body with a system of its own, one without, and the public."""

from __future__ import annotations

import hashlib
from typing import Any

from reference_server.day.applying import delivery, entry, results
from reference_server.day.case import drawing, of_case
from reference_server.day.day import Day
from reference_server.day.diary import Ask, query, sure
from reference_server.day.exchange import Telling
from reference_server.day.office import copy, held, publish
from reference_server.day.showing import REGISTER, START, pull
from reference_server.sample.council import minted

SAID = ("consultationRequest", "receivedDate", "position", "text", "textRedacted", "redactionStatus", "respondentName",
        "conditionsRequested", "supersedes")  # fmt: skip
COMMENT = "It will be good for the street. Ring me on 01632 960588 if you like, says Philippa Oakes."
SHOWN = "It will be good for the street."


def ask_around(day: Day) -> None:
    """The fourth part of the day."""
    day.on("2026-07-13T07:00:00.000Z")
    _board_pulls_its_request(day)
    _board_reads_the_drawing(day)
    day.on("2026-07-22T14:00:00.000Z")
    _board_answers(day)
    _ask_the_parish(day)
    day.on("2026-07-23T18:00:00.000Z")
    _parish_answers(day)
    day.on("2026-07-24T19:00:00.000Z")
    _somebody_comments(day)
    _moderate(day)
    day.on("2026-07-28T02:00:00.000Z")
    _register_shows_what_was_said(day)


def _board_pulls_its_request(day: Day) -> None:
    told = Telling(
        "The drainage board finds that it is asked",
        "The river is near, so the law wants the drainage board to be asked. Its own case system looks every morning"
        " for requests to it. No letter is posted, and nobody types.",
        (
            "consultation.request-is-of-its-case",
            "consultation.sent-request-has-its-day",
            "consultation.consultee-sees-its-own",
        ),
        ("consultation", "organisationName", "reason", "status", "requestedDate", "responseDueDate", "documents"),
    )
    asked = query(**{"from": START, "kind": "consultationRequest"})
    page = day.diary.ask(told, Ask("consultee-system", "bops", "consultee", "/changes" + asked)).read()
    sure([item["id"] for item in page["items"]] == [day.board], "the board is not asked")
    sure("contactEmail" not in page["items"][0]["data"], "a person is named to consultees")


def _board_reads_the_drawing(day: Day) -> None:
    told = Telling(
        "It asks for the drawing",
        "The request names the drawing by its id. The board asks for an address that opens it for five minutes.",
        ("documents.grant-answers-each-document", "documents.grant-life-is-as-asked", "documents.records-hold-no-url"),
    )
    ask = Ask(
        "consultee-system", "bops", "consultee", "/grants", "POST", {"documents": [day.drawing], "expiresIn": 300}
    )
    grant = day.diary.ask(told, ask).read()["grants"][0]
    told = Telling(
        "It fetches the drawing",
        "The address is complete: it needs no key, and opens this file and no other. The board compares the digest, and"
        " knows that it looks at what the council has.",
        (
            "documents.grant-opens-its-document",
            "documents.grant-carries-no-credential",
            "documents.stated-digest-is-true",
        ),
        tells=("content-type", "content-disposition", "cache-control"),
    )
    file = day.diary.ask(told, Ask("consultee-system", "bops", "", url=grant["url"])).body
    sure(file == drawing() and hashlib.sha256(file).hexdigest() == grant["sha256"], "the drawing is another")


def _response(day: Day, request: str, date: str, **members: object) -> dict[str, Any]:
    return of_case(day.application, consultationRequest=request, receivedDate=date, redactionStatus="not-assessed",
                   **members)  # fmt: skip


def _board_answers(day: Day) -> None:
    key = minted("consulteeResponse", "the day: the drainage board")
    data = _response(
        day,
        day.board,
        "2026-07-22",
        position="no-objection-with-conditions",
        text="No objection if the floor stands 300 millimetres above the yard.",
        conditionsRequested=["The floor stands at least 300 millimetres above the yard."],
        respondentName="Aurelia Finch-Hatton",
    )
    told = Telling(
        "The drainage board answers",
        "The answer goes the same way as an application: a page of changes. It names the request, so it cannot land in"
        " the wrong case. Who wrote it is known to the officer alone.",
        ("consultation.response-is-of-its-case", "records.code-is-spelt-as-listed",
         "consultation.people-are-for-the-case-alone"),
        SAID,
    )  # fmt: skip
    body = delivery(day, "drainage-board", entry(day, 1, "consulteeResponse", key, data))
    answer = day.diary.ask(told, Ask("consultee-system", "bops", "consultee", "/changes", "POST", body))
    sure(results(answer) == ["applied"], "the answer is not taken")
    kept = held(day.at("bops"), "consulteeResponse", key)
    sure(kept == data, "the answer is not kept as it was given")


def _ask_the_parish(day: Day) -> None:
    """The officer decides to ask one more, who has no system."""
    request = {"consultation": day.consultation, "status": "sent", "requestedDate": "2026-07-22",
               "responseDueDate": "2026-08-12", "documents": [day.drawing]}  # fmt: skip
    parish = {
        "organisationName": "Thornmere Parish Council",
        "origin": "external",
        "statutory": "no",
        "reason": "request",
    }
    publish(
        day.at("bops"), REGISTER, ("consultationRequest", day.parish, of_case(day.application, **request, **parish))
    )


def _parish_answers(day: Day) -> None:
    told = Telling(
        "The parish clerk opens the request in a browser",
        "The parish council has no case system. Its clerk opens a web page, and the page reads this one request.",
        (
            "records.record-is-as-in-the-feed",
            "records.dates-are-in-order",
            "security.closed-answer-is-private",
        ),
        ("consultation", "organisationName", "reason", "status", "requestedDate", "responseDueDate", "documents"),
        ("cache-control", "etag"),
    )
    address = f"/records/consultationRequest/{day.parish}"
    found = day.diary.ask(told, Ask("consultee-portal", "bops", "consultee", address)).read()
    sure(found["data"]["organisationName"] == "Thornmere Parish Council", "the request is another")
    data = _response(day, day.parish, "2026-07-23", position="no-comment", text="The parish council has no comment.")
    told = Telling(
        "The clerk answers, and the page sends it",
        "She has looked and does not want to say anything: that is an answer too, and has a word of its own.",
        ("consultation.unsaid-is-absent", "consultation.one-response-stands", "consultation.late-response-is-kept"),
        SAID,
    )
    key = minted("consulteeResponse", "the day: the parish council")
    body = delivery(day, "consultee-portal", entry(day, 1, "consulteeResponse", key, data))
    answer = day.diary.ask(told, Ask("consultee-portal", "bops", "consultee", "/changes", "POST", body))
    sure(results(answer) == ["applied"], "the clerk's answer is not taken")


def _somebody_comments(day: Day) -> None:
    data = of_case(
        day.application,
        consultation=day.consultation,
        receivedDate="2026-07-24",
        channel="web",
        sentiment="supportive",
        topics=["use"],
        text=[{"text": COMMENT}],
        redactionStatus="not-assessed",
        authorName="Philippa Oakes",
        authorTelephone="01632 960588",
    )
    told = Telling(
        "The register hands on what a neighbour says",
        "Philippa lives opposite, and writes on the register's page. The register sends her words to the council, with"
        " her name and number beside them. Nothing of it is shown yet.",
        (
            "consultation.comment-is-of-its-case",
            "deliveries.applied-item-is-published",
            "consultation.shown-when-looked-at",
        ),
        ("consultation", "receivedDate", "sentiment", "text", "redactionStatus", "authorName", "authorTelephone"),
    )
    body = delivery(day, "register", entry(day, 1, "publicComment", day.comment, data))
    answer = day.diary.ask(told, Ask("register", "bops", "partner", "/changes", "POST", body))
    sure(results(answer) == ["applied"], "the comment is not taken")


def _moderate(day: Day) -> None:
    """An officer reads what came in, takes out what is not for the public, and shows the rest."""
    bops, at = day.at("bops"), "2026-07-27T10:00:00.000Z"
    day.on(at)
    comment = held(bops, "publicComment", day.comment)
    seen = {"redactionStatus": "redacted", "textRedacted": [{"text": SHOWN}], "publishedAt": at}
    records: list[tuple[str, str, dict[str, Any] | None]] = [("publicComment", day.comment, {**comment, **seen})]
    for who in ("the drainage board", "the parish council"):
        key = minted("consulteeResponse", f"the day: {who}")
        data = held(bops, "consulteeResponse", key)
        shown = {"redactionStatus": "no-redaction-required", "textRedacted": data["text"], "publishedAt": at}
        records.append(("consulteeResponse", key, {**data, **shown}))
    publish(bops, REGISTER, *records)


def _register_shows_what_was_said(day: Day) -> None:
    told = Telling(
        "The register pulls what may be shown of it",
        "An officer has read everything and taken the telephone number out. The register goes on from its cursor, and"
        " shows the words without the people.",
        ("consultation.shown-when-published", "consultation.comment-shows-no-contact",
         "consultation.people-are-for-the-case-alone", "changes.cursor-is-reusable"),
        ("organisationName", "receivedDate", "position", "sentiment", "textRedacted", "redactionStatus", "publishedAt"),
    )  # fmt: skip
    page = pull(day, told, "register", REGISTER, "/changes" + query(cursor=day.cursors["register"]))
    kinds = [item["kind"] for item in page["items"]]
    sure(kinds.count("consulteeResponse") == 2 and "publicComment" in kinds, "what was said is not shown")
    sure("Oakes" not in str(page) and "Finch" not in str(page) and "960588" not in str(page), "a person is shown")
    copy(page["items"], day.at("register").store, REGISTER)
