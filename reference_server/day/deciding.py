"""The officer mends, takes back and decides."""

from __future__ import annotations

from reference_server.day.case import PDF, drawing, file_of, of_case
from reference_server.day.day import Day
from reference_server.day.diary import Ask, query, sure
from reference_server.day.exchange import Telling
from reference_server.day.office import copy, held, keep, move, publish
from reference_server.day.showing import NATIONAL, PARTNER, REGISTER, pull
from reference_server.sample.council import AUTHORITY, minted

CASE = ("reference", "description", "stage", "status", "officerName", "statutoryDeadlineDate")


def decide(day: Day) -> None:
    """The fifth part of the day."""
    day.on("2026-07-29T10:00:00.000Z")
    _register_opens_the_drawing(day)
    _take_the_drawing_back(day)
    _old_grant_is_over(day)
    day.on("2026-08-14T09:00:00.000Z")
    _officer_edits(day)
    day.on("2026-08-26T15:00:00.000Z")
    _decide(day)
    day.on("2026-08-27T02:00:00.000Z")
    _register_shows_the_decision(day)


def _register_opens_the_drawing(day: Day) -> None:
    told = Telling(
        "A reader of the register opens the drawing",
        "Somebody clicks on the drawing. The public address of a document leads to a fresh signed one, which soon"
        " ends.",
        ("documents.content-address-leads-to-the-bytes", "documents.public-document-is-for-the-public"),
        tells=("location", "cache-control"),
    )
    answer = day.diary.ask(told, Ask("register", "bops", REGISTER, f"/documents/{day.drawing}/content"), 303)
    day.urls["old"] = answer.headers["location"]
    signature = day.urls["old"].partition("signature=")[2]
    day.diary.hide(signature, "SIGNATURE")


def _take_the_drawing_back(day: Day) -> None:
    """The officer sees the telephone number in the corner: the whole is withheld, and a redaction takes its place."""
    bops = day.at("bops")
    whole = held(bops, "document", day.drawing)
    about = file_of(drawing(redacted=True), "elevations-redacted.pdf")
    redaction = {**whole, **about, "redactionOf": day.drawing, "receivedDate": "2026-07-29"}
    keep(bops, day.redaction, "elevations-redacted.pdf", PDF, drawing(redacted=True))
    publish(bops, PARTNER, ("document", day.drawing, {**whole, "publicRegisterStatus": "withhold"}))
    publish(bops, NATIONAL, ("document", day.redaction, redaction))
    move(bops, day.drawing)


def _old_grant_is_over(day: Day) -> None:
    told = Telling(
        "The old address of the drawing is over",
        "An officer has seen the telephone number in the corner. The drawing is withheld and one without the number"
        " shown in its place. An address that was given out minutes ago opens nothing any more.",
        (
            "documents.withdrawal-ends-old-grants",
            "documents.redaction-is-a-new-document",
            "publication.whole-of-a-redaction-is-withheld",
        ),
        tells=("cache-control",),
    )
    answer = day.diary.ask(told, Ask("register", "bops", "", url=day.urls["old"]), 404)
    sure(not answer.body, "a withdrawn file is given out")
    told = Telling(
        "The register learns of it",
        "The next look at the feed brings a tombstone for the drawing, and the new one. The register takes the old one"
        " down.",
        (
            "documents.withdrawn-document-is-a-tombstone",
            "changes.tombstone-is-empty",
            "publication.redaction-hides-its-whole",
        ),
        ("name", "filename", "fileSize", "sha256", "contentStatus"),
    )
    page = pull(day, told, "register", REGISTER, "/changes" + query(cursor=day.cursors["register"]))
    became = {item["id"]: item["op"] for item in page["items"]}
    sure(became == {day.drawing: "delete", day.redaction: "upsert"}, "the feed tells something else")
    copy(page["items"], day.at("register").store, REGISTER)


def _officer_edits(day: Day) -> None:
    address = f"/records/application/{day.application}"
    told = Telling(
        "An officer reads the record before she changes it",
        "Hannah is to put the description right. Her screen reads the record, and with it the tag of this version.",
        ("deliveries.tag-is-the-version", "records.record-is-as-in-the-feed"),
        CASE,
        ("etag",),
    )
    answer = day.diary.ask(told, Ask("bops", "bops", "partner", address))
    tag, record = answer.headers["etag"], answer.read()
    mended = {**record["data"], "description": "Single-storey extension at the back of the house, and a new back door"}
    told = Telling(
        "A colleague's stale screen is refused",
        "Her colleague has had the same record open since July. His change would undo what happened in between, so it"
        " is refused and he is asked to read again.",
        (
            "deliveries.stale-edit-is-refused",
            "deliveries.refused-edit-changes-nothing",
            "errors.refusal-has-registered-type",
        ),
        CASE,
    )
    stale = Ask("bops", "bops", "partner", address, "PUT", mended, {"If-Match": '"1"'})
    day.diary.ask(told, stale, 412)
    told = Telling(
        "Hannah's change is taken",
        "She has named the version that she read, and nobody was faster. The change is published in every view that"
        " shows the record.",
        ("deliveries.edit-is-published", "deliveries.edit-needs-a-precondition", "changes.version-grows"),
        CASE,
        ("etag",),
    )
    edit = Ask("bops", "bops", "partner", address, "PUT", mended, {"If-Match": tag})
    changed = day.diary.ask(told, edit).read()
    sure(changed["version"] > record["version"] and changed["data"] == mended, "the change is not made")


def _decide(day: Day) -> None:
    """What happens in BoPS alone: the application is granted, with one condition that the drainage board asked for."""
    bops, key = day.at("bops"), day.application
    application = held(bops, "application", key)
    number = f"{application['reference']}/D"
    decision = of_case(key, reference=number, decision="granted-with-conditions", decisionDate="2026-08-26",
                       decisionMaker="planning-officer", organisation=AUTHORITY)  # fmt: skip
    condition = {
        "planningAuthority": AUTHORITY,
        "reference": f"{number}-1",
        "decision": day.decision,
        "number": "1",
        "text": "The floor stands at least 300 millimetres above the yard.",
        "reason": "So that a flood does not reach the house.",
    }
    publish(
        bops,
        NATIONAL,
        ("application", key, {**application, "stage": "assessment", "status": "determined"}),
        ("decision", day.decision, decision),
        ("condition", minted("condition", "the day"), condition),
    )


def _register_shows_the_decision(day: Day) -> None:
    told = Telling(
        "The register shows the decision",
        "Permission is granted, with the condition that the drainage board asked for. The morning after, the"
        " register shows it.",
        ("records.determined-has-a-decision", "records.dates-are-in-order", "changes.nothing-arrives-late"),
        ("reference", "description", "stage", "status", "decision", "decisionDate", "decisionMaker", "text", "reason"),
    )
    page = pull(day, told, "register", REGISTER, "/changes" + query(cursor=day.cursors["register"]))
    sure({"application", "decision", "condition"} == {item["kind"] for item in page["items"]}, "it is not decided")
    copy(page["items"], day.at("register").store, REGISTER)
