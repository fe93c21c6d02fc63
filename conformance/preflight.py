"""Whether there is anything to judge: asked before the first verdict, and never held against the endpoint."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.client import Client, Refused
from conformance.model.description import Description
from conformance.model.exchange import Exchange
from conformance.model.instant import read_http
from conformance.model.strict import NotJson, read
from conformance.target import Mode

# `Date` has whole seconds; its middle is the best guess.
HALF_SECOND = 500


class CannotJudge(Exception):
    """Nothing can be judged; the message says why and what to do. It says nothing about the endpoint's conformance."""


@dataclass(frozen=True, slots=True)
class Introduced:
    """What the endpoint says of itself, and by how many milliseconds its clock is ahead of ours."""

    description: Description
    clock_offset: int


def introduce(client: Client, mode: Mode) -> Introduced:
    """Get the description. Raises `CannotJudge` unless it is one, and fit for the mode."""
    try:
        exchange = client.get("description")
    except Refused as refusal:
        raise CannotJudge(f"{client.base_url} does not serve us now: {refusal}") from None
    _must_be_an_answer(exchange)
    try:
        body = read(exchange.body)
    except NotJson as wrong:
        page = "a web page: is the address right, or is there a login before it?"
        what = page if exchange.body.lstrip().startswith(b"<") else f"something else than JSON: {wrong}."
        raise CannotJudge(f"{exchange.request.url} answers 200 with {what}") from None
    if not isinstance(body, dict) or not isinstance(body.get("standard"), str):
        raise CannotJudge(
            f"{exchange.request.url} answers with JSON that is no description: an object with `standard`, such as "
            '"0.1". Is this the base URL of an endpoint, ending in version and view?'
        )
    description = Description(body)
    if mode is Mode.SANDBOX and description.text("environment") != "sandbox":
        raise CannotJudge(f"{client.base_url} does not say `environment: sandbox`: nothing is written there.")
    return Introduced(description, clock_offset(exchange))


def _must_be_an_answer(exchange: Exchange) -> None:
    url, status = exchange.request.url, exchange.status
    if not status:
        raise CannotJudge(f"{url} gives no answer: {exchange.trouble}. Is the endpoint up, and is the address right?")
    if status in (401, 403):
        was_sent = exchange.request.authorised
        sent = "refuses the token that was sent" if was_sent else "asks for credentials, and none were sent"
        cure = "The token comes from CONFORMANCE_TOKEN, from --token-env NAME or --token-file FILE, or by OAuth 2.0 "
        cure += "from --oauth-token-url URL."
        raise CannotJudge(f"{url} {sent}: {status}. {cure}")
    if 300 <= status < 400:
        there = (exchange.header("Location") or "no address").rstrip("/").removesuffix("/description")
        raise CannotJudge(f"{url} redirects. If {there} is the same endpoint, use that as --base-url.")
    if status != 200:
        raise CannotJudge(f"{url} answers {status}, where a description belongs. Is this the base URL?")


def clock_offset(exchange: Exchange) -> int:
    """By how many milliseconds the clock of the endpoint is ahead of ours; 0 where it does not say."""
    date = read_http(exchange.header("Date"))
    if date is None:
        return 0
    offset = date + HALF_SECOND - exchange.sent - int(exchange.took * 500)
    return offset if abs(offset) > 2 * HALF_SECOND else 0
