"""`POST /changes` and `GET /deliveries/{publisher}`: what others deliver."""

from __future__ import annotations

import re
from typing import Any

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from reference_server import instant, spec
from reference_server.canonical import canonical
from reference_server.operations.answers import PROBLEM, Problem, read_object, secret
from reference_server.publisher import Publisher
from reference_server.rules.publication import Change
from reference_server.store import Writing

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{7,63}")
LARGEST = 2**53 - 1
MOST = 1000


async def deliver(publisher: Publisher, view: str, request: Request) -> Response:
    """Apply what is newer than what is held."""
    page = await read_object(request)
    sender, epoch, after, items = page.get("publisher"), page.get("epoch"), page.get("after"), page.get("items")
    if not isinstance(sender, str) or not isinstance(epoch, str) or not sender or not _is_count(after, 0):
        raise Problem("malformed-body", "A delivery says `publisher`, `epoch` and `after`, a whole number from 0.")
    if not isinstance(items, list) or len(items) > MOST or not all(isinstance(item, dict) for item in items):
        raise Problem("malformed-body", f"`items` is a list of at most {MOST} entries.")

    def work(writing: Writing) -> dict[str, Any]:
        return _receive(publisher, view, writing, (publisher.account(sender), epoch, int(str(after))), items)

    answer = await run_in_threadpool(publisher.store.write, work)
    return secret(publisher, orjson.dumps(answer))


def _receive(
    publisher: Publisher, view: str, writing: Writing, head: tuple[str, str, int], items: list[dict[str, Any]]
) -> dict[str, Any]:
    sender, epoch, after = head
    held = writing.connection.execute("SELECT epoch, last FROM delivery WHERE publisher = ?", (sender,)).fetchone()
    last: int = held[1] if held and held[0] == epoch else 0
    if after > last:
        raise Problem("delivery-gap", f"The last delivered `seq` held here is {last}; deliver from there.")
    results = [_apply(publisher, view, writing, item) for item in items]
    newest = max([last, *(item["seq"] for item in items if _is_count(item.get("seq"), 1))])
    writing.connection.execute("INSERT OR REPLACE INTO delivery VALUES (?, ?, ?)", (sender, epoch, newest))
    return {"results": results, "last": newest}


def _apply(publisher: Publisher, view: str, writing: Writing, item: dict[str, Any]) -> dict[str, Any]:
    kind, key, version, op = item.get("kind"), item.get("id"), item.get("version"), item.get("op")
    wrong = _flaw(item)
    if wrong:
        problem = {"type": PROBLEM + "invalid-record", "title": "A record is not valid", "status": 422, "detail": wrong}
        return {"kind": str(kind), "id": str(key), "status": "rejected", "problem": problem}
    held = writing.log.held(view, str(kind), str(key))
    result = {"kind": kind, "id": key}
    if publisher.only and not _is_theirs(publisher, view, item):
        problem = {"type": PROBLEM + "not-permitted", "title": "This is not permitted", "status": 403}
        return {**result, "status": "rejected", "problem": problem}
    rules = publisher.rules.deliveries
    if not rules.is_newer(int(str(version)), held.version):
        return {**result, "status": "unchanged" if version == held.version else "stale", "version": held.version}
    data = item.get("data") if op == "upsert" else None
    change = rules.keeps(
        Change(
            str(kind), str(key), data, view if data is not None else "", version, str(item.get("reason", "withdrawn"))
        )
    )
    if change is not None:
        writing.log.publish((change,), writing.at)
    return {**result, "status": "applied", "version": version}


def _is_theirs(publisher: Publisher, view: str, item: dict[str, Any]) -> bool:
    """Whether a record is, and stays, one that the sender may see; one that nobody holds yet is anybody's."""
    place, read = (view, item["kind"], item["id"], instant.LAST), publisher.store.read
    comes = (item.get("data") or {}).get("planningAuthority", publisher.only[0])
    return comes in publisher.only and read.record(*place) == read.record(*place, publisher.only)


def _flaw(item: dict[str, Any]) -> str:
    """What is wrong with a delivered item; '' for nothing."""
    if item.get("kind") not in spec.kinds():
        return "`kind` is not one that is kept here"
    if not isinstance(item.get("id"), str) or not ID.fullmatch(item["id"]):
        return "`id` has 8 to 64 letters, digits, `_` and `-`"
    if not _is_count(item.get("version"), 1):
        return "`version` is a whole number from 1"
    if item.get("op") not in ("upsert", "delete"):
        return "`op` is upsert or delete"
    if item["op"] == "upsert" and not isinstance(item.get("data"), dict):
        return "an upsert has the whole record in `data`"
    return _unwritable(item.get("data"))


def _unwritable(data: object) -> str:
    """Why data has no canonical form; '' if it has one."""
    try:
        canonical(data)
    except ValueError as wrong:
        return f"`data` has no canonical form: {wrong}"[:200]
    return ""


def _is_count(value: object, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= LARGEST


def state(publisher: Publisher, _view: str, request: Request) -> Response:
    """How far a sender has come."""
    sender = publisher.account(request.path_params["publisher"])

    def work(writing: Writing) -> tuple[str, int] | None:
        row = writing.connection.execute("SELECT epoch, last FROM delivery WHERE publisher = ?", (sender,)).fetchone()
        return (row[0], row[1]) if row else None

    held = publisher.store.write(work)
    if held is None:
        raise Problem("unknown-record", "Nothing was delivered here under this name.")
    covered = instant.text(publisher.store.watermark.issue())
    return secret(publisher, orjson.dumps({"epoch": held[0], "last": held[1], "coveredTo": covered}))
