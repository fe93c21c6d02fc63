"""Checks of *Security*, section *Reach*."""

from __future__ import annotations

import re

from conformance.check import check
from conformance.checks.refusal import CLEAR, problem_of
from conformance.checks.security.tokens import CLOSED
from conformance.evidence import Knock, Likeness, Reading
from conformance.model.exchange import Exchange
from conformance.model.finding import Findings
from conformance.standard.standard import PROBLEM

ONE_TOKEN = "it takes the token of another caller, who sees the records of fewer authorities: --other-token-env NAME"  # noqa: S105
GONE = 410
NUMBERED = re.compile(r"\S*\d\S*")
FEED = "security.feed-stays-within-the-token"


def _refused(knock: Knock, status: int, word: str) -> Findings:
    told = problem_of(knock.exchange).get("type")
    if knock.exchange.status != status or told != PROBLEM + word:
        actual = f"status {knock.exchange.status} with {told or 'no problem type'}"
        yield knock.breach(f"{status} with {PROBLEM}{word}, for {knock.says}", actual[:160])


@check(
    "security.token-opens-no-wider-view",
    over="narrower",
    given=(*CLOSED, *CLEAR),
    unseen="no issuer gives out a token that is known to open a narrower view alone",
)
def a_token_of_a_narrower_view_is_refused(knock: Knock) -> Findings:
    """If any valid token opens every view, the views are only addresses."""
    if knock.narrower:
        yield from _refused(knock, 403, "not-permitted")


@check("security.filter-does-not-widen", over="foreign", given=(*CLEAR, FEED), unseen=ONE_TOKEN)
def a_filter_for_the_records_of_others_is_refused(knock: Knock) -> Findings:
    """A parameter that replaces the condition of the token turns a filter into a key."""
    if knock.foreign:
        yield from _refused(knock, 400, "invalid-filter")


@check(FEED, over="fed", unseen=ONE_TOKEN)
def the_feed_holds_no_record_of_others(reading: Reading) -> Findings:
    """The feed is where a missing condition gives all of one council's cases to another's supplier."""
    if reading.fed:
        yield from _strange(reading)


@check("security.cursor-carries-no-rights", over="carried", given=(FEED,), unseen=ONE_TOKEN)
def a_cursor_shows_no_record_of_others(reading: Reading) -> Findings:
    """One that remembers what its first owner was permitted is a token that never ends."""
    if reading.carried:
        yield from _strange(reading)


def _strange(reading: Reading) -> Findings:
    for entry in reading.strange[:1]:
        owner = (entry.data or {}).get("planningAuthority")
        expected = f"records of {', '.join(sorted(reading.authorities))} alone, as the description names"
        yield reading.breach(expected[:300], f"{entry}: {owner}"[:300], entry.exchange)


@check("security.token-narrows-no-fields", over="shared", unseen=ONE_TOKEN)
def both_tokens_show_the_same_fields(reading: Reading) -> Findings:
    """Were the fields to depend on who asks, no digest would prove anything."""
    for mine, theirs in reading.shared:
        if mine.data != theirs.data:
            absent = sorted(set(mine.data or {}) ^ set(theirs.data or {})) or ["a value"]
            yield reading.breach(
                "the same `data` for both tokens",
                f"{theirs}: {', '.join(absent)} differs"[:300],
                mine.exchange,
                theirs.exchange,
            )
            return


@check("security.other-record-is-unknown", over="records", given=CLEAR, unseen=ONE_TOKEN)
def a_record_of_others_is_as_unknown_as_none(likeness: Likeness) -> Findings:
    """A 403 for what exists and a 404 for what does not is a list of all that exists."""
    # What moved away is gone for those to whom it belonged.
    if likeness.records and likeness.there.status != GONE:
        yield from _differ(likeness)


@check(
    "security.other-document-is-unknown",
    over="documents",
    given=("documents.unknown-document-is-refused", "publication.closed-view-needs-credentials", *CLEAR),
    unseen=ONE_TOKEN,
)
def a_document_of_others_is_as_unknown_as_none(likeness: Likeness) -> Findings:
    """The service that signs often knows ids and no authorities."""
    if likeness.documents:
        yield from _differ(likeness)


@check(
    "security.stranger-learns-no-ids", over="strangers", given=CLOSED, unseen="the view is public, or has no look-up"
)
def a_stranger_is_refused_alike(likeness: Likeness) -> Findings:
    """A 404 before the login and a 401 behind it tell anybody which cases exist."""
    if likeness.strangers:
        yield from _differ(likeness)


def _differ(likeness: Likeness) -> Findings:
    there, nowhere = (_told(exchange, likeness.ids) for exchange in likeness.exchanges)
    if there != nowhere:
        yield likeness.breach(f"the answer to an unknown id: {nowhere}"[:300], there[:300])


def _told(exchange: Exchange, ids: tuple[str, str]) -> str:
    """What an answer tells, without the ids themselves, and without numbers: those of incidents differ each time."""
    problem = problem_of(exchange)
    words = [str(problem[name]) for name in ("type", "title", "detail") if isinstance(problem.get(name), str)]
    text = ", ".join(words)
    for one in ids:
        text = text.replace(one, "ID")
    return f"status {exchange.status}, {NUMBERED.sub('...', text)}"
