"""What comes after: copies that are proved, the view of the whole country, and the figures of the quarter."""

from __future__ import annotations

import hashlib
from typing import Any

from reference_server.canonical import canonical
from reference_server.day.day import Day
from reference_server.day.diary import Ask, query, sure
from reference_server.day.exchange import Telling
from reference_server.day.office import copy
from reference_server.day.showing import REGISTER

CASE = ("reference", "description", "stage", "status", "decision", "decisionDate", "receivedDate")
MODULUS = 2**256


def count(day: Day) -> None:
    """The last part of the day."""
    day.on("2026-08-28T06:00:00.000Z")
    _researcher_proves_her_copy(day)
    _platform_takes_the_country(day)
    day.on("2026-10-01T06:00:00.000Z")
    _returns_take_the_cases(day)
    day.on("2026-10-02T09:00:00.000Z")
    _returns_are_read(day)


def _researcher_proves_her_copy(day: Day) -> None:
    told = Telling(
        "A researcher copies all that is public",
        "A researcher wants everything that the council shows, from nothing. One request gives all live records, and a"
        " cursor for what comes later.",
        (
            "changes.snapshot-holds-each-record-once",
            "changes.snapshot-lacks-nothing",
            "changes.snapshot-holds-no-tombstone",
        ),
        CASE,
    )
    page = day.diary.ask(told, Ask("data-user", "bops", REGISTER, "/snapshot")).read()
    told = Telling(
        "She proves that her copy is whole",
        "The council gives one number for all that is public now. She computes the same number from her copy: not a"
        " letter is missing.",
        ("changes.state-digest-adds-up", "changes.state-digest-names-its-position"),
    )
    state = day.diary.ask(told, Ask("data-user", "bops", REGISTER, "/state-digest")).read()
    sure((state["records"], state["digest"]) == (len(page["items"]), _digest(page["items"])), "the copy is not whole")


def _digest(items: list[dict[str, Any]]) -> str:
    """The state digest, as the chapter on changes has it: digests of data, and the sum over the records."""
    total = 0
    for item in items:
        own = hashlib.sha256(canonical(item["data"])).hexdigest()
        sure(own == item["digest"], f"the digest of {item['kind']} {item['id']} is not that of its data")
        told = {"kind": item["kind"], "id": item["id"], "version": item["version"], "digest": own}
        total += int.from_bytes(hashlib.sha256(canonical(told)).digest(), "big")
    return f"{total % MODULUS:064x}"


def _platform_takes_the_country(day: Day) -> None:
    told = Telling(
        "The national platform takes in the case",
        "The platform gathers what every council shows to the nation. That is less than the register shows: opinions"
        " stay in the place where they were given.",
        ("publication.view-is-allow-listed", "changes.snapshot-is-as-the-feed"),
        CASE,
    )
    page = day.diary.ask(told, Ask("planning-data-platform", "bops", "national", "/snapshot")).read()
    kinds = {item["kind"] for item in page["items"]}
    sure({"application", "decision", "condition"} <= kinds, "the nation does not see the case")
    sure(not kinds & {"publicComment", "consulteeResponse", "consultationRequest"}, "the nation sees opinions")


def _returns_take_the_cases(day: Day) -> None:
    told = Telling(
        "Central government takes in the cases of the quarter",
        "The quarter is over. Nobody fills in a form: the service that makes the statistics reads what the council has"
        " published.",
        ("changes.snapshot-joins-the-feed", "changes.version-fixes-content"),
        CASE,
    )
    page = day.diary.ask(told, Ask("returns", "bops", REGISTER, "/snapshot")).read()
    cases = [item for item in page["items"] if item["kind"] in ("application", "site", "decision", "event")]
    copy(cases, day.at("returns").store, REGISTER)


def _returns_are_read(day: Day) -> None:
    asked = query(quarter="2026-Q3", authority="local-authority:WMB", asAt="2026-10-01T12:00:00.000Z")
    told = Telling(
        "Anybody reads how many cases there were",
        "PS1 tells how many applications came in and how many were decided. The figures follow from the records, so"
        " anybody can count again.",
        ("returns.return-says-what-it-counts", "returns.caseload-adds-up", "returns.position-gives-the-same-return"),
    )
    caseload = day.diary.ask(told, Ask("data-user", "returns", REGISTER, "/returns/ps1" + asked)).read()
    sure((caseload["received"], caseload["decided"], caseload["onHandEnd"]) == (1, 1, 0), "PS1 counts otherwise")
    told = Telling(
        "And what was decided, and how fast",
        "PS2 puts Marguerite's extension among the works to houses, granted by an officer within eight weeks. Here the"
        " day ends.",
        ("returns.decision-stands-in-its-row", "returns.weeks-run-from-the-clock", "returns.rows-add-up"),
        ("total", "granted", "delegated", "within8"),
    )
    decided = day.diary.ask(told, Ask("data-user", "returns", REGISTER, "/returns/ps2" + asked)).read()
    rows = {row["row"]: row["decisions"]["granted"] for row in decided["rows"]}
    sure(rows == {"Q21": 1}, "PS2 counts otherwise")
