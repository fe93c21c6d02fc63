"""Ways of getting *Security*, section *Tokens*, wrong."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from starlette.types import Receive, Scope, Send

from reference_server.fault import App, fault
from reference_server.rules import Security
from reference_server.rules.security import Claims, Verify, bearer

# So many characters of a token stand in the index.
INDEXED = 12


@fault("security.challenge-names-bearer", view="partner")
def refuses_without_a_challenge(rules: Security) -> Security:
    """Says 401 and not what would help."""
    return replace(rules, challenge=lambda _error: None)


@fault("security.challenge-names-bearer", view="partner")
def challenges_for_a_password(rules: Security) -> Security:
    """Has browsers ask for a name and a password, as its web server does by itself."""
    return replace(rules, challenge=lambda _error: 'Basic realm="Restricted"')


@fault("security.token-has-its-scheme", view="partner")
def takes_a_token_without_a_scheme(rules: Security) -> Security:
    """Takes the last word of the header for the token."""
    return replace(rules, presented=lambda headers: headers.get("Authorization", "").rpartition(" ")[2])


@fault("security.token-has-its-scheme", view="partner")
def takes_a_token_as_a_password(rules: Security) -> Security:
    """Takes the token as a Basic password too, for clients that know nothing else."""

    def presented(headers: Mapping[str, str]) -> str:
        scheme, _, word = headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return bearer(headers)
        try:
            return base64.b64decode(word).decode("latin-1").partition(":")[2]
        except binascii.Error:
            return ""

    return replace(rules, presented=presented)


@fault("security.token-is-compared-whole", view="partner")
def compares_tokens_without_case(rules: Security) -> Security:
    """Looks a token up in a column whose collation knows no case."""
    return replace(rules, same=lambda given, held: given.lower() == held.lower())


@fault("security.token-is-compared-whole", view="partner")
def compares_the_first_characters_of_a_token(rules: Security) -> Security:
    """Has an index over the first twelve characters, and takes its word."""
    return replace(
        rules, same=lambda given, held: given == held or (len(given) >= INDEXED and given[:INDEXED] == held[:INDEXED])
    )


@fault("security.token-stays-out-of-the-address", view="partner")
def takes_a_token_from_the_address(app: App) -> App:
    """Takes `access_token` from the query, as its framework does unless it is told otherwise."""

    async def opened(scope: Scope, receive: Receive, send: Send) -> None:
        pairs = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
        given = [value for name, value in pairs if name == "access_token"]
        if given:
            rest = urlencode([pair for pair in pairs if pair[0] != "access_token"])
            headers = [*scope["headers"], (b"authorization", f"Bearer {given[0]}".encode())]
            scope = {**scope, "query_string": rest.encode(), "headers": headers}
        await app(scope, receive, send)

    return opened


def _unverified(token: str) -> Claims | None:
    """The claims of a token, whoever wrote them."""
    body = token.split(".")[1]
    try:
        claims: Claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    except ValueError:
        return None
    return claims if "exp" in claims else None


@fault("security.forged-token-opens-nothing", view="partner", needs="issuer")
def lets_a_token_say_that_it_is_not_signed(rules: Security) -> Security:
    """Takes the algorithm from the token, `none` among them."""

    def claims(token: str, verify: Verify) -> Claims | None:
        return verify(token) or (_unverified(token) if token.endswith(".") else None)

    return replace(rules, claims=claims)


@fault("security.forged-token-opens-nothing", view="partner", needs="issuer")
def believes_claims_without_their_signature(rules: Security) -> Security:
    """Decodes a token and never verifies it."""
    return replace(rules, claims=lambda token, _verify: _unverified(token))


@fault("security.expired-token-opens-nothing", view="partner", needs="issuer")
def never_looks_at_the_end_of_a_token(rules: Security) -> Security:
    """Checks the signature of a token and not its end."""
    return replace(rules, lasts=lambda _now, _ends: True)


@fault("publication.closed-view-needs-credentials", view="partner")
def forgets_to_close_the_snapshot(rules: Security) -> Security:
    """Closed every address by hand, and forgot the one that came last."""
    return replace(rules, asks=lambda operation: operation != "snapshot")


@fault("publication.closed-view-needs-credentials", view="partner")
def forgets_to_close_the_grants(rules: Security) -> Security:
    """Gives a grant to whoever knows an id, since nobody else would know it."""
    return replace(rules, asks=lambda operation: operation != "grants")


@fault("publication.closed-view-needs-credentials", view="partner")
def forgets_to_close_the_search(rules: Security) -> Security:
    """Lets anybody search by property number, since the public page does it too."""
    return replace(rules, asks=lambda operation: operation != "search")
