"""Checks of what is claimed."""

from __future__ import annotations

from datetime import UTC, datetime

from conformance.check import check
from conformance.checks.discovery.causes import DAY, DESCRIBED, version_in
from conformance.evidence import Introduction
from conformance.model.finding import Findings
from conformance.model.instant import read_http

NO_CLAIM = "the description makes no claims"


@check("discovery.claim-is-of-a-claimed-class", over="claims", given=DESCRIBED, unseen=NO_CLAIM)
def a_claim_is_of_a_class_that_is_offered(introduction: Introduction) -> Findings:
    """A badge does not outlive what it was given for."""
    offered = introduction.terms.description.classes
    for claim in introduction.claims:
        if isinstance(claim.get("class"), str) and claim["class"] not in offered:
            yield introduction.breach("claims of the classes offered", f"a claim of {claim['class']}"[:100])


@check("discovery.claim-is-not-of-the-future", over="claims", given=DESCRIBED, unseen=NO_CLAIM)
def a_claim_has_been_judged(introduction: Introduction) -> Findings:
    """A date that is still to come is a plan."""
    exchange = introduction.exchange
    now = read_http(exchange.header("Date")) or exchange.sent + introduction.terms.clock_offset
    # One day more: it may have begun already where the judgement was made.
    latest = datetime.fromtimestamp((now + DAY) / 1000, UTC).date().isoformat()
    for claim in introduction.claims:
        date = claim.get("date")
        if isinstance(date, str) and date[:10] > latest:
            yield introduction.breach("claims of days that have been", f"a claim of {date}"[:100])


@check("discovery.claim-is-of-a-version-spoken", over="claims", given=DESCRIBED, unseen=NO_CLAIM)
def a_claim_is_of_a_version_that_is_spoken(introduction: Introduction) -> Findings:
    """What was judged by a later version was judged somewhere else."""
    spoken = version_in(introduction.terms.description.text("standard"))
    for claim in introduction.claims:
        judged = version_in(claim.get("standard"))
        if spoken and judged and judged > spoken:
            expected = f"claims by version {spoken[0]}.{spoken[1]} or an earlier one"
            yield introduction.breach(expected, f"a claim by {claim['standard']}"[:100])
