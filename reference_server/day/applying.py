"""The application is sent in, with its files, by two services; a third authority fetches one that waits for it."""

from __future__ import annotations

import hashlib
from typing import Any

from reference_server import instant
from reference_server.day.case import FORM, PDF, SESSION, drawing, file_of
from reference_server.day.day import Day
from reference_server.day.diary import Answer, Ask, query, sure
from reference_server.day.exchange import Telling
from reference_server.day.office import keep, publish
from reference_server.day.town import token_of
from reference_server.sample.content import content
from reference_server.sample.council import AUTHORITY, NEIGHBOUR, minted

PLANX, PORTAL = minted("submission", "the day: PlanX"), minted("submission", "the day: the portal")
WAITING = minted("submission", "the day: for Oldmere")


def entry(day: Day, seq: int, kind: str, key: str, data: dict[str, Any]) -> dict[str, Any]:
    """An entry of a sender's own feed."""
    return {"seq": seq, "changedAt": day.now(), "kind": kind, "id": key, "version": seq, "op": "upsert", "data": data}


def delivery(day: Day, sender: str, *items: dict[str, Any]) -> dict[str, Any]:
    """A page of a sender's feed, as it is delivered."""
    at = instant.text(day.diary.town.clock.now() + 1000)
    head = {"publisher": sender, "epoch": f"{sender}-1", "after": items[0]["seq"] - 1}
    return {**head, "watermark": at, "sourceAsOf": at, "coveredTo": at, "items": list(items)}


def results(answer: Answer) -> list[str]:
    """What became of each item."""
    return [result["status"] for result in answer.read()["results"]]


def planx_sends(day: Day) -> None:
    """PlanX proves who it is, sends the application in, and sees what became of it."""
    day.on("2026-07-06T08:30:00.000Z")
    _describes_itself(day)
    token = _token(day)
    upload = _reserves(day, token)
    _sends_bytes(day, upload["url"])
    _completes(day, upload["upload"], token)
    body = delivery(day, "planx", entry(day, 1, "submission", PLANX, _whole()))
    _delivers(day, body, token)
    _sees_the_case(day, token)
    _repeats(day, body, token)


def _submission(channel: str, **members: object) -> dict[str, Any]:
    return {"planningAuthority": AUTHORITY, "channel": channel, "contentStatus": "listed", **members}


def _whole() -> dict[str, Any]:
    """The record of the form, whose bytes are there."""
    about = file_of(FORM, "application.json", "application/json")
    return _submission("planx", submittedAt="2026-07-06T08:30:00.000Z", **about) | {"contentStatus": "available"}


def _describes_itself(day: Day) -> None:
    told = Telling(
        "BoPS says what it takes",
        "Before it sends anything, PlanX reads what the council's back office offers to partners: which records, which"
        " operations, how large and how fast.",
        ("discovery.describes-itself", "discovery.kinds-are-those-served", "service.quota-is-worth-having"),
    )
    answer = day.diary.ask(told, Ask("planx", "bops", "partner", "/description")).read()
    sure("deliver" in answer["classes"] and "submission" in answer["kinds"], "BoPS takes no submissions")


def _token(day: Day) -> str:
    told = Telling(
        "PlanX gets a key for ten minutes",
        "Sending needs a key. PlanX proves who it is and is given one that soon ends and opens no more than it needs.",
        (
            "security.access-token-is-short-lived",
            "security.issuer-names-the-scope",
            "security.token-answer-is-not-stored",
        ),
        tells=("cache-control",),
    )
    form = query(grant_type="client_credentials", client_id="planx", client_secret=token_of("planx"), scope="partner")
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    ask = Ask("planx", "bops", "", "/oauth/token", "POST", form.removeprefix("?"), headers)
    answer = day.diary.ask(told, ask).read()
    token = str(answer["access_token"])
    day.diary.hide(token, "ACCESS-TOKEN-OF-PLANX")
    sure(answer["expires_in"] <= 600, "the key lasts too long")
    return token


