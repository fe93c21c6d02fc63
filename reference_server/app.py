"""From a publisher to two ASGI applications: the API of its views, and the host of its documents."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from functools import partial
from itertools import count

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, Router

from reference_server.operations import deliveries, discovery, records, security
from reference_server.operations.answers import Problem, refuse
from reference_server.operations.changes import digests, feed, snapshot
from reference_server.operations.documents import grants
from reference_server.publisher import CLASSES, PUBLIC, Publisher

Operation = Callable[[Publisher, str, Request], Response]
SlowOperation = Callable[[Publisher, str, Request], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


def api(publisher: Publisher, before_each: Callable[[], None] | None = None) -> Starlette:
    """The API: every view at `/v0/VIEW`. `before_each` is called before a request is served."""
    routes = [route for view in publisher.views for route in _view(publisher, view, before_each)]
    routes += _issuer(publisher)
    return Starlette(routes=routes, exception_handlers={404: _unknown(publisher), 405: _unknown(publisher)})


def _issuer(publisher: Publisher) -> list[Route]:
    """Where access tokens come from."""

    async def token(request: Request) -> Response:
        return await security.token(publisher, request)

    def metadata(request: Request) -> Response:
        return security.metadata(publisher, request)

    return [
        Route(security.TOKEN, token, methods=["POST"]),
        Route(security.METADATA, metadata, methods=["GET"]),
    ]


def document_host(publisher: Publisher) -> Router:
    """The other host: it knows signatures and nothing else."""

    async def answer(request: Request) -> Response:
        try:
            return await run_in_threadpool(grants.open_document, publisher, request)
        except Exception:  # noqa: BLE001 - only a fault gets here, and it answers as such servers do
            return PlainTextResponse("Internal Server Error", 500)

    return Router([Route("/d/{path:path}", answer, methods=["GET"])], redirect_slashes=False)


def _view(publisher: Publisher, view: str, before_each: Callable[[], None] | None) -> list[Route]:
    base = f"/v0/{view}"
    numbers = count(1)

    def serve(name: str, operation: Operation | SlowOperation, *, waits: bool = False) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            return await _guarded(publisher, (view, name), request, partial(_run, operation, waits=waits))

        async def counted(request: Request) -> Response:
            if before_each:
                await run_in_threadpool(before_each)
            delay = publisher.rules.service.delay(next(numbers))
            if delay:
                # Held back in real time: a client measures in real time too.
                await run_in_threadpool(time.sleep, delay)
            return await endpoint(request)

        return counted

    routes = [
        *(
            Route(base + end, serve("description", discovery.describe), methods=["GET"])
            for end in ("", "/", "/description")
        ),
        Route(f"{base}/changes", serve("changes", feed.read), methods=["GET"]),
        Route(f"{base}/snapshot", serve("snapshot", snapshot.read), methods=["GET"]),
        Route(f"{base}/state-digest", serve("state-digest", digests.read), methods=["GET"]),
        Route(f"{base}/records/{{kind}}/{{id}}", serve("records", records.read), methods=["GET"]),
        Route(f"{base}/records/{{kind}}", serve("search", records.search), methods=["GET"]),
        Route(f"{base}/grants", serve("grants", grants.grant, waits=True), methods=["POST"]),
    ]
    if view in PUBLIC:
        routes.append(Route(f"{base}/documents/{{id}}/content", serve("content", grants.content), methods=["GET"]))
    if "deliver" in CLASSES[view]:
        routes.append(Route(f"{base}/changes", serve("deliver", deliveries.deliver, waits=True), methods=["POST"]))
        state = serve("deliveries", deliveries.state)
        routes.append(Route(f"{base}/deliveries/{{publisher}}", state, methods=["GET"]))
    return routes


async def _run(
    operation: Operation | SlowOperation, publisher: Publisher, view: str, request: Request, *, waits: bool
) -> Response:
    if waits:
        return await operation(publisher, view, request)  # type: ignore[misc, no-any-return] # waits says so
    return await run_in_threadpool(operation, publisher, view, request)  # type: ignore[arg-type]


async def _guarded(
    publisher: Publisher, place: tuple[str, str], request: Request, work: Callable[..., Awaitable[Response]]
) -> Response:
    """Credentials, then the limit, then the work; a refusal becomes a problem. `place` is view and operation."""
    view, operation = place
    try:
        admitted = security.admit(publisher, view, operation, request)
        _keep_the_limit(publisher, _client(view, request))
        return await work(publisher.as_seen_by(admitted), view, request)
    except Problem as problem:
        return refuse(publisher, problem)
    except Exception:  # noqa: BLE001 - only a fault gets here, and it answers as such servers do
        return PlainTextResponse("Internal Server Error", 500)


def _client(view: str, request: Request) -> str:
    """Whose requests are counted together."""
    address = request.client.host if request.client else ""
    return f"{view}|{request.headers.get('Authorization', '')}|{address}"


def _keep_the_limit(publisher: Publisher, client: str) -> None:
    wait = publisher.limits.wait(client)
    if wait:
        value = publisher.rules.service.retry_after(wait)
        headers = {} if value is None else {"Retry_After": value}
        raise Problem("too-many-requests", "More requests than the description promises to serve.", **headers)


def _unknown(publisher: Publisher) -> Callable[[Request, Exception], Response]:
    def handler(_request: Request, wrong: Exception) -> Response:
        method = getattr(wrong, "status_code", 404) == 405
        word = "method-not-allowed" if method else "unknown-operation"
        return refuse(publisher, Problem(word, "The description of the standard lists what can be asked here."))

    return handler
