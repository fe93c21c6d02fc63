"""`GET /description`, and the directory."""

from __future__ import annotations

import orjson
from starlette.requests import Request
from starlette.responses import Response

from reference_server import signposts
from reference_server.operations.answers import answer, root_of
from reference_server.publisher import PUBLIC, Publisher


def describe(publisher: Publisher, view: str, request: Request) -> Response:
    """What this endpoint is."""
    pointers = signposts.pointers(publisher, root_of(request), version_of(request), view)
    return answer(publisher, orjson.dumps({**publisher.describe(view), **pointers}), view)


def directory(publisher: Publisher, request: Request) -> Response:
    """Where all endpoints are: for everybody."""
    return answer(publisher, orjson.dumps(signposts.directory(publisher, root_of(request))), PUBLIC[-1])


def version_of(request: Request) -> str:
    """The major version in the base that was asked."""
    return str(request.scope["path"]).split("/")[1]
