"""`POST /changes` and `GET /deliveries/{publisher}`: what others deliver."""

from __future__ import annotations

from typing import Any, NamedTuple

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from reference_server import instant
from reference_server.operations.answers import Problem, read_object, secret
from reference_server.operations.deliveries import items
from reference_server.publisher import Publisher
from reference_server.store import Writing

MOST = 1000


class Delivery(NamedTuple):
    """Who delivers, in which history, after which position, and what."""

    sender: str
    epoch: str
    after: int
    items: list[dict[str, Any]]


async def deliver(publisher: Publisher, view: str, request: Request) -> Response:
    """Apply what is newer than what is held."""
    delivery = await _read(publisher, request)

    def work(writing: Writing) -> dict[str, Any] | Problem:
        return _receive(publisher, view, writing, delivery)

    answer = await run_in_threadpool(publisher.store.write, work)
    if isinstance(answer, Problem):
        raise answer
    return secret(publisher, orjson.dumps(answer))


async def _read(publisher: Publisher, request: Request) -> Delivery:
    rules = publisher.rules.deliveries
    try:
        page = await read_object(request, rules.most_bytes)
    except Problem as problem:
        raise Problem(rules.too_large, problem.detail) if problem.word == "body-too-large" else problem from None
    absent = [name for name in rules.wants if name not in page]
    page = {"publisher": "", "epoch": "", "after": 0, "items": [], **page}
    sender, epoch, after, sent = page["publisher"], page["epoch"], page["after"], page["items"]
    named = isinstance(sender, str) and isinstance(epoch, str) and ("publisher" not in rules.wants or sender)
    if absent or not named or not items.is_count(after, 0):
        raise Problem("malformed-body", "A delivery says `publisher`, `epoch` and `after`, a whole number from 0.")
    if not isinstance(sent, list) or len(sent) > MOST or not all(isinstance(item, dict) for item in sent):
        raise Problem("malformed-body", f"`items` is a list of at most {MOST} entries.")
    return Delivery(publisher.account(sender), epoch, after, sent)


def _receive(publisher: Publisher, view: str, writing: Writing, delivery: Delivery) -> dict[str, Any] | Problem:
    """What became of each item, or why none is taken."""
    rules = publisher.rules.deliveries
    row = writing.connection.execute("SELECT epoch, last FROM delivery WHERE publisher = ?", (delivery.sender,))
    held = row.fetchone()
    last: int = held[1] if held and rules.is_same_history(held[0], delivery.epoch) else 0
    is_gap = rules.is_gap(delivery.after, last)
    results = [] if is_gap and rules.undoes else _apply_all(publisher, view, writing, delivery.items)
    if is_gap:
        problem = Problem("delivery-gap", f"The last delivered `seq` held here is {last}; deliver from there.")
        problem.members = {"last": last}
        return problem
    newest = rules.last(last, [item["seq"] for item in delivery.items if items.is_count(item.get("seq"), 1)])
    values = delivery.sender, delivery.epoch, newest
    writing.connection.execute("INSERT OR REPLACE INTO delivery VALUES (?, ?, ?)", values)
    return {"results": rules.results(results), "last": newest}


def _apply_all(publisher: Publisher, view: str, writing: Writing, sent: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The results in the order of the items, whatever the order in which they are handled."""
    rules, results = publisher.rules.deliveries, {}
    stopped = False
    for place, item in rules.in_turn(list(enumerate(sent))):
        if stopped:
            results[place] = items.rejected(publisher, item, Problem("invalid-record", "One before it is not valid."))
            continue
        results[place] = items.apply(publisher, view, writing, item)
        stopped = results[place]["status"] == "rejected" and not rules.goes_on
    return [results[place] for place in sorted(results)]


def state(publisher: Publisher, _view: str, request: Request) -> Response:
    """How far a sender has come."""
    sender = publisher.account(request.path_params["publisher"])

    def work(writing: Writing) -> tuple[str, int] | None:
        row = writing.connection.execute("SELECT epoch, last FROM delivery WHERE publisher = ?", (sender,)).fetchone()
        return (row[0], row[1]) if row else None

    held = publisher.store.write(work)
    if held is None:
        raise Problem("unknown-record", "Nothing was delivered here under this name.")
    covered = instant.text(publisher.rules.deliveries.covered(publisher.store.watermark.issue()))
    return secret(publisher, orjson.dumps({"epoch": held[0], "last": held[1], "coveredTo": covered}))
