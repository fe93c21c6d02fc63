"""Checks of *Documents*, section *Grants*."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from conformance.check import check
from conformance.checks.documents.links import flaw_of, is_signed
from conformance.checks.refusal import problem_of
from conformance.evidence import Expiry, Granting, Lifespan, Plea, Walk
from conformance.model.exchange import Exchange
from conformance.model.finding import Finding, Findings
from conformance.model.instant import is_canonical, write
from conformance.model.strict import Json
from conformance.standard.standard import PROBLEM

# `Date` and the ends in URLs have whole seconds, and an answer takes its time.
STEP = 2000
CREDENTIALS = re.compile(r"authorization|proxy-authorization|cookie|.*api-?key.*|.*auth-?token.*", re.IGNORECASE)
NOT_THEIRS = ("host", "content-length", "transfer-encoding", "range")
AT_THE_DOOR = (401, 407)
STATED = ("fileSize", "mimeType", "sha256")
DATED = ("documents.grant-instants-are-true", "service.date-is-told")
NONE_AVAILABLE = "the feed holds no document that is available"


@check(
    "documents.grant-opens-its-document",
    given=("documents.grant-url-is-complete", "documents.grant-stands-alone"),
    unseen=NONE_AVAILABLE,
)
def a_live_grant_gives_the_bytes_that_it_states(expiry: Expiry) -> Findings:
    """A register that shows another file shows the public something else than the council decided on."""
    got, stated = expiry.before, expiry.grant
    digest = hashlib.sha256(got.body).hexdigest()
    if got.status != 200:
        yield expiry.breach("200 with the document's bytes", f"status {got.status} {got.trouble}".strip(), got)
    elif len(got.body) != stated.get("fileSize"):
        yield expiry.breach(f"{stated.get('fileSize')} bytes, as granted", f"{len(got.body)} bytes", got)
    elif digest != stated.get("sha256"):
        yield expiry.breach(f"bytes with the SHA-256 digest {stated.get('sha256')}", f"bytes with {digest}", got)


@check(
    "documents.grant-request-is-refused-when-malformed",
    over="malformed",
    given=("errors.refusal-has-registered-type",),
)
def a_request_for_grants_of_another_shape_is_refused(plea: Plea) -> Findings:
    """What is taken for an empty wish today is taken for everything tomorrow."""
    for exchange in plea.malformed:
        yield from _refused(plea, exchange, 400)


@check(
    "documents.unknown-document-is-refused",
    over="unknown",
    given=(
        "errors.refusal-has-registered-type",
        "errors.unknown-address-is-refused",
        "documents.grant-is-not-stored",
    ),
)
def a_document_that_is_not_given_out_is_unknown(plea: Plea) -> Findings:
    """Who learns that a document exists, though not for him, has learnt something."""
    for exchange in plea.unknown:
        yield from _refused(plea, exchange, 404)


def _refused(plea: Plea, exchange: Exchange, status: int) -> Iterator[Finding]:
    expected, kind = f"{status} with {PROBLEM}{plea.flaw}, for {plea.says}", problem_of(exchange).get("type")
    if exchange.status != status:
        yield plea.breach(expected, f"status {exchange.status}")
    elif kind != PROBLEM + plea.flaw:
        yield plea.breach(expected, f"{status} with {kind or 'no problem type'}"[:120])


@check(
    "documents.grant-answers-each-document",
    given=("documents.grant-is-not-stored",),
    over="asked",
    unseen=NONE_AVAILABLE,
)
def each_document_has_its_grant_in_its_place(granting: Granting) -> Findings:
    """A consumer that asks for a hundred goes through the answer by position or by name, and either has to do."""
    named = tuple(grant.document for grant in granting.grants)
    if granting.exchange.status == 200 and named != granting.asked:
        yield granting.breach(f"grants for {_list(granting.asked)}, in this order", f"grants for {_list(named)}")
    elif granting.exchange.status != 200 and not _asks_too_much(granting):
        yield granting.breach("200 with a grant for each document", f"status {granting.exchange.status}")


def _list(names: tuple[str, ...]) -> str:
    return (", ".join(names) or "nothing")[:200]


def _asks_too_much(granting: Granting) -> bool:
    return granting.exchange.status in (400, 422) and (granting.expires_in or 0) > _longest(granting)


def _longest(granting: Granting) -> float:
    """The longest life in seconds that a grant of this endpoint may have."""
    most = granting.terms.levels["grantSecondsMost"]
    return min(most, granting.terms.description.number("grantSeconds", "max") or most)


@check("documents.grant-is-not-stored", unseen=NONE_AVAILABLE)
def the_answer_with_grants_is_kept_by_nobody(granting: Granting) -> Findings:
    """What a cache keeps it hands to the next who asks."""
    exchange, caching = granting.exchange, granting.exchange.header("Cache-Control") or ""
    if 300 <= exchange.status < 400:
        yield granting.breach("the grants themselves", f"status {exchange.status}, which leads elsewhere")
    elif exchange.status == 200 and "no-store" not in [word.strip().lower() for word in caching.split(",")]:
        yield granting.breach("`Cache-Control: no-store`", f"{caching!r}"[:120] if caching else "no Cache-Control")


@check("documents.grant-url-is-complete", over="grants", unseen=NONE_AVAILABLE)
def the_url_of_a_grant_can_be_sent_as_it_stands(granting: Granting) -> Findings:
    """One program mends an address in one way, the next in another, and then the signature fits neither."""
    for grant in granting.grants:
        flaw = flaw_of(grant.link, is_local=_is_local(granting))
        if flaw:
            yield granting.breach("an absolute https address in ASCII, ready to be sent", f"{grant}: {flaw}")


def _is_local(granting: Granting) -> bool:
    return granting.exchange.request.url.startswith(("http://localhost", "http://127.", "http://[::1]"))


@check("documents.grant-carries-no-credential", over="grants", unseen=NONE_AVAILABLE)
def a_grant_gives_no_key_away(granting: Granting) -> Findings:
    """Whoever holds a grant reads one file; whoever holds a token reads everything."""
    for grant in granting.grants:
        for name, _ in grant.headers:
            if CREDENTIALS.fullmatch(name) or name.lower() in NOT_THEIRS:
                yield granting.breach("headers that open this file and no more", f"{grant} has the header {name}"[:160])
    if granting.tells_token:
        yield granting.breach("an answer without the caller's token", "the token stands in it")


@check("documents.grant-stands-alone", unseen=NONE_AVAILABLE)
def a_grant_needs_nothing_but_itself(expiry: Expiry) -> Findings:
    """A program at a consultee has no session with the host of the files."""
    got = expiry.before
    if got.status in AT_THE_DOOR:
        yield expiry.breach("the document, without credentials", f"status {got.status}", got)
    elif 400 <= got.status < 500 and expiry.granted.header("Set-Cookie"):
        yield expiry.breach("the document, without a cookie", f"status {got.status} to a request without it")


@check(
    "documents.grant-life-is-as-asked",
    over="dated",
    given=DATED,
    unseen=NONE_AVAILABLE,
)
def a_grant_lives_no_longer_than_asked(granting: Granting) -> Findings:
    """Who asks for a minute has a reason; a day in a log is long."""
    longest = _longest(granting)
    least = granting.terms.description.number("grantSeconds", "min") or 1
    most = longest if granting.expires_in is None else min(longest, max(granting.expires_in, least))
    for grant, left in granting.dated:
        if left > most * 1000 + STEP:
            asked = "no `expiresIn`" if granting.expires_in is None else f"`expiresIn` {granting.expires_in}"
            yield granting.breach(f"at most {most:g} seconds for {asked}", f"{grant} lasts {left / 1000:,.0f}")


@check(
    "documents.grant-is-fresh",
    over="dated",
    given=DATED,
    unseen=NONE_AVAILABLE,
)
def a_grant_has_its_life_before_it(granting: Granting) -> Findings:
    """What is handed out nearly dead is dead when the queue comes to it."""
    yield from _fresh(granting)


@check("documents.grant-is-fresh", over="renewed", given=DATED)
def a_grant_that_is_asked_for_again_is_another(lifespan: Lifespan) -> Findings:
    """A cache of grants hands out what is nearly over."""
    yield from _fresh(lifespan.anew)


def _fresh(granting: Granting) -> Iterator[Finding]:
    usual = granting.terms.levels["grantFreshSeconds"]
    least = min(usual, _longest(granting), granting.expires_in or usual)
    for grant, left in granting.dated:
        if left < least * 1000 - STEP:
            yield granting.breach(f"a grant with {least:g} seconds before it", f"{grant} has {left / 1000:,.1f} left")


@check("documents.grant-instants-are-true", over="grants", given=("service.date-is-told",), unseen=NONE_AVAILABLE)
def a_grant_says_when_it_was_given_and_when_it_ends(granting: Granting) -> Findings:
    """A consumer plans its downloads by these two instants and asks the URL for nothing."""
    for grant in granting.grants:
        for name in ("issuedAt", "expiresAt"):
            value = grant.members.get(name)
            if not is_canonical(value):
                yield granting.breach(f"`{name}` in UTC with `Z` and three digits", f"{grant}: {value!r}"[:160])
        grace = granting.terms.levels["grantGraceSeconds"] * 1000
        if grant.issued is not None and grant.issued > granting.answered_at + grace:
            ahead = (grant.issued - granting.answered_at) / 1000
            yield granting.breach("an `issuedAt` that has been", f"{grant} is given {ahead:,.0f} seconds from now")
        shown = grant.link.end if grant.link else None
        if shown is not None and grant.expires is not None and abs(shown - grant.expires) > STEP:
            actual = f"{grant} says {grant.members.get('expiresAt')}, its URL {write(shown)}"
            yield granting.breach("one end, in `expiresAt` and in the URL", actual[:200])


@check(
    "documents.grant-is-as-the-record",
    over="grants",
    given=("documents.available-document-states-its-bytes",),
    unseen=NONE_AVAILABLE,
)
def a_grant_states_what_the_record_states(granting: Granting) -> Findings:
    """A consumer decides by the record what to fetch, and checks by the grant what came."""
    records = {entry.id: entry for entry in granting.wanted if entry.id not in granting.superseded}
    for grant in granting.grants:
        entry = records.get(grant.document)
        for name in STATED if entry else ():
            told = (entry.data or {}).get(name) if entry else None
            if told is not None and grant.members.get(name) != told:
                actual = f"{grant} has {grant.members.get(name)!r}"
                yield granting.breach(f"`{name}` as in the record: {told!r}"[:160], actual[:200])


@check("documents.records-hold-no-url", over="upserts", unseen="the feed holds no record")
def no_record_holds_a_key(walk: Walk) -> Findings:
    """A signed address in a record is over before it is read, and makes each reading unlike the last."""
    for entry in walk.upserts:
        for place, text in _strings("data", entry.data):
            if is_signed(text):
                yield walk.breach("records without a signed address", f"{entry}: {place}", entry.exchange)


def _strings(place: str, value: Json) -> Iterator[tuple[str, str]]:
    """Every text in a value, with its place."""
    waiting: list[tuple[str, Json]] = [(place, value)]
    while waiting:
        here, one = waiting.pop()
        if isinstance(one, str):
            yield here, one
        elif isinstance(one, dict):
            waiting += [(f"{here}.{name}", inner) for name, inner in one.items()]
        elif isinstance(one, list):
            waiting += [(f"{here}[]", inner) for inner in one]
