"""What systems do on their own premises: publish, copy, move a file. Nothing of it is an exchange."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from reference_server import instant
from reference_server.day.town import Server
from reference_server.rules.publication import Change, Data
from reference_server.sample.council import minted
from reference_server.store import Document, Store, Writing

EVERYTHING = "personal"


def publish(server: Server, reach: str, *records: tuple[str, str, Data | None]) -> None:
    """Publish some records, each a kind, an id and its facts, up to the narrowest view that shows them."""
    server.store.publish(Change(kind, key, data, reach) for kind, key, data in records)


def held(server: Server, kind: str, key: str) -> Data:
    """Every fact of a record."""
    found = server.store.read.record(server.assembly.publisher.views[-1], kind, key, instant.LAST)
    data: Data = orjson.loads(found[1])["data"] if found else {}
    return data


def copy(items: Iterable[dict[str, Any]], store: Store, view: str) -> None:
    """Take entries of a feed into a store of one's own, with the versions that they have."""
    store.publish(
        Change(item["kind"], item["id"], item.get("data"), view, item["version"], item.get("reason", "withdrawn"))
        for item in items
    )


def keep(server: Server, key: str, filename: str, mime_type: str, body: bytes) -> None:
    """Put a file where grants find it."""
    server.store.add_documents([Document(key, minted("path", key), mime_type, filename, body)])


def move(server: Server, key: str) -> None:
    """Put a file in another place, so that no URL that was given out leads to it."""

    def work(writing: Writing) -> None:
        writing.connection.execute("UPDATE document SET path = path || '-moved' WHERE id = ?", (key,))

    server.store.write(work)
