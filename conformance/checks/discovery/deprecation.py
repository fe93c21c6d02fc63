"""Checks of a base that ends."""

from __future__ import annotations

import re

from conformance.check import check
from conformance.checks.discovery.causes import DAY, DESCRIBED
from conformance.evidence import ENDS, Farewell, Heir, Introduction
from conformance.model.exchange import Exchange
from conformance.model.finding import Findings
from conformance.model.instant import read, read_http
from conformance.model.strict import NotJson
from conformance.model.strict import read as read_json

SINCE_1970 = re.compile(r"@(\d{1,12})")
NO_END = "the description has no `deprecation`"


@check("discovery.end-is-told-in-time", over="end", given=DESCRIBED, unseen=NO_END)
def an_end_is_told_half_a_year_before(introduction: Introduction) -> Findings:
    """A consumer has to find the money first."""
    least = introduction.terms.levels["deprecationNoticeDays"]
    for since, until in introduction.end:
        days = (until - since) / DAY
        if days < least:
            yield introduction.breach(f"at least {least:g} days from `since` to `servedUntil`", f"{days:.1f} days")


@check("discovery.end-is-told-with-each-page", over="last", unseen=NO_END)
def every_page_tells_of_the_end(farewell: Farewell) -> Findings:
    """The nightly job reads pages."""
    for exchange in farewell.last:
        absent = [name for name in ("Deprecation", "Sunset") if not exchange.header(name)]
        if absent:
            yield farewell.breach("`Deprecation` and `Sunset`", f"no {' and no '.join(absent)}", exchange)
            return


@check("discovery.ends-agree", over="told", given=DESCRIBED, unseen="no page tells of an end")
def headers_and_description_tell_the_same_end(farewell: Farewell) -> Findings:
    """Of two ends a consumer takes the later."""
    for exchange in farewell.told:
        for (name, seconds), member in zip(_ends_in(exchange), ENDS, strict=True):
            value = exchange.header(name)
            instant = read(str((farewell.end or {}).get(member)))
            if value and (instant is None or seconds != instant // 1000):
                expected = f"{name} as `deprecation.{member}` has it: {(farewell.end or {}).get(member, 'not at all')}"
                yield farewell.breach(expected[:200], f"{name}: {value}"[:200], exchange)
                return


def _ends_in(exchange: Exchange) -> tuple[tuple[str, int | None], tuple[str, int | None]]:
    """The seconds since 1970 in either header; None where there are none."""
    since = SINCE_1970.fullmatch(exchange.header("Deprecation") or "")
    until = read_http(exchange.header("Sunset"))
    return ("Deprecation", int(since[1]) if since else None), ("Sunset", until // 1000 if until is not None else None)


@check(
    "discovery.successor-is-there",
    over="exchanges",
    given=DESCRIBED,
    unseen="the description names no base that takes the place of this one",
)
def a_successor_describes_itself(heir: Heir) -> Findings:
    """Who follows the pointer wants to try the new base now."""
    expected = f"another endpoint at {heir.base}"[:200]
    if heir.is_itself:
        yield heir.breach(expected, "the base that ends")
        return
    try:
        body = read_json(heir.exchange.body) if heir.exchange.status == 200 else None
    except NotJson:
        body = None
    if not isinstance(body, dict) or not isinstance(body.get("standard"), str):
        yield heir.breach(expected, f"{heir.exchange.status} without a description")
