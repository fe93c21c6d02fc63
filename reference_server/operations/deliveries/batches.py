"""`POST /edits`: several edits at once, under a key by which the sender can ask again."""

from __future__ import annotations

import hashlib
from typing import Any

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from reference_server.canonical import canonical
from reference_server.operations.answers import Problem, document, read_object, secret
from reference_server.operations.deliveries.editing import Wish, carry_out
from reference_server.publisher import Publisher
from reference_server.store import Writing

MOST = 100
LONGEST_KEY = 255
FAILED = ("conflict", "rejected")
Item = dict[str, Any]


async def edit(publisher: Publisher, view: str, request: Request) -> Response:
    """Carry out a batch, unless it was carried out before: then say again what came of it."""
    rules, key = publisher.rules.edits, request.headers.get("Idempotency-Key", "")
    if rules.needs_key and not 0 < len(key) <= LONGEST_KEY:
        raise Problem("missing-key", f"Say with `Idempotency-Key`, of up to {LONGEST_KEY} letters, which batch it is.")
    batch = await read_object(request)
    sent, atomicity = batch.get("items"), batch.get("atomicity")
    if atomicity not in ("each", "all") or not isinstance(sent, list) or not 0 < len(sent) <= MOST:
        raise Problem("malformed-body", f"A batch says `atomicity`, each or all, and 1 to {MOST} `items`.")
    if not all(isinstance(item, dict) for item in sent):
        raise Problem("malformed-body", "Each of the `items` is an object.")
    # A key is its sender's, whatever token it has got since.
    owner, digest = f"{view}|{publisher.holder}", hashlib.sha256(canonical(batch)).hexdigest()

    def work(writing: Writing) -> bytes:
        query = "SELECT digest, answer FROM answered WHERE caller = ? AND key = ?"
        held = writing.connection.execute(query, (owner, key)).fetchone() if key else None
        if held and not rules.is_same(held[0], digest):
            raise Problem("key-reused", "This key came before with another body.")
        if held:
            return bytes(held[1])
        results = _carry_out(publisher, view, writing, sent, together=atomicity == "all" and rules.is_atomic)
        answer = orjson.dumps({"results": rules.results(results)})
        if key and rules.remembers(digest):
            row = owner, key, digest, writing.at, answer
            writing.connection.execute("INSERT OR REPLACE INTO answered VALUES (?, ?, ?, ?, ?)", row)
        return answer

    return secret(publisher, await run_in_threadpool(publisher.store.write, work))


def _carry_out(publisher: Publisher, view: str, writing: Writing, sent: list[Item], *, together: bool) -> list[Item]:
    """The result of each item; where they stand together, one that fails takes back all."""
    writing.connection.execute("SAVEPOINT batch")
    results = [_one(publisher, view, writing, item) for item in sent]
    if together and any(result["status"] in FAILED for result in results):
        writing.connection.execute("ROLLBACK TO batch")
        results = [result if result["status"] in FAILED else _aborted(result) for result in results]
    writing.connection.execute("RELEASE batch")
    return results


def _aborted(result: Item) -> Item:
    return {"kind": result["kind"], "id": result["id"], "status": "aborted"}


def _one(publisher: Publisher, view: str, writing: Writing, item: Item) -> Item:
    rules, kind, key = publisher.rules.edits, str(item.get("kind")), str(item.get("id"))
    result: Item = {"kind": kind, "id": key}
    held = writing.log.held(view, kind, key)
    known = held.version if held.op == "upsert" else 0
    wanted = item.get("ifVersion")
    if wanted is None and rules.needs_version:
        problem = Problem("precondition-required", "Say with `ifVersion` which version was read, 0 for none.")
        return {**result, "status": "rejected", "problem": document(problem)}
    if wanted is not None and not rules.fits(wanted == known):
        return {**result, "status": "conflict", **({"version": held.version} if held.version else {})}
    data = item.get("data") if item.get("op") == "upsert" else None
    try:
        if item.get("op") not in ("upsert", "delete") or (item["op"] == "upsert" and not isinstance(data, dict)):
            raise Problem("invalid-record", "`op` is upsert, with `data`, or delete.")  # noqa: TRY301 - one way out
        done = carry_out(publisher, view, writing, Wish(kind, key, data))
    except Problem as problem:
        return {**result, "status": "rejected", "problem": document(problem)}
    return {**result, "status": "applied" if done.changed else "unchanged", "version": done.version}
