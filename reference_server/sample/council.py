"""Westmarch Borough Council, which does not exist: its cases as the rows of two CSV files, and as records."""

from __future__ import annotations

import csv
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from reference_server.sample.content import content

NAME = "westmarch"
AUTHORITY = "local-authority:WMB"
# Its planning service works for a second council too, which does not exist either.
NEIGHBOUR = "local-authority:OMD"
AUTHORITIES = (AUTHORITY, NEIGHBOUR)
# The cases of which the bytes are kept that a portal sent.
SENT_IN = ("26/00012/HOU",)
FOLDER = Path(__file__).parent
PUBLIC, PARTNER = "national", "partner"
# The middle of Westmarch in degrees and on the National Grid, and the metres that a degree north and one east make.
MARKET_CROSS, MARKET_ON_GRID = (52.31, -2.87), (340_783, 268_344)
EAST_BY_DEGREE, NORTH_BY_DEGREE = (1_337, 68_175), (111_229, -819)
# Half the sides of the land of a large case, in degrees.
FIELD_WIDTH, FIELD_DEPTH = 0.0012, 0.0008

Row = Mapping[str, str]
Data = dict[str, Any]


def minted(kind: str, local_key: str) -> str:
    """An id that tells nothing and stays the same: an HMAC over kind and local key."""
    return hmac.new(NAME.encode(), f"{kind}|{local_key}".encode(), hashlib.sha256).hexdigest()[:32]


@dataclass(frozen=True)
class Case:
    """One application with all that hangs from it."""

    row: Row
    documents: tuple[Row, ...]
    home: str = AUTHORITY

    @property
    def reference(self) -> str:
        """What the council calls it."""
        return self.row["reference"]

    @property
    def local_key(self) -> str:
        """What the service knows it by: two councils give the same reference to two cases."""
        return self.reference if self.home == AUTHORITY else f"{self.home} {self.reference}"

    def authority(self, days_ago: int) -> str:
        """The council whose case it was so many days ago."""
        moved = self.days("moved")
        has_moved = moved is not None and days_ago <= moved
        return next(one for one in AUTHORITIES if (one == self.home) is not has_moved)

    def days(self, event: str) -> int | None:
        """How many days ago something happened, if it has."""
        value = self.row.get(f"{event}_days_ago")
        return int(value) if value else None

    def site(self, authority: str) -> tuple[str, Data]:
        """The id and the facts of its site."""
        row = self.row
        data = _filled(
            planningAuthority=authority,
            addressText=row["address"],
            postcode=row["postcode"],
            uprns=[row["uprn"]] if row["uprn"] else [],
            **_place(row),
        )
        return minted("site", self.local_key), data

    def application(self, stage: str, status: str, today: str, authority: str) -> tuple[str, Data]:
        """The id and the facts of the application at a stage. `today` turns days ago into dates."""
        row = self.row
        data = _filled(
            reference=row["reference"],
            planningAuthority=authority,
            description=row["description"],
            applicationTypes=row["application_types"].split(";"),
            odpApplicationType=row["odp_application_type"],
            developmentScale=row["development_scale"],
            site=minted("site", self.local_key),
            stage=stage,
            status=status,
            receivedDate=_day(today, self.days("received")),
            reportingType=row.get("reporting_type"),
            environmentalImpactAssessment=row.get("assessment"),
            planningPerformanceAgreement=True if row.get("agreement") else None,
            agreedDeadlineDate=_day(today, self.days("agreed")),
            withdrawnDate=_day(today, self.days("withdrawn")) if status == "withdrawn" else None,
            officerName=row["officer_name"],
            linkedApplications=_linked(row["linked"]),
            submissions=[minted("submission", self.local_key)] if self.local_key in SENT_IN else None,
            notes=row["notes"],
        )
        return minted("application", self.local_key), data

    def decision(self, today: str, authority: str) -> tuple[str, Data]:
        """The id and the facts of its decision."""
        row = self.row
        data = _filled(
            reference=f"{self.reference}/D",
            planningAuthority=authority,
            application=minted("application", self.local_key),
            decision=row["decision"],
            decisionDate=_day(today, self.days("decided")),
            decisionMaker=row["decision_maker"],
            organisation=row.get("organisation"),
            planningOfficerRecommendation=row["recommendation"],
            refusalReasons=[reason.strip() for reason in row["refusal_reasons"].split("|") if reason.strip()],
        )
        return minted("decision", self.local_key), data

    def document(self, row: Row, today: str, authority: str) -> tuple[str, Data]:
        """The id and the facts of one of its documents."""
        data = _filled(
            planningAuthority=authority,
            application=minted("application", self.local_key),
            name=row["name"],
            description=row["description"],
            documentTypes=[word for word in row["document_types"].split(";") if word],
            revision=int(row["revision"]),
            replaces=self.document_id(row["replaces"]) if row["replaces"] else None,
            redactionOf=self.document_id(row["redaction_of"]) if row["redaction_of"] else None,
            receivedDate=_day(today, int(row["received_days_ago"])),
            contentStatus="listed" if row["status"] == "listed" else "available",
            publicRegisterStatus="withhold" if row["status"] == "withhold" else "publish",
            filename=row["filename"],
        )
        if row["status"] != "listed":
            body = self.body(row)
            digest = hashlib.sha256(body).hexdigest()
            data |= {"fileSize": len(body), "mimeType": row["mime_type"], "sha256": digest}
        return self.document_id(row["filename"]), data

    def document_id(self, filename: str) -> str:
        """The id of one of its documents."""
        return minted("document", f"{self.local_key}|{filename}")

    def body(self, row: Row) -> bytes:
        """The bytes of one of its documents."""
        return content(f"{self.local_key}|{row['filename']}", row["mime_type"], int(row["size"]))