def _delivers(day: Day, body: dict[str, Any], token: str) -> None:
    told = Telling(
        "PlanX sends in the application",
        "What is sent has the same form as what is pulled: a page of changes. The answer is a receipt. BoPS opens the"
        " form, and out of it come the application, the site, the people and what the map said.",
        (
            "deliveries.applied-item-is-published",
            "deliveries.each-item-has-a-result",
            "publication.submission-is-not-public",
        ),
    )
    answer = day.diary.ask(told, Ask("planx", "bops", "partner", "/changes", "POST", body, token=token))
    sure(results(answer) == ["applied"], "BoPS does not take the submission")


def _reserves(day: Day, token: str) -> dict[str, Any]:
    told = Telling(
        "PlanX asks for a place for the form",
        "Files never travel inside records. PlanX says how long the file is and what its digest is, and is given an"
        " address that takes this file, once, for a quarter of an hour.",
        ("documents.upload-is-reserved", "documents.upload-place-is-the-publishers"),
    )
    body = {"submission": PLANX, **file_of(FORM, "application.json", "application/json")}
    answer: dict[str, Any] = day.diary.ask(
        told, Ask("planx", "bops", "partner", "/uploads", "POST", body, token=token), 201
    ).read()
    return answer


def _sends_bytes(day: Day, url: str) -> None:
    told = Telling(
        "PlanX sends the file",
        "The file goes to the address that was given, without any key: the address is signed, which is permission"
        " enough.",
        (
            "documents.upload-grant-only-writes",
            "documents.wrong-bytes-are-never-available",
            "documents.grant-carries-no-credential",
        ),
    )
    headers = {"If-None-Match": "*", "Content-Type": "application/octet-stream"}
    day.diary.ask(told, Ask("planx", "bops", "", method="PUT", body=FORM, headers=headers, url=url), 201)


def _completes(day: Day, upload: str, token: str) -> None:
    told = Telling(
        "PlanX says that the file is there",
        "Nothing is published yet. The file is kept byte for byte, so that years later anybody can prove what was"
        " applied for.",
        ("documents.upload-waits-for-completion", "documents.submission-keeps-its-bytes"),
    )
    ask = Ask("planx", "bops", "partner", f"/uploads/{upload}/complete", "POST", token=token)
    day.diary.ask(told, ask)


def _sees_the_case(day: Day, token: str) -> None:
    told = Telling(
        "PlanX sees what became of it",
        "Minutes later the application can be found by the number that PlanX gave it. It is not public"
        " yet: nobody has looked at it.",
        ("records.lookup-is-as-fresh-as-the-feed", "records.stage-fits-status", "publication.view-is-allow-listed"),
        ("reference", "planningAuthority", "description", "applicationTypes", "stage", "status", "submissions"),
    )
    ask = Ask(
        "planx", "bops", "partner", "/records/application" + query(authority=AUTHORITY, reference=SESSION), token=token
    )
    found = day.diary.ask(told, ask).read()["items"]
    sure(len(found) == 1 and found[0]["data"]["submissions"] == [PLANX], "the application is not opened")
    day.application = found[0]["id"]
    kept = day.at("bops").store.read.record("partner", "submission", PLANX, instant.LAST)
    sure(kept and hashlib.sha256(FORM).hexdigest().encode() in kept[1], "the file is not the one that was sent")


def _repeats(day: Day, body: dict[str, Any], token: str) -> None:
    told = Telling(
        "PlanX sends it again, and nothing happens",
        "The line broke before PlanX had stored the answer, so it sends the page once more. A repeat does no harm:"
        " BoPS holds that version already.",
        ("deliveries.repeat-is-harmless", "deliveries.status-says-what-was-done"),
    )
    answer = day.diary.ask(told, Ask("planx", "bops", "partner", "/changes", "POST", body, token=token))
    sure(results(answer)[0] in ("unchanged", "stale"), "a repeat is applied")


