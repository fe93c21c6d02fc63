"""`GET /service-levels`, and what each answer tells of limits and ends."""

from __future__ import annotations

import orjson
from starlette.requests import Request
from starlette.responses import Response

from reference_server import signposts
from reference_server.operations.answers import secret
from reference_server.operations.discovery import version_of
from reference_server.publisher import Publisher
from reference_server.rules.service import Allowance


def promise(publisher: Publisher, _view: str, _request: Request) -> Response:
    """The full promise to this caller."""
    response = secret(publisher, orjson.dumps(signposts.promise(publisher)))
    response.headers["Cache-Control"] = publisher.rules.service.caching
    return response


def tell(publisher: Publisher, client: str, request: Request, response: Response) -> Response:
    """An answer with what is left of the quota, and with the end of its base if that is settled."""
    service, end = publisher.rules.service, signposts.end_of(publisher, version_of(request))
    left, more_in = publisher.limits.left(client)
    response.headers.update(service.limit_headers(Allowance(service.quota, service.seconds, left, more_in)))
    if end:
        response.headers.update(publisher.rules.discovery.end_headers(end))
    return response
