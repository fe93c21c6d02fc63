"""The files of a case: those that were sent in, those of an appeal or an opinion, and the notice of the decision.

Nothing is fetched, so that the record of a file promises no bytes. A file with two addresses is two documents.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from reference_server.adapters.case import Case, several
from reference_server.adapters.crosswalk import ABSENT
from reference_server.adapters.odp import origin
from reference_server.adapters.odp.people import always
from reference_server.adapters.transforms import TRANSFORMS, Refused
from reference_server.rules.publication import Change

HOME = "files[]"
NOTICE, NOTICE_URL = "decision-notice", "data.assessment.decisionNotice.url"
SENT = "submission.files[]"

Data = dict[str, Any]


def documents(case: Case, found: object, place: str = HOME, association: str = "", owner: str = "") -> Iterator[Change]:
    """The documents of a list of files at a place. `owner` tells them from those of other lists."""
    told = {"association": always(association)} if association else {}
    for item in several(found):
        local = owner + str(item.get("id") or item.get("name"))
        data = case.read("document", {**origin.DOCUMENT, **told}, item, HOME, place)
        if not data.get("name"):
            case.reading.report.refuse(case.reading.name, f"{place}.name", item.get("name"), "a document has a name")
        elif _is_redacted(item):
            case.reading.carried.add(f"{place}.redactedUrl")
            yield from _pair(case, local, data, item)
        else:
            # Where both addresses are the same nothing was taken out, and there is one file.
            case.reading.carried.add(f"{place}.redactedUrl")
            yield case.change("document", local, data, is_published="publishedAt" in data)


def _is_redacted(item: Data) -> bool:
    """Whether the address of the redacted file is another one than that of the file."""
    copy = item.get("redactedUrl")
    return isinstance(copy, str) and bool(copy) and copy != item.get("url")


def _pair(case: Case, local: str, data: Data, item: Data) -> Iterator[Change]:
    """The whole, which is kept back, and its redacted copy, of whose length nothing is said."""
    whole = {name: value for name, value in data.items() if name != "publishedAt"}
    yield case.change("document", local, {**whole, "publicRegisterStatus": "withhold"}, is_published=False)
    copy = {name: value for name, value in data.items() if name not in ("fileSize", "filename")}
    try:
        copy["filename"] = TRANSFORMS["basename"](item["redactedUrl"], "")
    except Refused as why:
        case.reading.report.refuse(case.reading.name, "files[].redactedUrl", item["redactedUrl"], str(why))
    copy["redactionOf"] = case.key("document", local)
    yield case.change("document", f"{local}|redacted", copy, is_published="publishedAt" in data)


def notice(case: Case) -> Iterator[Change]:
    """The notice of the decision, of which ODP holds an address and nothing else."""
    address = case.reading.value(NOTICE_URL)
    if address is ABSENT or address is None:
        return
    data: Data = {
        "planningAuthority": case.authority,
        "application": case.key("application"),
        "name": "Decision notice",
        "documentTypes": ["decisionNotice"],
        "association": "decision",
        "publicRegisterStatus": "publish",
        "contentStatus": "listed",
    }
    if _is_a_page(address):
        data["documentationUrl"] = address
        case.reading.carried.add(NOTICE_URL)
        case.reading.report.partly[NOTICE_URL] = "an address becomes the record of a document whose file is not held"
    else:
        why = "no address is kept that is not of the web, or could hold a signature or a token"
        case.reading.report.refuse(case.reading.name, NOTICE_URL, address, why)
    yield case.change("document", NOTICE, data)


def _is_a_page(address: object) -> bool:
    if not isinstance(address, str) or not address.startswith(("http://", "https://")):
        return False
    parts = urlsplit(address)
    return bool(parts.hostname) and not (parts.query or parts.fragment or parts.username) and " " not in address


def sent(case: Case) -> Iterator[Change]:
    """The files of the submission that are not among those of the case: the others are the same files."""
    known = {item.get("url") for item in several(case.reading.document.get("files"))}
    for item in several(case.reading.value(SENT)):
        if item.get("name") in known:
            case.reading.carried.add("submission.files[].name")
            continue
        flat = {**item, "url": item.get("name")}
        derived = {
            **origin.DOCUMENT,
            "association": always("submission"),
            "publicRegisterStatus": always("not-assessed"),
        }
        data = case.read("document", {**derived, "name": lambda _r, here: _title(here)}, flat, HOME, SENT)
        if data.get("name"):
            yield case.change("document", f"sent|{item['name']}", data, is_published=False)


def _title(item: Data) -> str:
    return str(TRANSFORMS["basename"](item.get("name"), ""))
