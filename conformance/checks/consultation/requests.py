"""Checks of *Consultation*, section *Requests*."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.consultation.facts import RELATED, WELL_FORMED, fact, of_one_case
from conformance.evidence import Proceedings
from conformance.model.finding import Findings

NO_REQUEST = "the feed holds no consultation request"


@check(
    "consultation.request-is-of-its-case",
    over="asked",
    given=RELATED,
    unseen="no consultation request in the feed names a consultation that is there",
)
def a_consultee_is_asked_about_one_case(proceedings: Proceedings) -> Findings:
    """The consultee reads the plans of the one and its opinion is counted with the other."""
    yield from of_one_case(proceedings, "consultation", proceedings.asked)


@check("consultation.sent-request-has-its-day", over="requests", given=WELL_FORMED, unseen=NO_REQUEST)
def what_went_out_went_out_on_a_day(proceedings: Proceedings) -> Findings:
    """The time that the law gives a consultee runs from that day."""
    for entry in proceedings.requests:
        status, sent = fact(entry, "status"), fact(entry, "requestedDate")
        if status == "sent" and sent is None:
            yield proceedings.breach("a `requestedDate`, as the request is sent", f"{entry}: none", entry.exchange)
        if status == "planned" and sent is not None:
            expected = "no `requestedDate`, as the request is planned"
            yield proceedings.breach(expected, f"{entry}: {sent!r}"[:200], entry.exchange)
