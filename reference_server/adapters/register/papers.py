"""The documents of a public view as the files of a published ODP document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote

from reference_server import spec
from reference_server.adapters.register.standins import StandIns
from reference_server.adapters.transforms import LONDON

Data = dict[str, Any]


def address(base: str, key: str) -> str:
    """Where everybody can read the bytes of a document."""
    return f"{base.rstrip('/')}/documents/{quote(key)}/content"


def files(
    base: str, documents: dict[str, Data], stand: StandIns, came: str, link: str = "redactedUrl"
) -> Iterator[Data]:
    """Those whose bytes can be read by everybody. `came` is when the application did, `link` what ODP calls the way."""
    for number, (key, data) in enumerate(sorted(documents.items()), 1):
        if data["contentStatus"] != "available":
            why = "it is listed without its bytes, and so has no address, which ODP asks for"
            stand.lose("document", why, data["name"])
            continue
        yield {
            "id": stand.instead("files[].id", number, "ODP counts"),
            "name": data["name"],
            "association": _association(data),
            link: address(base, key),
            "type": _types(data, stand),
            **({"description": data["description"]} if data.get("description") else {}),
            "metadata": _about(data, stand, came),
        }


def _association(data: Data) -> str:
    words = {row["reference"]: row["odp"] for row in spec.codelist("document-association")}
    return words.get(data.get("association", ""), "") or "application"


def _types(data: Data, stand: StandIns) -> list[str]:
    known = {row["reference"] for row in spec.codelist("document-type")}
    types = data.get("documentTypes", [])
    for code in types:
        if code not in known:
            stand.lose("document.documentTypes", f"ODP has no type {code}")
    return [code for code in types if code in known]


def _about(data: Data, stand: StandIns, came: str) -> Data:
    day = data.get("receivedDate")
    sent = midnight(day) if day else came
    made = data.get("fileCreatedAt") or stand.instead("files[].metadata.createdAt", sent, "the day of receipt")
    told = {"size": {"bytes": data["fileSize"]}, "mimeType": data["mimeType"], "createdAt": made, "submittedAt": sent}
    return told | {name: data[name] for name in ("validatedAt", "publishedAt") if data.get(name)}


def midnight(day: str) -> str:
    """The instant at which a day begins in London."""
    return datetime.fromisoformat(day).replace(tzinfo=LONDON).isoformat()