def cases() -> tuple[Case, ...]:
    """Every case of the council, then those of its neighbour."""
    ours = _cases(_rows("applications.csv"), _rows("documents.csv"), AUTHORITY)
    ours += _cases(_rows("slow-applications.csv"), (), AUTHORITY)
    return ours + _cases(_rows("neighbour-applications.csv"), _rows("neighbour-documents.csv"), NEIGHBOUR)


def _cases(applications: tuple[Row, ...], documents: tuple[Row, ...], home: str) -> tuple[Case, ...]:
    return tuple(
        Case(row, tuple(d for d in documents if d["application"] == row["reference"]), row.get("home") or home)
        for row in applications
    )


def _rows(name: str) -> tuple[Row, ...]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, restval=""))


def _filled(**members: Any) -> Data:  # noqa: ANN401 - facts of any type
    """The facts that are there. What a council does not know is absent, not empty; an empty list is known."""
    return {name: value for name, value in members.items() if value not in (None, "")}


def _linked(cell: str) -> list[Data] | None:
    pairs = (item.partition(":") for item in cell.split(";") if item)
    return [{"relation": relation, "reference": reference} for relation, _, reference in pairs] or None


def _place(row: Row) -> Data:
    if not row["latitude"]:
        return {}
    latitude, longitude = float(row["latitude"]), float(row["longitude"])
    easting, northing = _on_the_grid(latitude, longitude)
    return {
        "latitude": latitude,
        "longitude": longitude,
        "easting": easting,
        "northing": northing,
        **(_field(latitude, longitude) if row["development_scale"] == "major" else _spot(latitude, longitude)),
    }


def _spot(latitude: float, longitude: float) -> Data:
    return {"geometry": {"type": "Point", "coordinates": [longitude, latitude]}}


def _field(latitude: float, longitude: float) -> Data:
    """A field with a pond in it that does not belong to it."""
    outer = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0)]
    rings = [outer, [(x / 4, y / 4) for x, y in reversed(outer)]]
    places = [[[_near(longitude, x, FIELD_WIDTH), _near(latitude, y, FIELD_DEPTH)] for x, y in ring] for ring in rings]
    return {"geometry": {"type": "Polygon", "coordinates": places}, "boundarySource": "applicant"}


def _near(middle: float, part: float, half: float) -> float:
    return round(middle + part * half, 6)


def _on_the_grid(latitude: float, longitude: float) -> tuple[int, int]:
    """Metres of the National Grid, to some ten of them around Westmarch, where the map is all but flat."""
    north, east = latitude - MARKET_CROSS[0], longitude - MARKET_CROSS[1]
    easting = MARKET_ON_GRID[0] + EAST_BY_DEGREE[0] * north + EAST_BY_DEGREE[1] * east
    northing = MARKET_ON_GRID[1] + NORTH_BY_DEGREE[0] * north + NORTH_BY_DEGREE[1] * east
    return round(easting), round(northing)


def _day(today: str, days_ago: int | None) -> str | None:
    return None if days_ago is None else day(today, days_ago)


def day(today: str, days_ago: int) -> str:
    """The date so many days ago."""
    return (date.fromisoformat(today) - timedelta(days=days_ago)).isoformat()
