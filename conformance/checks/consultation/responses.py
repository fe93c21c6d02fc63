"""Checks of *Consultation*, sections *Responses* and *Comments*."""

from __future__ import annotations

import re
from collections.abc import Mapping

from conformance.check import check
from conformance.checks.consultation.facts import RELATED, WELL_FORMED, day, fact, of_one_case
from conformance.evidence import Proceedings
from conformance.model.finding import Findings
from conformance.model.instant import read, write
from conformance.model.strict import Json

NOTHING_SAID = "the feed holds no response and no comment"
# What systems write where nothing was said, in small letters and without what stands between words.
UNSAID = frozenset(
    (
        *("", "undecided", "unknown", "pending", "none", "na", "tbc", "tba", "awaited", "awaiting", "awaitingresponse"),
        *("notknown", "notstated", "notspecified", "unspecified", "notgiven", "noresponse", "noposition", "null"),
    )
)
BETWEEN = re.compile(r"[\W_]+")
# By so many milliseconds London is ahead of UTC at most.
SUMMER = 3_600_000


@check(
    "consultation.response-is-of-its-case",
    over="answered",
    given=RELATED,
    unseen="no response in the feed names a request that is there",
)
def a_response_is_about_one_case(proceedings: Proceedings) -> Findings:
    """An objection under the wrong case is missed where it matters and weighs where it does not."""
    yield from of_one_case(proceedings, "consultationRequest", proceedings.answered)


@check(
    "consultation.supersedes-the-same-request",
    over="superseding",
    given=("consultation.response-is-of-its-case", *RELATED),
    unseen="no response in the feed supersedes another",
)
def a_body_changes_its_own_mind(proceedings: Proceedings) -> Findings:
    """Whoever looks for the opinion that stands goes along `supersedes`."""
    following = {entry.id: target.id for entry, target in proceedings.superseding}
    for entry, target in proceedings.superseding:
        came, before = day(entry, "receivedDate"), day(target, "receivedDate")
        if fact(entry, "consultationRequest") != fact(target, "consultationRequest"):
            actual = f"{entry} names {target.id}, an answer to another request"
        elif _leads_back(following, entry.id):
            actual = f"{entry} leads to itself"
        elif came and before and before > came:
            actual = f"{entry}, received on {came}, names {target.id}, received on {before}"
        else:
            continue
        expected = "in `supersedes` an earlier response to the same request"
        yield proceedings.breach(expected, actual, entry.exchange, target.exchange)


def _leads_back(following: Mapping[str, str], start: str) -> bool:
    """Whether a response stands on a ring of responses."""
    seen, place = {start}, following.get(start)
    while place is not None and place not in seen:
        seen.add(place)
        place = following.get(place)
    return place == start


@check(
    "consultation.one-response-stands",
    over="disputed",
    given=("consultation.supersedes-the-same-request", "consultation.response-is-of-its-case", *RELATED),
    unseen="no request in the feed has a second response",
)
def a_body_has_one_opinion_at_a_time(proceedings: Proceedings) -> Findings:
    """Opposite answers side by side leave the officer to guess which is meant."""
    for responses in proceedings.disputed:
        gone = [fact(entry, "supersedes") for entry in responses]
        standing = [entry for entry in responses if entry.id not in gone]
        if len(standing) > 1:
            expected = f"one response to request {fact(standing[0], 'consultationRequest')} that no other supersedes"
            actual = "; ".join(str(entry) for entry in standing)[:240]
            yield proceedings.breach(expected, actual, *(entry.exchange for entry in standing[:2]))


@check(
    "consultation.response-is-not-before-request",
    over="answered",
    given=("consultation.response-is-of-its-case", *RELATED),
    unseen="no response in the feed names a request that is there",
)
def an_answer_comes_after_the_question(proceedings: Proceedings) -> Findings:
    """How long consultees take is counted from these two."""
    for entry, request in proceedings.answered:
        asked, came = day(request, "requestedDate"), day(entry, "receivedDate")
        if asked and came and came < asked:
            expected = f"a `receivedDate` from {asked} on, when {request.id} was sent"
            yield proceedings.breach(expected, f"{entry}: {came}", entry.exchange, request.exchange)


@check("consultation.unsaid-is-absent", over="opinions", given=WELL_FORMED, unseen=NOTHING_SAID)
def an_undecided_position_is_no_position(proceedings: Proceedings) -> Findings:
    """What stands among opinions is counted as one."""
    for entry in proceedings.opinions:
        for member in ("position", "sentiment"):
            value = fact(entry, member)
            if isinstance(value, str) and _bare(value) in UNSAID:
                yield proceedings.breach(f"no `{member}`, as none was stated", f"{entry}: {value!r}", entry.exchange)


def _bare(word: str) -> str:
    return BETWEEN.sub("", word.casefold())


@check(
    "consultation.redacted-text-differs",
    over="twice",
    given=WELL_FORMED,
    unseen="the view gives no text both whole and redacted",
)
def what_was_taken_out_is_out(proceedings: Proceedings) -> Findings:
    """A redaction that falls back to the original publishes what was to be hidden."""
    for entry in proceedings.twice:
        if fact(entry, "redactionStatus") == "redacted" and fact(entry, "text") == fact(entry, "textRedacted"):
            expected = "another text in `textRedacted`, as something was taken out"
            yield proceedings.breach(expected, f"{entry}: the whole `text`", entry.exchange)


@check(
    "consultation.comment-is-of-its-case",
    over="commented",
    given=RELATED,
    unseen="no comment in the feed names a consultation that is there",
)
def a_comment_is_about_one_case(proceedings: Proceedings) -> Findings:
    """A comment under another plan makes its author say what he never said."""
    yield from of_one_case(proceedings, "consultation", proceedings.commented)


@check("consultation.shown-after-received", over="opinions", given=WELL_FORMED, unseen=NOTHING_SAID)
def what_is_said_is_shown_after_it_came(proceedings: Proceedings) -> Findings:
    """When the public could read an objection is asked in court."""
    for entry in proceedings.opinions:
        came, shown = day(entry, "receivedDate"), _shown_by(fact(entry, "publishedAt"))
        if came and shown and shown < came:
            actual = f"{entry}: {fact(entry, 'publishedAt')}"
            yield proceedings.breach(f"a `publishedAt` from {came} on", actual, entry.exchange)


def _shown_by(published: Json) -> str:
    """The latest day in Europe/London on which an instant can fall."""
    instant = read(published) if isinstance(published, str) else None
    return "" if instant is None else write(instant + SUMMER)[:10]
