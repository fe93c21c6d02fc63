"""Checks of *Changes*, section *Caching*."""

from __future__ import annotations

import re

from conformance.check import check
from conformance.checks.changes.causes import STEADY
from conformance.evidence import Revisit, Transcript
from conformance.model.exchange import Exchange
from conformance.model.finding import Findings

# What stands in quotes names fields, and lets the rest be kept.
QUOTED = re.compile(r'="[^"]*"')


@check("changes.page-is-not-kept", over="pages", unseen="no page could be read")
def no_page_is_answered_out_of_a_store(transcript: Transcript) -> Findings:
    """A page that a cache gives again hides what was published since."""
    description = transcript.terms.description
    is_closed = bool(description.view) and not description.is_public
    for page in transcript.pages:
        words = _directives(page.exchange)
        expected = "`Cache-Control` with `no-cache` or `no-store`"
        if not words & {"no-cache", "no-store"}:
            yield transcript.breach(expected, _told(page.exchange), page.exchange)
        elif is_closed and "private" not in words:
            yield transcript.breach(f"{expected}, and `private`", _told(page.exchange), page.exchange)


@check("changes.unchanged-means-unchanged", over="answers", given=STEADY, unseen="the endpoint gives its pages no ETag")
def what_is_said_to_be_unchanged_is(revisit: Revisit) -> Findings:
    """A consumer that is told that nothing has changed does not come back for it."""
    if revisit.answers and revisit.conditional.status == 304 and revisit.has_changed:
        tag = revisit.first.exchange.header("ETag")
        actual = f"304, though the same question had other entries before, {len(revisit.second.entries)} of them"
        yield revisit.breach(f"200 and the page as it is now, the `If-None-Match` being {tag}"[:200], actual)


def _directives(exchange: Exchange) -> set[str]:
    """The words of all `Cache-Control` headers that stand alone, in lower case."""
    values = ",".join(value for name, value in exchange.headers if name.lower() == "cache-control")
    return {word.strip().lower() for word in QUOTED.sub("=", values).split(",")}


def _told(exchange: Exchange) -> str:
    value = exchange.header("Cache-Control")
    return "no such header" if value is None else f"{value!r}"[:120]
