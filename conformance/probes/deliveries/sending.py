"""Sends deliveries to a sandbox, keeps in mind what it may hold because of them, and takes that back in the end."""

from __future__ import annotations

from collections.abc import Callable

import orjson

from conformance.model.exchange import Exchange, Request
from conformance.model.instant import write
from conformance.model.strict import Json, NotJson, read
from conformance.probes.visit import AT_ONCE, Outbox, Visit

JSON = ("Content-Type", "application/json")
# The answers by which the receiver takes what was sent.
DONE = ("applied", "accepted", "unchanged")


def send(visit: Visit, item: dict[str, Json]) -> Exchange:
    """Deliver one item, as the next of this run."""
    return post(visit, delivery(visit, (item,)))


def delivery(visit: Visit, items: tuple[dict[str, Json], ...]) -> dict[str, Json]:
    """The next delivery of this run, with some items."""
    outbox, now = visit.outbox, write(visit.present)
    first = outbox.sent + 1
    outbox.sent += len(items)
    return {
        "publisher": f"conformance-{visit.target.run_id}",
        "epoch": outbox.epoch or visit.target.run_id,
        "after": outbox.acknowledged,
        "watermark": now,
        "sourceAsOf": now,
        "coveredTo": now,
        "items": [{"seq": first + place, "changedAt": now, **item} for place, item in enumerate(items)],
    }


def post(visit: Visit, body: dict[str, Json], spoil: Callable[[bytes], bytes] = bytes) -> Exchange:
    """Send a delivery, as it is spoilt on the way, and take note of what may be held because of it."""
    outbox, items = visit.outbox, objects(body.get("items"))
    made = [item for item in items if item.get("op") == "upsert"]
    if made:
        # What is made here is taken back in the end, whatever else the budget is spent on.
        visit.client.memory.owed = outbox.owes(frozenset(str(item["id"]) for item in made))
    visit.client.memory.spend()
    before = dict(outbox.held)
    for item in made:
        # Before it is sent: it may arrive although no answer does.
        outbox.hold(*_held(item))
    written = spoil(orjson.dumps(body))
    exchange = visit.client.write(Request("POST", visit.client.address("changes"), (JSON,), written))
    if exchange.status == 200:
        outbox.acknowledged = max([outbox.acknowledged, *(int(str(item["seq"])) for item in items)])
    _settle(outbox, items, results(exchange), before)
    return exchange


def _settle(
    outbox: Outbox, items: list[dict[str, Json]], told: list[dict[str, Json]], before: dict[str, tuple[int, str, str]]
) -> None:
    """Keep in mind what the receiver says that it holds, and forget what it says that it does not."""
    kept = {str(item["id"]) for item, result in zip(items, told, strict=False) if result.get("status") in DONE}
    for item, result in zip(items, told, strict=False):
        key = str(item["id"])
        if result.get("status") in DONE:
            outbox.hold(*_held(item))
        elif result.get("status") == "rejected" and key not in kept:
            if key in before:
                outbox.held[key] = before[key]
            else:
                outbox.held.pop(key, None)


def _held(item: dict[str, Json]) -> tuple[str, str, int, str]:
    return str(item["kind"]), str(item["id"]), int(str(item["version"])), str(item["op"])


def clean_up(visit: Visit) -> None:
    """Take back every record that this run made, by its exact id."""
    visit.client.memory.owed = 0
    held = sorted(visit.outbox.held.items())
    graves = [_grave(key, version, kind) for key, (version, op, kind) in held if op != "delete"]
    for start in range(0, len(graves), AT_ONCE):
        some = tuple(graves[start : start + AT_ONCE])
        if post(visit, delivery(visit, some)).status != 200:
            for one in some:
                send(visit, one)


def _grave(key: str, version: int, kind: str) -> dict[str, Json]:
    return {"kind": kind, "id": key, "version": version + 1, "op": "delete", "reason": "withdrawn"}


def results(exchange: Exchange) -> list[dict[str, Json]]:
    """What a receiver says of each item; nothing where that cannot be read."""
    try:
        body = read(exchange.body)
    except NotJson:
        return []
    return objects(body.get("results")) if exchange.status == 200 and isinstance(body, dict) else []


def objects(value: Json) -> list[dict[str, Json]]:
    """The objects of a list; nothing if it holds anything else."""
    items = value if isinstance(value, list) else []
    whole = [item for item in items if isinstance(item, dict)]
    return whole if len(whole) == len(items) else []


def status_of(exchange: Exchange) -> str:
    """How the receiver answered the one item of a delivery."""
    told = results(exchange)
    status = told[0].get("status") if told else None
    return status if isinstance(status, str) else ""
