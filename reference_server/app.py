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

from reference_server.addresses import Endpoint, Operation, SlowOperation, addresses
from reference_server.operations import discovery, security, service
from reference_server.operations.answers import Problem, refuse
from reference_server.operations.documents import grants, uploads
from reference_server.publisher import VERSION, Publisher

METHODS = ("GET", "PUT", "POST", "DELETE")


def api(publisher: Publisher, before_each: Callable[[], None] | None = None) -> Starlette:
    """The API: every view at `/v0/VIEW`. `before_each` is called before a request is served."""
    versions = [version for version in (VERSION, publisher.rules.discovery.successor) if version]
    bases = [(f"/{version}/{view}", view) for version in versions for view in publisher.views]
    routes = [route for base, view in bases for route in _view(publisher, base, view, before_each)]
    routes.append(Route("/directory.json", _directory(publisher), methods=["GET"]))
    routes.append(Route(security.TOKEN, partial(security.token, publisher), methods=["POST"]))
    routes.append(Route(security.METADATA, partial(security.metadata, publisher), methods=["GET"]))
    return Starlette(routes=routes, exception_handlers={404: _unknown(publisher), 405: _unknown(publisher)})


def document_host(publisher: Publisher) -> Router:
    """The other host: it knows signatures and nothing else."""

    async def answer(request: Request) -> Response:
        try:
            return await run_in_threadpool(grants.open_document, publisher, request)
        except Exception:  # noqa: BLE001 - only a fault gets here, and it answers as such servers do
            return PlainTextResponse("Internal Server Error", 500)

    async def take(request: Request) -> Response:
        try:
            return await uploads.take(publisher, request)
        except Exception:  # noqa: BLE001 - as above
            return PlainTextResponse("Internal Server Error", 500)

    places = Route("/d/{path:path}", answer, methods=["GET"]), Route("/u/{path:path}", take, methods=METHODS)
    return Router(places, redirect_slashes=False)


def _directory(publisher: Publisher) -> Endpoint:
    async def answer(request: Request) -> Response:
        return await run_in_threadpool(discovery.directory, publisher, request)

    return answer


def _view(publisher: Publisher, base: str, view: str, before_each: Callable[[], None] | None) -> list[Route]:
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

    return list(addresses(base, view, serve))


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
    client = ""
    try:
        admitted = security.admit(publisher, view, operation, request)
        client = _client(view, request)
        _keep_the_limit(publisher, client)
        return service.tell(publisher, client, request, await work(publisher.as_seen_by(admitted), view, request))
    except Problem as problem:
        refusal = refuse(publisher, problem)
        return service.tell(publisher, client, request, refusal) if client else refusal
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
