"""The case of the day: a house in Westmarch that does not exist, what its owner wants, and what became of it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from reference_server.sample.content import content
from reference_server.sample.council import AUTHORITY, NEIGHBOUR, minted

Data = dict[str, Any]

UPRN, USRN = "900000000417", "21500417"
REFERENCE = "26/00417/HH"
ADDRESS = "4 Tannery Lane, Westmarch"
FORM = (Path(__file__).parent / "submission.json").read_bytes()
PDF = "application/pdf"
SESSION = "5b2f4c1e-7a60-4d8b-9c35-0417aa52e6d1"
# What anybody may ring or write to, and no public view holds.
TELEPHONE, EMAIL = "01632 960417", "marguerite.oldacre@example.com"

ADDRESS_RECORD: Data = {
    "planningAuthority": AUTHORITY,
    "uprn": UPRN,
    "usrn": USRN,
    "language": "ENG",
    "logicalStatus": "1",
    "paoStartNumber": 4,
    "streetDescription": "Tannery Lane",
    "townName": "Westmarch",
    "postcode": "ZZ6 4TL",
    "addressText": "4 Tannery Lane, Westmarch, ZZ6 4TL",
    "easting": 340866,
    "northing": 268410,
    "latitude": 52.3106,
    "longitude": -2.8688,
    "entryDate": "2026-06-29",
}


def _square(west: float, south: float, size: float) -> Data:
    east, north = round(west + size, 4), round(south + size, 4)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


CONSERVATION_AREA: Data = {
    "dataset": "conservation-area",
    "entity": "44000417",
    "reference": "CA-07",
    "organisation": AUTHORITY,
    "name": "Tannery Lane",
    "startDate": "1987-05-12",
    "entryDate": "2026-06-28",
    "geometry": _square(-2.871, 52.309, 0.004),
}
FLOOD_ZONE: Data = {
    "dataset": "flood-risk-zone",
    "entity": "65000417",
    "reference": "FZ-2-1188",
    "organisation": "government-organisation:EA",
    "floodRiskLevel": "2",
    "entryDate": "2026-06-28",
    "geometry": _square(-2.87, 52.31, 0.003),
}
ARTICLE_FOUR: Data = {
    "planningAuthority": AUTHORITY,
    "dataset": "article-4-direction-area",
    "reference": "A4-TANNERY",
    "organisation": AUTHORITY,
    "name": "Front walls of Tannery Lane",
    "startDate": "1994-02-01",
    "entryDate": "2026-06-28",
    "geometry": _square(-2.8695, 52.3101, 0.001),
}


def drawing(redacted: bool = False) -> bytes:
    """The drawing of the extension, as it was handed in or without the telephone number in its corner."""
    return content(f"proposed elevations {'redacted' if redacted else TELEPHONE}", PDF, 24_576)


def file_of(body: bytes, filename: str, mime_type: str = PDF) -> Data:
    """What is said of bytes."""
    digest = hashlib.sha256(body).hexdigest()
    return {"filename": filename, "mimeType": mime_type, "fileSize": len(body), "sha256": digest}


def of_case(application: str, **members: Any) -> Data:  # noqa: ANN401 - facts of any type
    """A record that hangs from the case."""
    return {"planningAuthority": AUTHORITY, "application": application, **members}


def neighbours_case() -> tuple[Data, Data]:
    """A site and an application of the neighbouring council."""
    site = {"planningAuthority": NEIGHBOUR, "addressText": "The Old Forge, Harrow Road, Oldmere", "postcode": "ZZ9 2HR"}
    application = {
        "reference": "26/00093/FUL",
        "planningAuthority": NEIGHBOUR,
        "description": "Change of use of a forge to a bakery",
        "applicationTypes": ["full"],
        "site": minted("site", "oldmere forge"),
        "stage": "assessment",
        "status": "undetermined",
        "receivedDate": "2026-06-15",
    }
    return site, application
