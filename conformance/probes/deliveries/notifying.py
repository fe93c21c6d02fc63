"""Subscribes to the notifications of a sandbox, changes something there, and listens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import orjson

from conformance.client.listener import Listener, listening
from conformance.evidence import Correspondence, Rejection
from conformance.evidence.deliveries import object_of
from conformance.model.exchange import Exchange, Request
from conformance.model.heard import Heard
from conformance.model.instant import Instant, read_http
from conformance.model.strict import Json
from conformance.probes.deliveries.conversing import KIND, record
from conformance.probes.deliveries.sending import JSON, send
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Unanswered, Visit, answered

# Nobody answers there, and nobody is to find out.
BAD_ADDRESSES = (
    ("https://169.254.169.254/latest/meta-data/", "the address where a cloud tells its secrets"),
    ("https://10.0.0.8/hook", "a private address"),
    ("https://[fd00::8]/hook", "a private address of the new kind"),
    ("http://notifications.planning.example/hook", "an address that is not encrypted"),
)
# Waiting goes in steps: some seconds by the clock of the run, and a glance of real time, which a busy machine needs.
STEPS, STEP, GLANCE = 31, 2.0, 0.7
# To hear that nothing comes.
HUSH, SHORT = 3, 0.25


def subscribe(visit: Visit, url: str) -> Exchange:
    """Ask to be notified at an address."""
    client = visit.client
    return client.write(Request("POST", client.address("subscriptions"), (JSON,), orjson.dumps({"url": url})))


def reject(visit: Visit, bad: tuple[str, str]) -> Rejection:
    """Subscribe with an address that is to be refused, and leave again if it was not."""
    exchange = answered(subscribe(visit, bad[0]))
    name = object_of(exchange.body).get("id")
    if exchange.status == 201 and isinstance(name, str):
        _end(visit, name)
    return Rejection(visit.terms, *bad, exchange)


def correspond(visit: Visit, _course: str) -> Correspondence:
    """A subscription with two changes, of which the first attempts fail, and a third after its end."""
    if not visit.target.is_local:
        raise NotThere("the endpoint cannot call this machine: run the suite beside it")
    with listening(visit.client.clock) as listener:
        created = answered(subscribe(visit, listener.url))
        name = object_of(created.body).get("id")
        if created.status == 422:
            raise NotThere("the endpoint calls no address on its own machine, though it is a sandbox")
        if created.status != 201 or not isinstance(name, str):
            raise Unanswered(f"a subscription was answered {created.status}")
        asked = tuple(listener.heard)
        key = f"{visit.mint()}-told"
        listener.statuses = [500]
        first = _change(visit, listener, key, 1)
        listener.statuses = [307]
        second = _change(visit, listener, key, 2)
        looked = visit.client.get(f"subscriptions/{name}")
        ended = _end(visit, name)
        visit.client.clock.sleep(STEP)
        looked_after = visit.client.get(f"subscriptions/{name}")
        before = len(listener.heard)
        send(visit, {"kind": KIND, "id": key, "version": 3, "op": "delete", "reason": "withdrawn"})
        _wait(listener, visit, before + 1, (HUSH, SHORT))
        after = tuple(heard for heard in listener.heard[before:] if not _was_on_its_way(heard, ended))
    return Correspondence(
        visit.terms, created, asked, (first, second), looked, ended, looked_after, after, STEPS * STEP
    )


def _change(visit: Visit, listener: Listener, key: str, version: int) -> tuple[Instant, tuple[Heard, ...]]:
    """Publish a version, and listen until what we turned away has come again."""
    before = len(listener.heard)
    item: dict[str, Json] = {
        "kind": KIND,
        "id": key,
        "version": version,
        "op": "upsert",
        "data": record(visit, version),
    }
    if answered(send(visit, {**item, "data": record(visit, version)})).status != 200:
        raise Unanswered("nothing could be changed, so there was nothing to be told of")
    published = visit.client.clock.now()
    # Whoever has heard nothing of one change need not wait for the next.
    listened = version == 1 or len(listener.heard) > 1
    for _ in range(STEPS if listened else 0):
        if _has_come_again(listener.heard[before:]):
            break
        # Where much is published, what comes next is something else.
        if not listener.wait_for(len(listener.heard) + 1, GLANCE) or len(listener.heard) > before + 1:
            visit.client.clock.sleep(STEP)
    return published, tuple(listener.heard[before:])


def _was_on_its_way(heard: Heard, ended: Exchange) -> bool:
    """Whether a notification was signed before the subscription ended: nobody can call that back."""
    stamp, end = heard.headers.get("webhook-timestamp", ""), read_http(ended.header("Date"))
    return end is not None and stamp.isascii() and stamp.isdigit() and int(stamp[:15]) * 1000 <= end


def _has_come_again(some: Sequence[Heard]) -> bool:
    names = [heard.headers.get("webhook-id") for heard in some]
    return any(names.count(name) > 1 for name in names)


def _wait(listener: Listener, visit: Visit, count: int, patience: tuple[int, float]) -> None:
    for _ in range(patience[0]):
        if listener.wait_for(count, patience[1]):
            return
        visit.client.clock.sleep(STEP)


def _end(visit: Visit, name: str) -> Exchange:
    return visit.client.write(Request("DELETE", visit.client.address(f"subscriptions/{name}")))


def bad_addresses(_visit: Visit) -> Iterator[tuple[str, str]]:
    """One of each sort."""
    yield from BAD_ADDRESSES


def courses(visit: Visit) -> Iterator[str]:
    """Once, where something can be changed."""
    if "deliver" in visit.terms.description.classes:
        yield "one subscription"


REJECTIONS = Probe(Rejection, reject, bad_addresses, recalls=False, smoke=0, of="notify")
CORRESPONDENCES = Probe(Correspondence, correspond, courses, recalls=False, smoke=0, repeats=False, of="notify")
