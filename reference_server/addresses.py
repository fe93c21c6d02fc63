"""The addresses below the base of a view, and what answers at each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reference_server.operations import discovery, records, returns, service
from reference_server.operations.changes import digests, feed, snapshot
from reference_server.operations.deliveries import batches, delivering, editing, notifying
from reference_server.operations.documents import grants, uploads
from reference_server.publisher import CLASSES, PUBLIC, Publisher

Operation = Callable[[Publisher, str, Request], Response]
SlowOperation = Callable[[Publisher, str, Request], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


class Serve(Protocol):
    """Makes an endpoint of an operation, under the name by which the rules of security know it."""

    def __call__(self, name: str, operation: Operation | SlowOperation, *, waits: bool = False) -> Endpoint:
        """`waits` says that the operation does not block."""


def addresses(base: str, view: str, serve: Serve) -> Iterator[Route]:
    """Everything that one view answers."""
    yield from _reading(base, serve)
    if view in PUBLIC:
        yield Route(f"{base}/documents/{{id}}/content", serve("content", grants.content), methods=["GET"])
    if "deliver" in CLASSES[view]:
        yield from _delivering(base, serve)
    if "edit" in CLASSES[view]:
        yield from _editing(base, serve)
    if "notify" in CLASSES[view]:
        yield from _notifying(base, serve)
    if "upload" in CLASSES[view]:
        yield from _uploading(base, serve)


def _reading(base: str, serve: Serve) -> Iterator[Route]:
    for end in ("", "/", "/description"):
        yield Route(base + end, serve("description", discovery.describe), methods=["GET"])
    for name, end, operation in (
        ("changes", "changes", feed.read),
        ("snapshot", "snapshot", snapshot.read),
        ("state-digest", "state-digest", digests.read),
        ("records", "records/{kind}/{id}", records.read),
        ("search", "records/{kind}", records.search),
        ("returns", "returns/ps1", returns.caseload),
        ("returns", "returns/ps2", returns.decisions),
        ("service-levels", "service-levels", service.promise),
    ):
        yield Route(f"{base}/{end}", serve(name, operation), methods=["GET"])
    yield Route(f"{base}/grants", serve("grants", grants.grant, waits=True), methods=["POST"])


def _delivering(base: str, serve: Serve) -> Iterator[Route]:
    yield Route(f"{base}/changes", serve("deliver", delivering.deliver, waits=True), methods=["POST"])
    yield Route(f"{base}/deliveries/{{publisher}}", serve("deliveries", delivering.state), methods=["GET"])


def _editing(base: str, serve: Serve) -> Iterator[Route]:
    yield Route(f"{base}/edits", serve("edits", batches.edit, waits=True), methods=["POST"])
    for method, edit in (("PUT", editing.put), ("DELETE", editing.delete)):
        yield Route(f"{base}/records/{{kind}}/{{id}}", serve("edit", edit, waits=True), methods=[method])


def _notifying(base: str, serve: Serve) -> Iterator[Route]:
    subscribe = serve("subscriptions", notifying.subscribe, waits=True)
    yield Route(f"{base}/subscriptions", subscribe, methods=["POST"])
    yield Route(f"{base}/subscriptions/{{id}}", serve("subscriptions", notifying.read), methods=["GET"])
    yield Route(f"{base}/subscriptions/{{id}}", serve("subscriptions", notifying.end), methods=["DELETE"])


def _uploading(base: str, serve: Serve) -> Iterator[Route]:
    yield Route(f"{base}/uploads", serve("uploads", uploads.reserve, waits=True), methods=["POST"])
    yield Route(f"{base}/uploads/{{upload}}/complete", serve("uploads", uploads.complete), methods=["POST"])
    yield Route(f"{base}/uploads/{{upload}}", serve("uploads", uploads.give_up), methods=["DELETE"])
