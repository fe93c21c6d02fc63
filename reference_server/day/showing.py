"""The council takes the case on and shows it: whoever wants to know is told, pulls, and shows it in turn."""

from __future__ import annotations

import json
from typing import Any

from reference_server.day.case import ADDRESS, REFERENCE, UPRN, neighbours_case, of_case
from reference_server.day.day import Day
from reference_server.day.diary import Ask, query, sure
from reference_server.day.exchange import Telling
from reference_server.day.mailbox import Letter
from reference_server.day.office import copy, held, publish
from reference_server.rules.deliveries.notifying import signature
from reference_server.sample.council import NEIGHBOUR, minted

NATIONAL, REGISTER, PARTNER = "national", "public", "partner"
START = "2026-06-29T00:00:00.000Z"


def show(day: Day) -> None:
    """The third part of the day."""
    day.on("2026-07-08T09:00:00.000Z")
    secret = _planx_subscribes(day)
    day.on("2026-07-09T09:00:00.000Z")
    _validate(day)
    _planx_is_told(day, secret)
    day.on("2026-07-10T02:00:00.000Z")
    _register_pulls(day)
    _register_pulls_the_next_council(day)
    _anybody_looks_in_the_register(day)
    _gis_shows_the_site(day)


def _planx_subscribes(day: Day) -> str:
    told = Telling(
        "PlanX asks to be told of news",
        "PlanX would rather be told than ask every minute. BoPS first sends a riddle to the address, so that nobody can"
        " have a stranger called. Then it gives PlanX a secret, once, to tell true notifications by.",
        ("deliveries.receiver-is-asked-first", "deliveries.secret-is-told-once"),
    )
    diary = day.diary
    ask = Ask("planx", "bops", "partner", "/subscriptions", "POST", {"url": f"{diary.town.hook}/changes"})
    answer = diary.ask(told, ask, 201).read()
    letter = diary.town.mailbox.next()
    challenge = letter.read()["challenge"] if letter else ""
    for real, shown in ((answer["id"], minted("subscription", "planx")), (challenge, minted("challenge", "planx"))):
        diary.hide(real, shown)
    diary.hide(answer["id"][:12], minted("subscription", "planx")[:12])
    diary.hide(answer["secret"], "whsec_SECRETSECRETSECRETSECRETSECRETSECRET")
    _signed(day, letter, answer["secret"])
    day.cursors["planx"] = answer["id"]
    return str(answer["secret"])


def _signed(day: Day, letter: Letter | None, secret: str) -> Letter:
    """A letter whose signature is good. It is hidden."""
    sure(letter, "no notification came")
    assert letter is not None  # noqa: S101 - said above, for mypy
    name, stamp = letter.headers["webhook-id"], int(letter.headers["webhook-timestamp"])
    good = signature(secret, name, stamp, letter.body)
    sure(letter.headers["webhook-signature"] == good, "the signature of a notification is false")
    day.diary.hide(good, "v1,SIGNATURE")
    return letter


def _validate(day: Day) -> None:
    """What happens in BoPS alone: an officer finds the application valid, and decides what may be shown."""
    bops, key = day.at("bops"), day.application
    application = held(bops, "application", key)
    facts = {"reference": REFERENCE, "stage": "consultation", "receivedDate": "2026-07-06", "reportingType": "Q21"}
    dates = {"statutoryDeadlineDate": "2026-09-03", "officerName": "Hannah Brook"}
    paper = {**held(bops, "document", day.drawing), "publicRegisterStatus": "publish", "malwareScan": "clean"}
    happened = ("valid-from", "2026-07-09"), ("application-published", "2026-07-09")
    publish(
        bops,
        NATIONAL,
        ("site", application["site"], held(bops, "site", application["site"])),
        ("application", key, {**application, **facts, **dates}),
        ("document", day.drawing, {**paper, "documentTypes": ["elevations.proposed"]}),
        *(
            ("event", minted("event", f"the day: {name}"), of_case(key, permissionProcessEvent=name, eventDate=when))
            for name, when in happened
        ),
        ("consultation", day.consultation,
         of_case(key, round=1, startDate="2026-07-09", endDate="2026-07-30", siteNotice=True,
                 siteNoticeDate="2026-07-10")),
    )  # fmt: skip
    request = {"consultation": day.consultation, "status": "sent", "requestedDate": "2026-07-09",
               "responseDueDate": "2026-07-30", "documents": [day.drawing]}  # fmt: skip
    board = {"organisationName": "Westmarch Drainage Board", "origin": "external", "statutory": "yes",
             "reason": "constraint", "contactEmail": "plans@drainage.example"}  # fmt: skip
    publish(bops, REGISTER, ("consultationRequest", day.board, of_case(key, **request, **board)))


