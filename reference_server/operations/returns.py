"""`GET /returns/ps1` and `GET /returns/ps2`: what became of an authority's cases in a quarter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qsl

import orjson
from starlette.requests import Request
from starlette.responses import Response

from reference_server import instant, spec
from reference_server.operations.answers import Problem, answer
from reference_server.publisher import Publisher
from reference_server.rules.returns import (
    Case,
    Counts,
    Course,
    Data,
    Quarter,
    Returns,
    day,
    is_outside,
    midnight,
    start,
)

KNOWN = frozenset(("quarter", "authority", "asAt"))
PARTS = ("total", "granted", "refused", "otherOutcome", "delegated")
AGREEMENTS = ("agreed", "agreedInTime", "agreedUnknown")
Record = tuple[str, str, Data]


def caseload(publisher: Publisher, view: str, request: Request) -> Response:
    """PS1."""
    head, quarter, courses = _asked(publisher, view, request)
    counts = publisher.rules.returns.asked(count_cases(publisher.rules.returns, quarter, courses, head["quarterEnded"]))
    return answer(publisher, orjson.dumps({"return": "ps1", **head, **counts}), view)


def decisions(publisher: Publisher, view: str, request: Request) -> Response:
    """PS2."""
    head, quarter, courses = _asked(publisher, view, request)
    rows, totals = count_decisions(publisher.rules.returns, quarter, courses)
    listed = [{"row": name, "decisions": counts} for name, counts in rows]
    return answer(publisher, orjson.dumps({"return": "ps2", **head, "rows": listed, "totals": totals}), view)


def _asked(publisher: Publisher, view: str, request: Request) -> tuple[Data, Quarter, list[Course | None]]:
    """What is stated of a return, and what it is counted from. Raises `Problem`."""
    rules, pairs = publisher.rules.returns, parse_qsl(request.url.query, keep_blank_values=True)
    stray = publisher.rules.changes.stray(pairs, KNOWN)
    if stray is not None:
        raise Problem("unknown-parameter", f"`{stray[:80]}` is not known here, or stands twice.")
    query = dict(pairs)
    at = _position(publisher, query)
    quarter = rules.quarter(query.get("quarter", ""))
    if quarter is None or midnight(quarter.first) >= at:
        raise Problem("unknown-quarter", "`quarter` is one that has begun, written as 2026-Q3.")
    authority = query.get("authority", publisher.authorities[0] if len(publisher.authorities) == 1 else "")
    if not rules.knows(authority, publisher.authorities):
        raise Problem("invalid-filter", "`authority` is one of those that the description lists.")
    head = {
        "authority": authority,
        "quarter": quarter.name,
        "from": quarter.first.isoformat(),
        "to": rules.last(quarter).isoformat(),
        "epoch": publisher.store.epoch,
        "asAt": instant.text(at),
        "quarterEnded": rules.has_ended(quarter, at),
    }
    held = publisher.store.journal.held(rules.view(view), at)
    return head, quarter, [course(rules, case) for case in cases_of(held, authority)]


def _position(publisher: Publisher, query: dict[str, str]) -> int:
    watermark = publisher.rules.changes.final(publisher.store.watermark.issue())
    if "asAt" not in query:
        return publisher.rules.returns.newest(watermark)
    at = instant.bound(query["asAt"])
    if at is None:
        raise Problem("invalid-timestamp", "`asAt` is an RFC 3339 date-time with an offset.")
    if at > watermark:
        raise Problem("position-ahead", "The feed has not come so far.")
    if at < publisher.earliest():
        raise Problem("history-truncated", "Nothing is known here of a time before `earliest`.")
    return at


def cases_of(held: list[Record], authority: str) -> Iterator[Case]:
    """The cases of an authority that the returns ask for, each with what hangs from it."""
    decided: defaultdict[str, list[tuple[str, Data]]] = defaultdict(list)
    happened: defaultdict[str, list[Data]] = defaultdict(list)
    for kind, key, data in held:
        if kind == "decision":
            decided[str(data.get("application"))].append((key, data))
        elif kind == "event":
            happened[str(data.get("application"))].append(data)
    for kind, key, data in held:
        if kind == "application" and data.get("planningAuthority") == authority and not is_outside(data):
            yield Case(data, tuple(decided[key]), tuple(happened[key]))


def course(rules: Returns, case: Case) -> Course | None:
    """What became of a case; None where that is unclear."""
    superseded = {data.get("supersedes") for _, data in case.decisions}
    standing = [
        (when, key, data)
        for key, data in case.decisions
        if key not in superseded and not data.get("quashed") and (when := day(data.get("decisionDate")))
    ]
    own = min((one for one in standing if rules.owns(case.facts, one[2])), key=lambda one: one[:2], default=None)
    others = (when for when, _, data in standing if not rules.owns(case.facts, data))
    leaving = [when for when in (*rules.withdrawals(case), *others) if when]
    over = min(leaving if own is None else [own[0], *leaving], default=None)
    received = rules.received(case)
    is_closed = case.facts.get("status") != "undetermined"
    if received is None or (over is None and is_closed) or (over is not None and received > over):
        return None
    return Course(case, received, over, own[2] if own and own[0] == over else None)


def count_cases(rules: Returns, quarter: Quarter, courses: list[Course | None], ended: bool) -> Counts:
    """The numbers of PS1."""
    clear = [one for one in courses if one]
    over = [one for one in clear if one.over and _within(quarter, one.over)]
    on_hand = sum(rules.is_on_hand(one, quarter.first, not ended) for one in clear)
    received = sum(_within(quarter, one.received) and rules.comes(one) for one in clear)
    decided = sum(one.decision is not None for one in over)
    left = sum(one.decision is None and rules.departs(one) for one in over)
    return {
        "onHandStart": on_hand,
        "received": received,
        "decided": decided,
        "leftUndecided": left,
        "onHandEnd": rules.end(on_hand, received, decided, left),
        "unclear": len(courses) - len(clear),
    }


def count_decisions(
    rules: Returns, quarter: Quarter, courses: list[Course | None]
) -> tuple[list[tuple[str, Counts]], Counts]:
    """The rows of PS2 and their sum."""
    bands = [line["reference"] for line in spec.codelist("ps2-band")]
    names = (*PARTS, *bands, "noStart", *AGREEMENTS)
    rows: dict[str, Counts] = {}
    for one in courses:
        if one and one.decision and one.over and _within(quarter, one.over):
            counts = rows.setdefault(rules.row(one.case.facts), dict.fromkeys(names, 0))
            for name in _sorted(rules, one.case, one.decision, one.over):
                counts[name] += 1
    listed = sorted(rows.items())
    return listed, rules.totals(listed, names)


def _sorted(rules: Returns, case: Case, decision: Data, decided: date) -> Iterator[str]:
    """The columns in which one decision is counted."""
    yield "total"
    yield rules.outcome(str(decision.get("decision")))
    if rules.is_delegated(decision):
        yield "delegated"
    began = start(case, decided)
    if rules.has_agreement(case, decided):
        yield "agreed"
        agreed = rules.agreed_day(case, decided)
        if agreed is None:
            yield "agreedUnknown"
        elif decided <= agreed:
            yield "agreedInTime"
    else:
        yield rules.band((decided - began).days) if began and began <= decided else "noStart"


def _within(quarter: Quarter, when: date) -> bool:
    return quarter.first <= when < quarter.after
