"""The door of a closed view, and `POST /oauth/token`: who asks, and what they may see."""

from __future__ import annotations

import base64
import binascii
import json
from urllib.parse import parse_qsl, unquote_plus

from starlette.requests import Request
from starlette.responses import Response

from reference_server import spec
from reference_server.callers import Caller
from reference_server.issuer import SIGNED_BY_CLIENTS
from reference_server.operations.answers import Problem, body_of, root_of, secret
from reference_server.publisher import PUBLIC, Publisher
from reference_server.rules.security import Pass

TOKEN, METADATA = "/oauth/token", "/.well-known/oauth-authorization-server"
ASSERTED = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
# No form of ours is longer.
MOST = 16_384


def admit(publisher: Publisher, view: str, operation: str, request: Request) -> Pass:
    """What the one who asks may see. Raises `Problem` where that is nothing."""
    rules = publisher.rules.security
    if view in PUBLIC or not rules.asks(operation):
        return Pass()
    given = rules.presented(request.headers)
    found = publisher.issuer.pass_of(given)
    if found is None:
        error = "invalid_token" if given else ""
        raise _refused(publisher, "credentials-required", "This view is read with a bearer token.", error)
    if not rules.opens(found.views, view):
        raise _refused(publisher, "not-permitted", "This token does not open this view.", "insufficient_scope")
    return found if rules.limits(operation) else Pass(found.holder, found.views)


def _refused(publisher: Publisher, word: str, detail: str, error: str) -> Problem:
    value = publisher.rules.security.challenge(error)
    return Problem(word, detail, **({} if value is None else {"WWW_Authenticate": value}))


class _Wrong(Exception):
    """A request for a token is refused, with an error of RFC 6749."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.error = error
        self.status = status


async def token(publisher: Publisher, request: Request) -> Response:
    """An access token by client credentials."""
    try:
        form = _form(await body_of(request, MOST) or b"")
        caller = _client(publisher, request, form)
        return _told(publisher, publisher.issuer.issue(caller, _views(caller, form), base_of(publisher, request)))
    except _Wrong as wrong:
        return _told(publisher, {"error": wrong.error, "error_description": str(wrong)}, wrong.status)


def metadata(publisher: Publisher, request: Request) -> Response:
    """What RFC 8414 says of an issuer."""
    base = base_of(publisher, request)
    return _told(
        publisher,
        {
            "issuer": base,
            "token_endpoint": base + TOKEN,
            "grant_types_supported": ["client_credentials"],
            "response_types_supported": [],
            "scopes_supported": list(spec.views()),
            "token_endpoint_auth_methods_supported": ["private_key_jwt", "client_secret_basic", "client_secret_post"],
            "token_endpoint_auth_signing_alg_values_supported": list(SIGNED_BY_CLIENTS),
        },
    )


def base_of(publisher: Publisher, request: Request) -> str:
    """The name of the issuer: where the views of this server begin."""
    return publisher.api_base or root_of(request)


def _told(publisher: Publisher, body: object, status: int = 200) -> Response:
    answer = secret(publisher, json.dumps(body).encode())
    answer.status_code = status
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Basic"
    return answer


def _form(body: bytes) -> dict[str, str]:
    """The parameters of a form. Raises `_Wrong`."""
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True)
    except ValueError:
        pairs = []
    form = dict(pairs)
    if not pairs or len(form) < len(pairs) or "grant_type" not in form:
        raise _Wrong("invalid_request", "The body is a form with `grant_type`, and each parameter once.")
    if form["grant_type"] != "client_credentials":
        raise _Wrong("unsupported_grant_type", "The grant is client_credentials.")
    return form


def _client(publisher: Publisher, request: Request, form: dict[str, str]) -> Caller:
    """The caller who asks, by secret or by signature. Raises `_Wrong`."""
    found: Caller | None = None
    scheme, _, word = request.headers.get("Authorization", "").partition(" ")
    if scheme and ({"client_secret", "client_assertion"} & form.keys()):
        raise _Wrong("invalid_request", "A client says in one way who it is.")
    if "client_assertion" in form and form.get("client_assertion_type") == ASSERTED:
        base = base_of(publisher, request)
        found = publisher.issuer.by_assertion(form["client_assertion"], (base, base + TOKEN))
    elif scheme.lower() == "basic":
        found = publisher.issuer.by_secret(*_pair(word))
    elif "client_secret" in form:
        found = publisher.issuer.by_secret(form.get("client_id", ""), form["client_secret"])
    if found is None:
        raise _Wrong("invalid_client", "No client is known by that.", 401)
    return found


def _pair(word: str) -> tuple[str, str]:
    """The name and the secret of `client_secret_basic`, each of which was encoded as a form is."""
    try:
        name, _, secret = base64.b64decode(word, validate=True).decode("ascii").partition(":")
    except (ValueError, binascii.Error):
        return "", ""
    return unquote_plus(name), unquote_plus(secret)


def _views(caller: Caller, form: dict[str, str]) -> tuple[str, ...]:
    """The views that are asked for, and may be. Raises `_Wrong`."""
    asked = tuple(form.get("scope", "").split()) or caller.views
    if not set(asked) <= set(caller.views):
        raise _Wrong("invalid_scope", f"The scope is some of {' '.join(caller.views)}.")
    return tuple(view for view in caller.views if view in asked)