def planx_sends_a_drawing(day: Day) -> None:
    """The drawing goes to the case, in three steps as the form did; the first of them is shown."""
    body = {"application": day.application, "name": "Proposed elevations", **file_of(drawing(), "elevations.pdf")}
    told = Telling(
        "PlanX asks for a place for the drawing",
        "The drawing belongs to the application that is there now. It goes the way of the form. Her telephone number"
        " stands in its corner; we shall come back to that.",
        ("documents.upload-is-reserved", "documents.bytes-never-change"),
    )
    made = day.diary.ask(told, Ask("planx", "bops", "partner", "/uploads", "POST", body), 201).read()
    headers = {"If-None-Match": "*", "Content-Type": PDF}
    sent = day.diary.asked(Ask("planx", "bops", "", method="PUT", body=drawing(), headers=headers, url=made["url"]))
    done = day.diary.asked(Ask("planx", "bops", "partner", f"/uploads/{made['upload']}/complete", "POST"))
    sure((sent.status, done.status) == (201, 200), "the drawing is not taken")
    day.drawing = str(done.read()["document"])


def portal_sends(day: Day) -> None:
    """A second applicant, by the Planning Portal: refused first, then taken."""
    day.on("2026-07-07T10:00:00.000Z")
    wrong = {"planningAuthority": AUTHORITY, "contentStatus": "listed", "reference": "PP-14170417"}
    told = Telling(
        "The Planning Portal sends one that is not whole",
        "A neighbour applies through the Planning Portal. Its record lacks the channel, so BoPS turns it away and says"
        " why; the rest of a delivery would go through.",
        (
            "deliveries.invalid-record-is-rejected",
            "deliveries.rejection-says-why",
            "deliveries.rejected-item-stops-no-other",
        ),
    )
    body = delivery(day, "planning-portal", entry(day, 1, "submission", PORTAL, wrong))
    answer = day.diary.ask(told, Ask("planning-portal", "bops", "partner", "/changes", "POST", body))
    sure(results(answer) == ["rejected"], "a record without a channel is taken")
    told = Telling(
        "The Planning Portal sends it again, mended",
        "The Portal adds what was missing and sends a higher version. Both services speak to BoPS in the same words.",
        ("deliveries.applied-item-is-published", "deliveries.state-tells-the-last-position"),
    )
    right = _submission("planning-portal", reference="PP-14170417", receivedAt="2026-07-07T10:00:00.000Z")
    body = delivery(day, "planning-portal", entry(day, 2, "submission", PORTAL, right))
    answer = day.diary.ask(told, Ask("planning-portal", "bops", "partner", "/changes", "POST", body))
    sure(results(answer) == ["applied"], "the mended record is not taken")


def oldmere_fetches(day: Day) -> None:
    """The neighbouring council takes no deliveries yet: it pulls what waits for it at PlanX."""
    archive = content("an application for Oldmere", "application/zip", 4_096)
    about = file_of(archive, "application.zip", "application/zip")
    data = {**_submission("planx"), **about, "planningAuthority": NEIGHBOUR, "contentStatus": "available"}
    publish(day.at("planx"), "partner", ("submission", WAITING, data))
    keep(day.at("planx"), WAITING, "application.zip", "application/zip", archive)
    day.on("2026-07-08T02:00:00.000Z")
    told = Telling(
        "The next council pulls what waits for it",
        "Oldmere has another back office, whose data goes in and out once a night. It takes no deliveries, so it asks"
        " PlanX what came since last night: the same question as every reader asks.",
        ("changes.window-includes-start", "changes.entry-is-whole", "security.token-has-its-scheme"),
        ("planningAuthority", "channel", "contentStatus", "filename", "fileSize", "sha256"),
    )
    asked = query(**{"from": "2026-07-07T02:00:00.000Z", "to": "2026-07-08T02:00:00.000Z"})
    page = day.diary.ask(told, Ask("back-office", "planx", "partner", "/changes" + asked)).read()
    sure([item["id"] for item in page["items"]] == [WAITING], "what waits is not there")
