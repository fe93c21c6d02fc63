"""`POST /subscriptions` and `GET` and `DELETE /subscriptions/{id}`: who wants to be told."""

from __future__ import annotations

import base64
import hmac
import json
import secrets
from typing import Any

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from reference_server.courier import Letter, Subscriber, addresses_of
from reference_server.operations.answers import Problem, read_object, secret
from reference_server.publisher import Publisher

LONGEST = 2048


async def subscribe(publisher: Publisher, view: str, request: Request) -> Response:
    """Ask the address whether it wants to be called, and take it on."""
    asked = await read_object(request, LONGEST * 2)
    url = asked.get("url")
    if not isinstance(url, str) or not 0 < len(url) <= LONGEST:
        raise Problem("malformed-body", f"A subscription says `url`, an address of up to {LONGEST} letters.")
    return await run_in_threadpool(_take_on, publisher, view, url)


def _take_on(publisher: Publisher, view: str, url: str) -> Response:
    rules = publisher.rules.notices
    try:
        permitted = rules.is_open(*addresses_of(url))
    except ValueError:
        permitted = False
    if not permitted:
        raise Problem("address-not-permitted", "The address is `https`, and its host is public.")
    key = f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"
    subscriber = Subscriber(secrets.token_hex(16), view, url, key)
    if rules.asks_first and not _answers(publisher, subscriber):
        raise Problem("receiver-not-verified", "The address did not answer the challenge.")
    publisher.courier.take_on(subscriber)
    answer = secret(publisher, orjson.dumps(_told(subscriber)))
    answer.status_code = 201
    return answer


def _answers(publisher: Publisher, subscriber: Subscriber) -> bool:
    """Whether an address sends back what only it was told."""
    challenge = secrets.token_hex(16)
    body = {"type": "subscription.verify", "subscription": subscriber.id, "challenge": challenge}
    letter = Letter(f"ntf_{subscriber.id[:12]}_verify", orjson.dumps(body), 0)
    status, told = publisher.courier.post(subscriber, letter)
    try:
        value = json.loads(told)
    except ValueError:
        return False
    sent = value.get("challenge") if isinstance(value, dict) else None
    return 200 <= status < 300 and isinstance(sent, str) and hmac.compare_digest(sent.encode(), challenge.encode())


def read(publisher: Publisher, view: str, request: Request) -> Response:
    """A subscription, without its secret."""
    told = publisher.rules.notices.reads(_told(_found(publisher, view, request)))
    return secret(publisher, orjson.dumps(told))


def end(publisher: Publisher, view: str, request: Request) -> Response:
    """Call an address no more."""
    publisher.courier.let_go(_found(publisher, view, request).id)
    answer = secret(publisher, b"")
    answer.status_code = 204
    del answer.headers["Content-Type"], answer.headers["Content-Length"]
    return answer


def _found(publisher: Publisher, view: str, request: Request) -> Subscriber:
    found = publisher.courier.find(request.path_params["id"], view)
    if found is None:
        raise Problem("unknown-subscription", "There is no subscription of that id.")
    return found


def _told(subscriber: Subscriber) -> dict[str, Any]:
    return {name: getattr(subscriber, name) for name in ("id", "url", "secret", "number")}
