"""Ways of getting *Records*, section *Look-up*, wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import count

from reference_server import spec
from reference_server.fault import App, fault
from reference_server.rules import Records, Rules
from reference_server.wire import Entry, edits_look_ups


@fault("records.record-is-as-in-the-feed")
def says_stages_in_words(app: App) -> App:
    """Writes the stage of a record that is looked up as the screen of the case system has it."""

    def edit(entry: Entry) -> Entry:
        data = entry["data"]
        return {**entry, "data": {**data, "stage": "Under assessment"}} if "stage" in data else entry

    return edits_look_ups(app, edit)


@fault("records.record-is-as-in-the-feed")
def looks_up_less_than_it_publishes(app: App) -> App:
    """Leaves lists out of a record that is looked up, to save a join."""

    def edit(entry: Entry) -> Entry:
        few = {name: value for name, value in entry["data"].items() if not isinstance(value, list) or name == "uprns"}
        return {**entry, "data": few}

    return edits_look_ups(app, edit)


@fault("records.record-is-as-in-the-feed")
def counts_readings_as_versions(app: App) -> App:
    """Numbers the versions of what is looked up by the audit trail, which counts readings too."""
    readings = count(1000)
    return edits_look_ups(app, lambda entry: {**entry, "version": entry["version"] + next(readings)})


@fault("records.record-is-as-in-the-feed")
def finds_one_kind_only(rules: Records) -> Records:
    """Looks every id up among the applications, and finds no site, decision or document."""
    return replace(rules, kinds=lambda kind: ("application",) if kind == "application" else ())


@fault("records.lookup-is-as-fresh-as-the-feed")
def finds_the_first_version(rules: Rules) -> Rules:
    """Keeps a journal, and takes the first row of an id for the one that counts."""
    return replace(rules, changes=replace(rules.changes, keeps_all=True), records=replace(rules.records, order="seq"))


@fault("records.lookup-is-as-fresh-as-the-feed", needs="live-traffic")
def looks_up_in_a_replica(rules: Records) -> Records:
    """Looks up in a copy of the database that is two seconds behind."""
    return replace(rules, as_of=lambda watermark: watermark - 2000)


@fault("records.lookup-shows-what-the-view-shows")
def looks_up_in_the_case_system(rules: Records) -> Records:
    """Looks up what the officers see, cases that were taken off the register among it."""
    return replace(rules, view=lambda _view: "partner")


@fault("records.lookup-shows-what-the-view-shows")
def looks_up_the_officer_too(app: App) -> App:
    """Adds the officer's name to a record that is looked up."""
    return edits_look_ups(app, lambda entry: {**entry, "data": {**entry["data"], "officerName": "Z. Achterberg"}})


@fault("records.removed-record-is-gone")
def forgets_what_was_removed(rules: Records) -> Records:
    """Answers 404 for a record that it removed, as for one that never was."""
    return replace(rules, gone="unknown-record")


@fault("records.removed-record-is-gone")
def shows_the_tombstone(rules: Records) -> Records:
    """Answers the look-up of a removed record with its tombstone and 200."""
    return replace(rules, gone="")


@fault("records.unknown-record-is-unknown")
def calls_the_unknown_gone(rules: Records) -> Records:
    """Answers 410 for a record that it never had."""
    return replace(rules, unknown="record-removed")


@fault("records.unknown-record-is-unknown")
def finds_an_id_under_any_kind(rules: Records) -> Records:
    """Looks for an id alone, and shows a site to one who asks for an application."""
    return replace(rules, kinds=lambda _kind: spec.kinds())


@fault("records.unknown-record-is-unknown")
def refuses_an_unknown_id(rules: Records) -> Records:
    """Answers 400 where there is no such record."""
    return replace(rules, unknown="malformed-body")


@fault("records.reference-finds-its-record")
def cuts_the_reference_at_a_slash(rules: Records) -> Records:
    """Takes a slash in a reference for the end of a path."""
    return replace(rules, reference=lambda reference: reference.rpartition("/")[2])


@fault("records.reference-finds-its-record")
def decodes_the_reference_badly(rules: Records) -> Records:
    """Compares a reference without its slashes, as the names of its folders are written."""
    return replace(rules, reference=lambda reference: reference.replace("/", ""))


@fault("records.uprn-finds-its-records")
def finds_one_of_several(rules: Records) -> Records:
    """Finds one record where several are."""
    return replace(rules, most=1)


@fault("records.uprn-finds-its-records")
def pads_the_uprn_that_it_looks_for(rules: Records) -> Records:
    """Compares a property number with twenty digits, as its gazetteer writes it."""
    return replace(rules, uprn=lambda uprn: uprn.zfill(20))


@fault("records.search-finds-only-what-was-asked")
def takes_a_reference_in_any_case(rules: Records) -> Records:
    """Compares references under a collation that takes `ful` for `FUL`."""
    return replace(rules, compare="word = ? COLLATE NOCASE")


@fault("records.search-finds-only-what-was-asked")
def finds_what_begins_alike(rules: Records) -> Records:
    """Finds every record whose reference begins as was asked."""
    return replace(rules, compare="word LIKE ? || '%'")


@fault("records.search-finds-only-what-was-asked")
def takes_a_reference_of_any_authority(rules: Records) -> Records:
    """Compares the reference alone, though two councils gave it."""
    name = "substr(word, 1, instr(word, 'local-authority:')) || substr(word, instr(word, 'local-authority:') + 19)"
    return replace(rules, compare=f"{name} = (SELECT {name} FROM (SELECT ? AS word))")  # noqa: S608


@fault("records.search-of-nothing-is-empty")
def finds_nothing_to_be_an_error(rules: Records) -> Records:
    """Answers 404 for a search that finds nothing."""
    return replace(rules, nothing="unknown-record")


@fault("records.search-of-nothing-is-empty")
def finds_nothing_to_be_a_mistake(rules: Records) -> Records:
    """Answers 400 for a search that finds nothing."""
    return replace(rules, nothing="missing-lookup-key")


@fault("records.search-needs-a-key")
def lists_everything_without_a_key(rules: Records) -> Records:
    """Takes a search without a key for a search for everything."""
    return replace(rules, suffices=lambda _query: True)


@fault("records.search-needs-a-key")
def takes_a_reference_for_enough(rules: Records) -> Records:
    """Lets a reference stand without its authority, and finds nothing."""

    def suffices(query: Mapping[str, str]) -> bool:
        return bool(query.get("uprn") or query.get("reference"))

    return replace(rules, suffices=suffices)
