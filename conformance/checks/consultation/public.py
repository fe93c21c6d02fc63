"""Checks of *Consultation*, section *What the public sees*."""

from __future__ import annotations

import re

from conformance.check import check
from conformance.checks.consultation.facts import WELL_FORMED, fact
from conformance.evidence import Proceedings
from conformance.model.finding import Findings

NOTHING_SHOWN = "no public view shows a response or a comment"
UNFIT = ("not-assessed", "withheld")
PEOPLE = (
    *("authorName", "authorAddress", "authorEmail", "authorTelephone"),
    *("contactName", "contactEmail", "respondentName", "respondentEmail"),
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
# As numbers are written in the United Kingdom, in one piece or in the usual groups: a date or a reference is none.
TELEPHONE = re.compile(
    r"(?<![\w.,/-])(?:\+44 ?(?:\(0\) ?)?|\(?0)"
    r"(?:\d{9,10}|\d{4}\)? \d{5,6}|\d{4}\)? \d{3} \d{3}|\d{3}\)? \d{3} \d{3,4}|\d{3}\)? \d{6,7}|\d{2}\)? \d{4} \d{4})"
    r"(?![\w/-])"
)


@check("consultation.shown-when-published", over="shown", given=WELL_FORMED, unseen=NOTHING_SHOWN)
def nothing_is_shown_by_its_arrival(proceedings: Proceedings) -> Findings:
    """Between the letter-box and the register stands a person who decides."""
    for entry in proceedings.shown:
        if fact(entry, "publishedAt") is None:
            yield proceedings.breach("a `publishedAt`, as a public view shows it", f"{entry}: none", entry.exchange)


@check("consultation.shown-when-looked-at", over="shown", given=WELL_FORMED, unseen=NOTHING_SHOWN)
def nothing_is_shown_that_nobody_has_read(proceedings: Proceedings) -> Findings:
    """A comment cannot be called back from every copy of a register."""
    for entry in proceedings.shown:
        status = fact(entry, "redactionStatus")
        if status in UNFIT:
            yield proceedings.breach("what somebody has found fit to be shown", f"{entry}: {status!r}", entry.exchange)


@check(
    "consultation.comment-shows-no-contact",
    over="comments",
    given=WELL_FORMED,
    unseen="the feed holds no comment",
)
def a_comment_does_not_say_where_to_ring(proceedings: Proceedings) -> Findings:
    """Who objects to a neighbour's plans gets calls from strangers if the register prints the number."""
    for entry in proceedings.comments:
        parts = fact(entry, "textRedacted")
        for part in parts if isinstance(parts, list) else ():
            for what, pattern in (("an e-mail address", EMAIL), ("a telephone number", TELEPHONE)):
                # What was found is not repeated: a report goes further than a register.
                if isinstance(part, dict) and pattern.search(str(part.get("text", ""))):
                    expected = "no e-mail address and no telephone number in `textRedacted`"
                    yield proceedings.breach(expected, f"{entry}: {what}", entry.exchange)


@check("consultation.people-are-for-the-case-alone", over="confined", unseen="the feed holds no such record")
def people_are_not_named(proceedings: Proceedings) -> Findings:
    """The law makes the opinion public, not the name and the address of the one who holds it."""
    for entry in proceedings.confined:
        for member in PEOPLE:
            if fact(entry, member) is not None:
                expected = f"no `{member}` outside the view personal"
                yield proceedings.breach(expected, f"{entry}: it has one", entry.exchange)


@check("consultation.neighbours-are-for-the-case-alone", over="confined", unseen="the feed holds no such record")
def neighbours_are_not_listed(proceedings: Proceedings) -> Findings:
    """The list of neighbours is a list of homes."""
    for entry in proceedings.confined:
        if fact(entry, "neighboursNotified") is not None:
            expected = "no `neighboursNotified` outside the view personal"
            yield proceedings.breach(expected, f"{entry}: it has some", entry.exchange)
