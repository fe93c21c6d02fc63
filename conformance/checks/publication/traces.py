"""Checks of *Publication*, section *Traces*: what tells of records that a view does not show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.check import check
from conformance.checks.changes.causes import FEED, WHOLE_FEED
from conformance.evidence import Copy, Register
from conformance.model.finding import Findings
from conformance.model.page import Page
from conformance.standard import allows, at

COUNT = re.compile(r"total|count|records|rows|hits", re.IGNORECASE)
FIRST = 1


@check(
    "publication.unpublishing-takes-all-along",
    over="graves",
    given=("publication.view-is-allow-listed", *FEED),
    unseen="the feed holds no tombstone",
)
def nothing_hangs_from_what_is_gone(copy: Copy) -> Findings:
    """A case is taken off a register because of what is in it, and its papers say the same."""
    for entry in copy.entries:
        for leaf in copy.terms.leaves(entry.kind):
            for target in at(entry.data or {}, leaf.path) if leaf.needed and leaf.refers_to else ():
                grave = copy.removed.get((leaf.refers_to, str(target)))
                if grave:
                    expected = f"a tombstone of {entry.kind} {entry.id} too, since {grave.kind} {grave.id} has one"
                    yield copy.breach(expected, f"{entry} is live", entry.exchange, grave.exchange)


@check(
    "publication.removal-was-seen-before",
    over="graves",
    given=("changes.version-grows",),
    unseen="the view is not public, or its feed holds no tombstone",
)
def what_was_never_shown_is_not_removed(register: Register) -> Findings:
    """A tombstone of a thing that nobody saw says that there is such a thing."""
    for entry in register.graves:
        if entry.version == FIRST and entry.id not in register.own:
            expected = "no tombstone of what this view never showed"
            yield register.breach(expected, f"{entry} is its first version", entry.exchange)


@check(
    "publication.version-tells-something",
    over="entries",
    given=("changes.entry-is-whole", *WHOLE_FEED),
    unseen="the feed holds no record",
)
def a_new_version_says_something_new(register: Register) -> Findings:
    """A version in which nothing changed tells of work that was not to be seen."""
    for earlier, later in register.steps:
        # Between two whole numbers that follow each other lies no version that we have not met.
        follows = later.version == earlier.version + 1 and later.id not in register.own
        if follows and later.data == earlier.data and later.body.get("erase") is not True:
            yield register.breach(
                f"something that {earlier} did not say",
                f"{later}: the same `data`",
                earlier.exchange,
                later.exchange,
            )


@check("publication.counts-only-what-it-shows", over="pages", unseen="no page could be read")
def no_page_counts_what_it_does_not_show(register: Register) -> Findings:
    """The difference between two numbers is how much there is to hide."""
    highest = max((entry.seq for page in register.pages for entry in page.entries), default=0)
    for page in register.pages if register.is_whole else ():
        for name, number in _counts(register, page):
            # Of no more than that many entries has the view told since it began.
            if number > highest:
                expected = f"at most {highest} in `{name}`, since the last entry of this view has that `seq`"
                yield register.breach(expected, f"{number}", page.exchange)


def _counts(register: Register, page: Page) -> Iterator[tuple[str, int]]:
    """The numbers on a page that count something, and those in its headers."""
    known = register.terms.schema("change-page").document.get("properties")
    for name, value in page.members.items():
        is_ours = isinstance(known, dict) and name in known
        if COUNT.search(name) and not is_ours and isinstance(value, int) and not isinstance(value, bool):
            yield name, value
    for name, text in page.exchange.headers:
        if name.lower().startswith("x-") and COUNT.search(name) and text.isascii() and text.isdigit():
            yield name, int(text[:18])


@check(
    "publication.redaction-hides-its-whole",
    over="redactions",
    given=("documents.replacement-names-a-document", "records.matches-its-schema"),
    unseen="no redacted copy is listed beside its whole document",
)
def a_redacted_copy_does_not_lead_to_the_whole(copy: Copy) -> Findings:
    """The public is shown the copy, and a field of it that names the original says where to ask."""
    for entry, whole in copy.redactions:
        public = copy.terms.standard.shown(entry.kind, "public")
        marks = {whole.id, (whole.data or {}).get("sha256")} - {None}
        for leaf in copy.terms.leaves(entry.kind):
            for value in at(entry.data or {}, leaf.path) if allows(public, leaf.path) else ():
                if leaf.name != "sha256" and any(str(mark) in str(value) for mark in marks):
                    expected = f"nothing of the whole document {whole.id} in `{leaf.path}`, which the public sees"
                    yield copy.breach(expected, f"{entry}: {value!r}"[:200], entry.exchange)
