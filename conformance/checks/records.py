"""Checks of the chapter *Records*."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.check import check
from conformance.checks.changes.causes import WHOLE_FEED
from conformance.checks.refusal import CLEAR, answered_with
from conformance.evidence import Copy, Enquiry, Walk
from conformance.model.finding import Findings
from conformance.model.instant import is_day
from conformance.model.page import Page
from conformance.model.strict import Json
from conformance.standard import allows, paths

# What old systems write for "no date".
STAND_INS = frozenset(("0001-01-01", "1899-12-30", "1899-12-31", "1900-01-01", "9999-12-31"))
# A feed that was not read as it is has nothing that a look-up could be held against.
FEED = (
    "changes.window-includes-start",
    "changes.cursor-is-reusable",
    "errors.answer-is-described",
    *WHOLE_FEED,
)
SHOWN = ("records.lookup-shows-what-the-view-shows", *FEED)
FRESH = ("records.lookup-is-as-fresh-as-the-feed", *SHOWN)
ALIKE = ("records.record-is-as-in-the-feed", "records.matches-its-schema", *FRESH)
NO_RECORD = "the feed holds no record"


@check(
    "records.matches-its-schema",
    over="upserts",
    given=("records.legal-date-is-a-day",),
    unseen="the feed holds no record",
)
def data_is_valid(walk: Walk) -> Findings:
    """A consumer reads hundreds of authorities with one program."""
    for entry in walk.upserts:
        schema = walk.terms.record_schema(entry.kind)
        for flaw in schema.flaws(entry.data) if schema and entry.data is not None else ():
            yield walk.breach(f"data as the schema `{entry.kind}` has it", f"{entry}: {flaw}", entry.exchange)


@check("records.legal-date-is-a-day", over="upserts", unseen="the feed holds no record")
def a_date_of_law_has_no_time(walk: Walk) -> Findings:
    """Statutory clocks run in days; a date with a time falls on the day before for half of its readers."""
    for entry in walk.upserts:
        for name in walk.terms.legal_dates(entry.kind):
            value = (entry.data or {}).get(name)
            if value is not None and (not is_day(value) or value in STAND_INS):
                yield walk.breach(
                    f"`{name}` as a day, YYYY-MM-DD, or absent", f"{entry}: {value!r}"[:200], entry.exchange
                )


@check(
    "records.reference-resolves",
    over="entries",
    given=("publication.view-is-allow-listed", *WHOLE_FEED),
    unseen="the feed holds no record",
)
def what_a_record_refers_to_is_there(copy: Copy) -> Findings:
    """A consumer cannot tell a record that is late from one that will never come."""
    for entry in copy.entries:
        for member, kind, target in _references(copy, entry.kind, entry.data or {}):
            if kind in copy.kinds and (kind, target) not in copy.records:
                yield copy.breach(
                    f"the {kind} {target}, to which `{member}` of {entry.kind} {entry.id} refers",
                    "no such live record at a complete page",
                    entry.exchange,
                    copy.exchange,
                )


def _references(copy: Copy, kind: str, data: dict[str, Json]) -> Iterator[tuple[str, str, str]]:
    """Which member refers to which record: the schema names the kind in `x-refers-to`."""
    for member, target_kind in copy.terms.references(kind):
        value = data.get(member)
        for target in value if isinstance(value, list) else [value]:
            if isinstance(target, str):
                yield member, target_kind, target


@check(
    "records.record-is-as-in-the-feed",
    over="told",
    given=("publication.view-is-allow-listed", *FRESH),
    unseen="nothing was found",
)
def what_is_looked_up_is_what_the_feed_gives(enquiry: Enquiry) -> Findings:
    """A consumer that mends one record by a look-up holds what it would hold by the feed."""
    for entry in enquiry.told:
        for held in (enquiry.before.get(entry.key), enquiry.after.get(entry.key)):
            if held and held.version == entry.version and held.body != entry.body:
                expected = f"the entry as the feed gives it, with {', '.join(_other(held.body, entry.body))}"
                yield enquiry.breach(expected, f"{entry}, in which that is another", held.exchange, enquiry.exchange)
                break
        latest = enquiry.after.get(entry.key)
        if latest and entry.version > latest.version:
            yield enquiry.breach(f"the latest entry that the feed gives, {latest}", str(entry))


@check("records.record-is-as-in-the-feed", over="live", given=FRESH, unseen=NO_RECORD)
def a_live_record_is_there(enquiry: Enquiry) -> Findings:
    """What the feed gives can be looked up."""
    for entry in enquiry.live:
        if entry.key not in {found.key for found in enquiry.told}:
            yield enquiry.breach(f"200 with {entry}", _answer(enquiry))


def _other(held: dict[str, Json], found: dict[str, Json]) -> list[str]:
    """The members that are not alike, those of the data by their own names."""
    ours, theirs = held.get("data"), found.get("data")
    names = [f"`{name}`" for name in sorted({*held, *found}) if held.get(name) != found.get(name) and name != "data"]
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return names + [f"`{name}`" for name in sorted({*ours, *theirs}) if ours.get(name) != theirs.get(name)][:9]
    return names + (["`data`"] if ours != theirs else [])


def _answer(enquiry: Enquiry) -> str:
    """What came, for a person."""
    found = ", ".join(str(entry) for entry in enquiry.told)
    return f"status {enquiry.exchange.status}" + (f" with {found}"[:300] if found else "")


@check(
    "records.lookup-is-as-fresh-as-the-feed",
    over="told",
    given=SHOWN,
    unseen="nothing was found",
)
def nothing_older_is_found_than_the_feed_has_given(enquiry: Enquiry) -> Findings:
    """Who looks a record up because of an entry gets at least that entry."""
    for entry in enquiry.told:
        held = enquiry.before.get(entry.key)
        if held and entry.version < held.version:
            yield enquiry.breach(f"at least version {held.version}", str(entry), held.exchange, enquiry.exchange)


@check(
    "records.lookup-shows-what-the-view-shows",
    over="told",
    given=("publication.view-is-allow-listed", *FEED),
    unseen="nothing was found",
)
def a_look_up_shows_no_more_than_the_feed_does(enquiry: Enquiry) -> Findings:
    """A second way in is a second place where private facts get out."""
    # A feed that was cut does not tell of what has not changed since.
    tells_all = not enquiry.terms.description.is_cut
    for entry in enquiry.told:
        if tells_all and entry.key not in enquiry.after and not enquiry.unknown:
            yield enquiry.breach("only records that the feed of this view holds", f"{entry}, which it does not hold")
        shown = enquiry.terms.shown(entry.kind)
        if enquiry.terms.record_schema(entry.kind):
            for path in sorted({path for path in paths(entry.data or {}) if path and not allows(shown, path)}):
                expected = f"only fields that the view {enquiry.terms.description.view} shows"
                yield enquiry.breach(expected, f"{entry}: {path}")


@check("records.removed-record-is-gone", over="removed", given=(*CLEAR, *ALIKE), unseen="the feed holds no tombstone")
def a_removed_record_is_told_to_be_gone(enquiry: Enquiry) -> Findings:
    """Who is told that a record never was goes on looking for a fault of his own."""
    for entry in enquiry.removed:
        yield from answered_with(enquiry, 410, "record-removed", f"{entry.kind} {entry.id}, which was removed")


@check(
    "records.unknown-record-is-unknown",
    over="unknown",
    given=("errors.unknown-address-is-refused", *CLEAR, *FRESH),
    unseen=NO_RECORD,
)
def a_record_that_never_was_is_not_found(enquiry: Enquiry) -> Findings:
    """An empty record with 200 is taken for a record."""
    if enquiry.unknown:
        yield from answered_with(enquiry, 404, "unknown-record", enquiry.sought.says)


@check(
    "records.reference-finds-its-record",
    over="by_reference",
    given=ALIKE,
    unseen="the feed holds no record with a reference",
)
def what_has_a_reference_is_found_by_it(enquiry: Enquiry) -> Findings:
    """The reference is all that stands on the letter."""
    for entry in enquiry.by_reference:
        if entry.key not in {found.key for found in enquiry.told}:
            yield enquiry.breach(f"{entry} among the items, for {enquiry.sought}", _answer(enquiry))


@check("records.uprn-finds-its-records", over="by_uprn", given=ALIKE, unseen="the feed holds no record with a UPRN")
def what_lies_at_a_property_is_found_by_it(enquiry: Enquiry) -> Findings:
    """A property has a history, and the second case is as true as the first."""
    for entry in enquiry.by_uprn:
        if entry.key not in {found.key for found in enquiry.told}:
            yield enquiry.breach(f"{entry} among the items, for {enquiry.sought}", _answer(enquiry))


@check(
    "records.search-finds-only-what-was-asked",
    over="searched",
    given=ALIKE,
    unseen=NO_RECORD,
)
def what_is_found_answers_to_the_keys(enquiry: Enquiry) -> Findings:
    """A case that is nearly the one asked for is somebody else's."""
    for entry in enquiry.told if enquiry.searched else ():
        if not enquiry.sought.admits(entry):
            yield enquiry.breach(f"only what answers to {enquiry.sought}", str(entry))