def _planx_is_told(day: Day, secret: str) -> None:
    day.diary.town.clock.sleep(60)
    letter = day.diary.town.mailbox.next()
    told = Telling(
        "A notification wakes PlanX",
        "The council has found the application valid. BoPS knocks: there is something new. The knock says nothing else,"
        " so that a lost or false one does no harm.",
        ("deliveries.change-is-notified", "deliveries.notification-is-thin", "deliveries.notification-is-signed"),
    )
    body = day.diary.told(told, _signed(day, letter, secret))
    sure(body["number"] == 1, "the first notification has another number")
    told = Telling(
        "PlanX pulls what is new, and tells Marguerite",
        "PlanX asks what happened since this morning, and only of the case. Her application is valid from today, and"
        " has the number by which the council calls it.",
        ("changes.entry-is-whole", "changes.order-is-publication-order", "deliveries.feed-is-pulled-regardless"),
        ("reference", "stage", "status", "receivedDate", "permissionProcessEvent", "eventDate"),
    )
    asked = query(**{"from": "2026-07-09T00:00:00.000Z", "kind": "application,event"})
    page = day.diary.ask(told, Ask("planx", "bops", "partner", "/changes" + asked)).read()
    sure({"valid-from"} <= {item["data"].get("permissionProcessEvent") for item in page["items"]}, "it is not valid")
    gone = Ask("planx", "bops", "partner", f"/subscriptions/{day.cursors['planx']}", "DELETE")
    sure(day.diary.asked(gone).status == 204, "a subscription does not end")


def pull(day: Day, telling: Telling, sender: str, view: str, address: str) -> dict[str, Any]:
    """A page of BoPS's feed, whose cursor is kept for the next time."""
    page = day.diary.ask(telling, Ask(sender, "bops", view, address)).read()
    sure(page["complete"], "the page is not the last")
    day.cursors[sender] = page["cursor"]
    return page


def _register_pulls(day: Day) -> None:
    told = Telling(
        "The register pulls what the council shows",
        "At night the public register asks for all that changed, by the public door. It is told of the house and the"
        " plans, and of nobody's name, e-mail address or telephone number.",
        ("publication.view-is-allow-listed", "publication.shows-no-email-address",
         "publication.shows-no-telephone-number", "changes.covers-only-when-complete"),
        ("reference", "description", "stage", "status", "receivedDate", "addressText", "postcode", "name", "mimeType",
         "fileSize", "sha256", "contentStatus", "permissionProcessEvent", "eventDate"),
    )  # fmt: skip
    page = pull(day, told, "register", REGISTER, "/changes" + query(**{"from": START}))
    kinds = {item["kind"] for item in page["items"]}
    sure({"application", "site", "document", "event", "consultation"} <= kinds, "the case is not public")
    sure("party" not in kinds and "submission" not in kinds, "somebody is shown to the public")
    copy(page["items"], day.at("register").store, REGISTER)


def _register_pulls_the_next_council(day: Day) -> None:
    site, application = neighbours_case()
    key = minted("application", "oldmere forge")
    publish(day.at("back-office"), NATIONAL, ("site", application["site"], site), ("application", key, application))
    told = Telling(
        "It pulls the next council in the same words",
        "Oldmere runs the software of another firm. The register asks it the same question and gets an answer of the"
        " same form, so one register can show both.",
        ("records.matches-its-schema", "records.reference-resolves", "changes.windows-join"),
        ("reference", "description", "stage", "status", "addressText", "postcode"),
    )
    page = day.diary.ask(told, Ask("register", "back-office", REGISTER, "/changes" + query(**{"from": START}))).read()
    copy(page["items"], day.at("register").store, REGISTER)


def _anybody_looks_in_the_register(day: Day) -> None:
    told = Telling(
        "Anybody finds the case in the register",
        "A researcher looks the case up by the number on the site notice. The register gives the council's record on as"
        " it is, with the same id and the same digest.",
        ("records.reference-finds-its-record", "records.reference-is-exact", "changes.digest-is-of-the-data"),
        ("reference", "planningAuthority", "description", "applicationTypes", "stage", "status", "receivedDate"),
    )
    asked = query(authority="local-authority:WMB", reference=REFERENCE)
    found = day.diary.ask(told, Ask("data-user", "register", REGISTER, "/records/application" + asked)).read()["items"]
    sure([item["id"] for item in found] == [day.application], "the register does not show the case")
    ours = day.at("bops").store.read.record(REGISTER, "application", day.application, 2**53)
    kept = json.loads(ours[1]) if ours else {}
    sure((found[0]["digest"], found[0]["version"]) == (kept["digest"], kept["version"]), "the copy is not the record")
    seen = day.at("register").store.read.record(REGISTER, "application", minted("application", "oldmere forge"), 2**53)
    sure(seen and NEIGHBOUR.encode() in seen[1], "the register does not show the other council")


def _gis_shows_the_site(day: Day) -> None:
    told = Telling(
        "The council's map finds the site",
        "The map asks which sites have this property number, and draws the red line around the house.",
        ("records.uprn-finds-its-records", "records.ring-is-closed", "records.grid-agrees-with-degrees"),
        ("addressText", "postcode", "geometry", "boundarySource", "easting", "northing", "uprns"),
    )
    found = day.diary.ask(told, Ask("gis", "bops", REGISTER, "/records/site" + query(uprn=UPRN))).read()["items"]
    sure(len(found) == 1 and ADDRESS in found[0]["data"]["addressText"], "the site is not found")
