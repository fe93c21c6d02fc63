"""`GET /description`."""

from __future__ import annotations

import orjson
from starlette.requests import Request
from starlette.responses import Response

from reference_server.operations.answers import answer
from reference_server.publisher import Publisher


def describe(publisher: Publisher, view: str, _request: Request) -> Response:
    """What this endpoint is."""
    return answer(publisher, orjson.dumps(publisher.describe(view)), view)