@check(
    "records.search-of-nothing-is-empty",
    over="fruitless",
    given=("records.search-finds-only-what-was-asked", *FEED),
    unseen=NO_RECORD,
)
def where_nothing_is_found_the_list_is_empty(enquiry: Enquiry) -> Findings:
    """No record is an answer, and an error is a question."""
    page = Page.read(enquiry.exchange)
    if enquiry.fruitless and (page.trouble or page.entries or page.malformed):
        yield enquiry.breach(f"200 with no items, for {enquiry.sought}", _answer(enquiry))


@check("records.search-needs-a-key", over="keyless", given=CLEAR, unseen=NO_RECORD)
def a_search_without_a_key_is_refused(enquiry: Enquiry) -> Findings:
    """A search for everything is a feed without order, end or watermark."""
    if enquiry.keyless:
        yield from answered_with(enquiry, 400, "missing-lookup-key", enquiry.sought.says)


@check("changes.unknown-parameter-is-refused", over="stray", given=CLEAR)
def a_stray_parameter_of_a_search_is_refused(enquiry: Enquiry) -> Findings:
    """A key that is spelt wrong and ignored finds what was not asked for."""
    if enquiry.stray:
        yield from answered_with(enquiry, 400, "unknown-parameter", enquiry.sought.says)
