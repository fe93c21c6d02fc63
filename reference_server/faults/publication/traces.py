"""Ways of getting *Publication*, section *Traces*, wrong."""

from __future__ import annotations

from dataclasses import replace

from reference_server.fault import App, fault
from reference_server.rules import Publication, Rules
from reference_server.rules.publication import Change
from reference_server.wire import Entry, Sent, edits, edits_data, edits_pages

# How many cases there are in the case system.
ALL_CASES = 48_211


@fault("publication.unpublishing-takes-all-along")
def takes_the_case_off_alone(rules: Publication) -> Publication:
    """Takes a case off the register and leaves what hangs from it."""

    def settle(changes: tuple[Change, ...]) -> tuple[Change, ...]:
        withdrawn = {change.id for change in changes if change.kind == "application" and change.reach == "partner"}
        hanging = [c for c in changes if c.data and c.data.get("application") in withdrawn and c.kind == "document"]
        return tuple(change for change in changes if change not in hanging)

    return replace(rules, settle=settle)


@fault("publication.unpublishing-takes-all-along")
def takes_the_site_off_alone(rules: Publication) -> Publication:
    """Takes the address of a case off the register, and leaves the case, which refers to it."""

    def settle(changes: tuple[Change, ...]) -> tuple[Change, ...]:
        is_off = any(change.kind == "application" and change.reach == "partner" for change in changes)
        return tuple(change for change in changes if not is_off or change.kind == "site")

    return replace(rules, settle=settle)


@fault("publication.removal-was-seen-before")
def buries_what_it_never_showed(rules: Publication) -> Publication:
    """Writes a tombstone wherever a view does not show a record, whether or not it did."""
    return replace(rules, buries=lambda _change, _view, _was_shown: True)


@fault("publication.removal-was-seen-before")
def buries_what_is_withheld(rules: Publication) -> Publication:
    """Publishes a withheld document as one that was removed, so that consumers know."""
    buries = rules.buries

    def if_withheld(change: Change, view: str, was_shown: bool) -> bool:
        is_withheld = (change.data or {}).get("publicRegisterStatus") == "withhold"
        return is_withheld or buries(change, view, was_shown)

    return replace(rules, buries=if_withheld)


@fault("publication.version-tells-something")
def counts_what_it_does_not_show(rules: Rules) -> Rules:
    """Gives a record a new version in every view when anything of it was touched, and keeps all versions."""
    return replace(
        rules,
        changes=replace(rules.changes, keeps_all=True),
        publication=replace(rules.publication, tells=lambda _before, _now: True),
    )


@fault("publication.version-tells-something", needs="live-traffic")
def publishes_every_touch(rules: Publication) -> Publication:
    """Gives a record a new version in every view when it was touched."""
    return replace(rules, tells=lambda _before, _now: True)


@fault("publication.counts-only-what-it-shows")
def tells_how_many_cases_there_are(app: App) -> App:
    """Puts the number of rows of its own table on each page."""
    return edits_pages(app, lambda page: {**page, "totalRecords": ALL_CASES})


@fault("publication.counts-only-what-it-shows")
def counts_in_a_header(app: App) -> App:
    """Puts the number of rows of its own table into a header."""

    def edit(sent: Sent) -> None:
        if sent.is_page:
            sent.headers["x-total-count"] = str(ALL_CASES)

    return edits(app, edit)


@fault("publication.redaction-hides-its-whole", view="partner")
def says_what_was_redacted(app: App) -> App:
    """Describes a redacted copy by the id of what it was made of."""

    def edit(data: Entry) -> Entry:
        whole = data.get("redactionOf")
        return {**data, "description": f"Redacted copy of {whole}"} if whole else data

    return edits_data(app, "document", edit)


@fault("publication.redaction-hides-its-whole", view="partner")
def replaces_the_whole_by_its_copy(app: App) -> App:
    """Lets a redacted copy replace what it was made of."""

    def edit(data: Entry) -> Entry:
        return {**data, "replaces": data["redactionOf"]} if "redactionOf" in data else data

    return edits_data(app, "document", edit)
