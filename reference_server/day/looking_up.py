"""Before anybody applies: an address is made, and what the map says of it is found."""

from __future__ import annotations

from reference_server.day.case import ADDRESS_RECORD, ARTICLE_FOUR, CONSERVATION_AREA, FLOOD_ZONE, UPRN
from reference_server.day.day import Day
from reference_server.day.diary import Ask, query, sure
from reference_server.day.exchange import Telling
from reference_server.day.office import publish
from reference_server.sample.council import minted

WINDOW = {"from": "2026-06-29T00:00:00.000Z", "to": "2026-06-30T00:00:00.000Z"}


def look_up(day: Day) -> None:
    """The first part of the day."""
    _publish_the_map(day)
    day.on("2026-06-30T06:00:00.000Z")
    _gis_pulls_addresses(day)
    day.on("2026-07-06T08:00:00.000Z")
    _planx_finds_the_address(day)
    _planx_asks_the_country(day)
    _planx_asks_the_council(day)
    _bops_copies_designations(day)


def _publish_the_map(day: Day) -> None:
    day.on("2026-06-29T07:30:00.000Z")
    publish(day.at("gazetteer"), "partner", ("address", minted("address", UPRN), ADDRESS_RECORD))
    area, zone = ((minted("designation", one["reference"]), one) for one in (CONSERVATION_AREA, FLOOD_ZONE))
    publish(day.at("planning-data-platform"), "public", ("designation", *area), ("designation", *zone))
    publish(day.at("gis"), "public", ("designation", minted("designation", "A4-TANNERY"), ARTICLE_FOUR))


def _gis_pulls_addresses(day: Day) -> None:
    told = Telling(
        "The council's map pulls yesterday's addresses",
        "A new house number was given out in Tannery Lane. Every night the council's map asks the gazetteer what"
        " changed between two midnights, so that nobody types an address twice.",
        ("changes.window-includes-start", "changes.window-excludes-end", "changes.covers-only-when-complete"),
        ("uprn", "usrn", "addressText", "postcode", "logicalStatus", "easting", "northing"),
    )
    page = day.diary.ask(told, Ask("gis", "gazetteer", "partner", "/changes" + query(**WINDOW))).read()
    sure([item["data"] for item in page["items"]] == [ADDRESS_RECORD], "the gazetteer gives another address")
    sure(page["complete"] and page["coveredTo"] == WINDOW["to"], "the window is not whole")


def _planx_finds_the_address(day: Day) -> None:
    told = Telling(
        "PlanX looks up an address",
        "Marguerite wants to build at the back of her house, and begins on PlanX. It finds her address by its property"
        " number, which is the same in every system.",
        (
            "records.uprn-finds-its-records",
            "records.property-number-is-canonical",
            "publication.closed-view-needs-credentials",
        ),
        ("uprn", "usrn", "addressText", "postcode", "logicalStatus", "easting", "northing"),
    )
    found = day.diary.ask(told, Ask("planx", "gazetteer", "partner", "/records/address" + query(uprn=UPRN))).read()
    sure([item["data"]["uprn"] for item in found["items"]] == [UPRN], "the property number leads elsewhere")


def _planx_asks_the_country(day: Day) -> None:
    told = Telling(
        "PlanX asks the national platform what protects the place",
        "The national platform for planning data knows that the house stands in a conservation area and near a river."
        " Anybody may ask, without an account.",
        ("changes.filter-keeps-out-the-rest", "changes.filter-drops-nothing", "records.geometry-is-in-degrees"),
    )
    asked = query(**{"from": WINDOW["from"], "kind": "designation"})
    page = day.diary.ask(told, Ask("planx", "planning-data-platform", "public", "/changes" + asked)).read()
    sure({item["data"]["dataset"] for item in page["items"]} == {"conservation-area", "flood-risk-zone"},
         "the platform gives other designations")  # fmt: skip


def _planx_asks_the_council(day: Day) -> None:
    told = Telling(
        "PlanX asks the council's map for local rules",
        "Some rules stand on the council's own map alone. Here, front walls may not be taken down without asking."
        " It is the same question, put to another address.",
        ("changes.filter-keeps-out-the-rest", "records.code-is-spelt-as-listed"),
    )
    asked = query(**{"from": WINDOW["from"], "kind": "designation"})
    page = day.diary.ask(told, Ask("planx", "gis", "public", "/changes" + asked)).read()
    sure([item["data"] for item in page["items"]] == [ARTICLE_FOUR], "the council's map gives another rule")


def _bops_copies_designations(day: Day) -> None:
    told = Telling(
        "BoPS copies all designations at once",
        "The council's back office takes a whole copy, and a cursor with it. From then on it asks only for what changed"
        " since.",
        ("changes.snapshot-lacks-nothing", "changes.snapshot-joins-the-feed"),
    )
    page = day.diary.ask(told, Ask("bops", "planning-data-platform", "public", "/snapshot")).read()
    sure(page["complete"] and len(page["items"]) == 2, "the snapshot is not whole")
