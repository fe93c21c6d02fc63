"""What the council looks up, and what was sent to it: authorities, addresses, designations, papers of a few cases."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from reference_server.rules.publication import Change
from reference_server.sample.council import (
    AUTHORITIES,
    AUTHORITY,
    MARKET_CROSS,
    PARTNER,
    PUBLIC,
    SENT_IN,
    Case,
    Data,
    day,
    minted,
)
from reference_server.sample.proceedings import REGISTER, Step
from reference_server.store import Document

COUNCILS = dict(zip(AUTHORITIES, ("Westmarch Borough Council", "Old Marsh District Council"), strict=True))
# Whose case shows who applies, and what the map says of its land; one of them has an agreement too.
LOOKED_AT = {"25/01876/HOU": "no", "26/00012/HOU": "yes", "25/01864/FUL": "unknown"}
AGREED = "25/01864/FUL"
APPLICANT = {"first": "Ottoline", "last": "Rook"}


def council_wide() -> Iterator[Change]:
    """The records that hang from no case."""
    for authority, name in COUNCILS.items():
        yield Change("authority", minted("authority", authority), {"reference": authority, "name": name}, PUBLIC)
    for number, postcode in (("900000000024", "ZZ4 1NP"), ("900000000025", "ZZ5 2WY"), ("900000000022", "ZZ4 1NQ")):
        yield Change("address", minted("address", number), _address(number, postcode), PUBLIC)
    for dataset, reference, name in (
        ("conservation-area", "CA07", "Thornmere Nethergate"),
        ("tree-preservation-zone", "TPO-113", "Fennimoor orchards"),
    ):
        yield Change("designation", minted("designation", reference), _designation(dataset, reference, name), PUBLIC)


def _address(uprn: str, postcode: str) -> Data:
    return {
        "planningAuthority": AUTHORITY,
        "uprn": uprn,
        "usrn": "90000147",
        "language": "ENG",
        "logicalStatus": "1",
        "postcode": postcode,
        "startDate": "2019-04-01",
        "lastUpdateDate": "2026-05-13",
    }


def _designation(dataset: str, reference: str, name: str) -> Data:
    latitude, longitude = MARKET_CROSS
    return {
        "planningAuthority": AUTHORITY,
        "dataset": dataset,
        "reference": reference,
        "organisation": AUTHORITY,
        "name": name,
        "startDate": "1974-06-11",
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
    }


def of_case(case: Case, today: str) -> Iterator[Step]:
    """What was sent in with a case, and what was found when it was looked at."""
    received = case.days("received")
    if received is None or case.home != AUTHORITY:
        return
    if case.local_key in SENT_IN:
        yield Step(
            received, "submission", minted("submission", case.local_key), _submission(case, today, received), PARTNER
        )
    if case.reference in LOOKED_AT:
        of = {"application": minted("application", case.local_key)}
        person = {"role": "applicant", "partyType": "individual", "name": APPLICANT, "email": "ottoline@rook.example"}
        yield Step(received, "party", minted("party", case.local_key), {**of, **person}, REGISTER)
        found = {
            "category": "designated.conservationArea",
            "dataset": "conservation-area",
            "designation": minted("designation", "CA07"),
            "intersects": LOOKED_AT[case.reference],
            "identifiedBy": "system",
        }
        yield Step(received, "constraint", minted("constraint", case.local_key), {**of, **found}, PUBLIC)
    decided = case.days("decided")
    if case.reference == AGREED and decided is not None:
        yield Step(
            decided, "obligation", minted("obligation", case.local_key), _obligation(case, today, decided), PUBLIC
        )


def _obligation(case: Case, today: str, decided: int) -> Data:
    return {
        "reference": f"S106/{case.reference}",
        "application": minted("application", case.local_key),
        "decision": minted("decision", case.local_key),
        "name": "Money for a crossing",
        "agreedDate": day(today, decided),
    }


def _submission(case: Case, today: str, received: int) -> Data:
    body = sent_in(case)
    return {
        "reference": case.row["reference"],
        "channel": "planx",
        "submittedAt": f"{day(today, received)}T08:15:00.000Z",
        "contentStatus": "available",
        "filename": "submission.json",
        "fileSize": len(body),
        "mimeType": "application/json",
        "sha256": hashlib.sha256(body).hexdigest(),
    }


def sent_in(case: Case) -> bytes:
    """The bytes that came from the portal, spaces and all."""
    told = {"proposal": case.row["description"], "address": case.row["address"], "applicant": APPLICANT}
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()


def papers(case: Case) -> Iterator[Document]:
    """The bytes that came with a case, where grants find them."""
    if case.local_key in SENT_IN:
        key = minted("submission", case.local_key)
        yield Document(key, minted("path", key), "application/json", "submission.json", sent_in(case))
