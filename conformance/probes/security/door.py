"""Knocks at the door in ways that are not to open it. A run shows at most five tokens that are none: many lock out."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

import orjson

from conformance.evidence import Knock, Try
from conformance.model.exchange import Request
from conformance.model.instant import write
from conformance.probes.probe import Probe
from conformance.probes.security.reach import authorities_of_the_other, foreign_authorities
from conformance.probes.visit import NotThere, Unanswered, Visit, answered

JSON = ("Content-Type", "application/json")
SITE = "https://elsewhere.example"
# Nobody has this.
NO_ID = "0f0e0d0c0b0a09080706050403020100"
# What says nothing of the method: one stands at the door, or is busy.
NO_WORD_ON_METHODS = (400, 401, 403, 429, 502, 503, 504)
HEXADECIMAL = re.compile(r"[0-9A-Fa-f-]+")


@dataclass(frozen=True, slots=True)
class Approach:
    """One request out of the ordinary, and what it tries."""

    sort: Try
    says: str
    request: Request

    def __str__(self) -> str:
        return self.says


def knock(visit: Visit, approach: Approach) -> Knock:
    """What came of it. Raises `NotThere` where the answer says nothing of what was tried."""
    if approach.sort in BY_HAND:
        return BY_HAND[approach.sort](visit, approach)
    exchange = answered(visit.client.ask(approach.request))
    if exchange.status in (429, 503):
        raise Unanswered(f"{approach.request.url} does not serve us now: {exchange.status}")
    if approach.sort is Try.METHOD and exchange.status in NO_WORD_ON_METHODS:
        raise NotThere(f"{approach.request.method} is answered at the door, with {exchange.status}")
    origin = SITE if approach.sort is Try.ORIGIN else ""
    return Knock(visit.terms, approach.sort, approach.says, exchange, origin)


def approaches(visit: Visit) -> Iterator[Approach]:
    """What tells most, for as much of it as there is a closed view, a token or an issuer."""
    yield from _methods(visit)
    if visit.terms.description.is_public or not visit.client.credentials.are_given:
        return
    yield _authorised(visit, Try.ORIGIN, "a page of another site", ("Origin", SITE))
    yield from _strangers(visit)
    yield from _tokens(visit)
    if visit.client.other and "filter" in visit.terms.description.classes:
        yield _bearing(visit, Try.FOREIGN, "a filter for the records of others", f"Bearer {visit.client.other}")


def _methods(visit: Visit) -> Iterator[Approach]:
    """The one method that changes nothing wherever it is offered."""
    yield Approach(Try.METHOD, "TRACE of the description", Request("TRACE", visit.client.address("description")))


def _authorised(visit: Visit, sort: Try, says: str, header: tuple[str, str]) -> Approach:
    return Approach(sort, says, Request("GET", visit.client.address("description"), (header,)))


def _strangers(visit: Visit) -> Iterator[Approach]:
    """Every other address that is claimed: the feed and the description are tried with the errors."""
    client, classes = visit.client, visit.terms.description.classes
    names = {"snapshot": "snapshot", "verify": "state-digest", "deliver": f"deliveries/{visit.target.run_id}"}
    for one, name in names.items():
        if one in classes:
            request = Request("GET", client.address(name), authorised=False)
            yield Approach(Try.STRANGER, f"/{name.partition('/')[0]} without credentials", request)
    live = next((e for e in reversed(visit.calendar.entries) if not e.is_tombstone), None)
    if live and "lookup" in classes:
        url = f"{client.base_url}/records/{quote(live.kind, safe='')}?uprn=1"
        yield Approach(Try.STRANGER, "a search without credentials", Request("GET", url, authorised=False))
    if "download" in classes:
        body = orjson.dumps({"documents": [NO_ID]})
        request = Request("POST", client.address("grants"), (JSON,), body, authorised=False)
        yield Approach(Try.STRANGER, "/grants without credentials", request)


def _tokens(visit: Visit) -> Iterator[Approach]:
    token, hide = visit.client.credentials.token, visit.client.mask.own
    pair = base64.b64encode(f"token:{token}".encode()).decode()
    yield _bearing(visit, Try.SCHEME, "the token as a Basic password", f"Basic {hide(pair)}")
    yield _bearing(visit, Try.SCHEME, "the token without a scheme", hide(token, visit.client.credentials.holder))
    if visit.terms.description.text("environment") == "sandbox" or visit.client.credentials.oauth:
        # A token that is not to stay in somebody's logs for ever is put into no address.
        query = {"from_": write(visit.calendar.span.start), "access_token": visit.client.mask.pass_off(quote(token))}
        url = visit.client.address("changes", **query)
        yield Approach(Try.ADDRESS, "the token in the address", Request("GET", url, authorised=False))
    parts = token.split(".")
    if len(parts) == 3 and _claims(parts):
        for says, forged in _forged(parts):
            yield _bearing(visit, Try.FORGED, says, f"Bearer {hide(forged)}")
    else:
        # The digits of a number mean the same in either case.
        swapped = token if HEXADECIMAL.fullmatch(token) else token.swapcase()
        for says, near in (("the other case", swapped), ("its last character cut off", token[:-1])):
            if near != token and len(near) >= 8:
                yield _bearing(visit, Try.LIKE, f"the token with {says}", f"Bearer {hide(near)}")
    if visit.client.credentials.oauth and _narrower_view(visit):
        yield _bearing(visit, Try.NARROWER, "a token of a narrower view", "")


def _bearing(visit: Visit, sort: Try, says: str, value: str) -> Approach:
    header = ("Authorization", value)
    return Approach(sort, says, Request("GET", visit.client.address("description"), (header,), authorised=False))


def _claims(parts: list[str]) -> dict[str, object]:
    """The claims of a signed token; none where it is another thing with points in it."""
    try:
        head, claims = (json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in parts[:2])
    except ValueError:
        return {}
    return claims if isinstance(head, dict) and "alg" in head and isinstance(claims, dict) else {}


def _forged(parts: list[str]) -> Iterator[tuple[str, str]]:
    """The token unsigned, with another signature, and with other claims under the same one."""
    head, body, signature = parts
    unsigned = _encoded({"alg": "none", "typ": "JWT"})
    yield "a token that says that it is not signed", f"{unsigned}.{body}."
    middle = len(signature) // 2
    flipped = "A" if signature[middle] != "A" else "B"
    yield "a token with another signature", f"{head}.{body}.{signature[:middle]}{flipped}{signature[middle + 1 :]}"
    claims = _claims(parts)
    ends = claims.get("exp")
    longer = {**claims, "exp": ends + 3600 if isinstance(ends, int) else 4_102_444_800}
    yield "a token with a later end under the old signature", f"{head}.{_encoded(longer)}.{signature}"


def _encoded(value: dict[str, object]) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(value)).decode().rstrip("=")


def _narrower_view(visit: Visit) -> str:
    """The closed view just below the one that is judged, else the public one; '' where there is none."""
    views = [row["reference"] for row in visit.terms.codelists["view"].rows]
    view = visit.terms.description.view
    return views[views.index(view) - 1] if view in views[1:] else ""


def _narrower(visit: Visit, approach: Approach) -> Knock:
    """A token of a narrower view. Raises `NotThere` where the issuer gives none that is known to be narrower."""
    holder, told = visit.client.issuer.issue(_narrower_view(visit))
    views, scope = {row["reference"] for row in visit.terms.codelists["view"].rows}, told.split()
    if not holder or not set(scope) <= views or not scope or visit.terms.description.view in scope:
        raise NotThere("the issuer gives out no token that is known to open a narrower view alone")
    request = _bearing(visit, approach.sort, approach.says, f"Bearer {holder}").request
    return Knock(visit.terms, approach.sort, approach.says, answered(visit.client.ask(request)))


def _foreign(visit: Visit, approach: Approach) -> Knock:
    """A filter for an authority that the other token does not show. Raises `NotThere` where it shows all."""
    foreign = foreign_authorities(visit, authorities_of_the_other(visit))
    if not foreign:
        raise NotThere("the description names the same authorities to both tokens")
    url = visit.client.address("changes", from_=write(visit.calendar.span.start), authority=foreign[0])
    exchange = answered(visit.client.ask(replace(approach.request, url=url)))
    return Knock(visit.terms, approach.sort, approach.says, exchange)


BY_HAND = {Try.NARROWER: _narrower, Try.FOREIGN: _foreign}
KNOCKS = Probe(Knock, knock, approaches, smoke=0, recalls=False, repeats=False)
