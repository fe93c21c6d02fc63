"""Ways of getting *Changes*, section *Entries*, wrong."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from reference_server.fault import App, fault
from reference_server.rules import Changes
from reference_server.wire import Entry, Sent, edits, edits_data, edits_entries, edits_pages


@fault("changes.order-is-publication-order")
def sends_newest_first(app: App) -> App:
    """Turns each page round, as a list on a screen is sorted."""
    return edits_pages(app, lambda page: {**page, "items": page["items"][::-1]})


@fault("changes.order-is-publication-order")
def sorts_a_page_by_id(app: App) -> App:
    """Sorts each page by id."""
    return edits_pages(app, lambda page: {**page, "items": sorted(page["items"], key=lambda entry: str(entry["id"]))})


@fault("changes.order-is-publication-order")
def numbers_each_page_from_one(app: App) -> App:
    """Counts the entries of a page instead of those of the feed."""

    def renumbered(entries: list[Entry]) -> list[Entry]:
        return [{**entry, "seq": place} for place, entry in enumerate(reversed(entries), 1)]

    return edits_pages(app, lambda page: {**page, "items": renumbered(page["items"])})


def _stamped(app: App, change: str, to: str) -> App:
    return edits_entries(app, lambda entry: {**entry, "changedAt": str(entry["changedAt"]).replace(change, to)})


@fault("changes.instants-are-utc-milliseconds")
def writes_an_offset(app: App) -> App:
    """Writes +00:00 in place of Z."""
    return _stamped(app, "Z", "+00:00")


@fault("changes.instants-are-utc-milliseconds")
def writes_microseconds(app: App) -> App:
    """Writes six digits of a second."""
    return _stamped(app, "Z", "000Z")


@fault("changes.instants-are-utc-milliseconds")
def leaves_out_milliseconds(app: App) -> App:
    """Leaves the fraction out where it is zero, and in the watermark always."""
    return edits_pages(app, lambda page: {**page, "sourceAsOf": str(page["sourceAsOf"])[:19] + "Z"})


@fault("changes.version-grows", needs="live-traffic")
def numbers_every_version_one(rules: Changes) -> Changes:
    """Gives every entry the version 1."""
    return replace(rules, version=lambda _held, _seq: 1)


@fault("changes.version-grows", needs="live-traffic")
def counts_versions_down(rules: Changes) -> Changes:
    """Counts from a large number downwards."""
    return replace(rules, version=lambda _held, seq: 1_000_000 - seq)


@fault("changes.entry-is-whole")
def leaves_out_the_version(app: App) -> App:
    """Sends entries without a version."""
    return edits_entries(app, lambda entry: {name: value for name, value in entry.items() if name != "version"})


@fault("changes.entry-is-whole")
def sends_ids_only(app: App) -> App:
    """Says what changed and leaves it to the consumer to ask for the record."""
    return edits_entries(app, lambda entry: {name: value for name, value in entry.items() if name != "data"})


@fault("changes.entry-is-whole")
def sends_seq_as_text(app: App) -> App:
    """Writes `seq` in quotes, as a careful programmer does with large numbers."""
    return edits_entries(app, lambda entry: {**entry, "seq": str(entry["seq"])})


@fault("changes.entry-is-whole")
def sends_an_empty_upsert_for_a_removal(app: App) -> App:
    """Sends a removed record as an upsert whose data is null."""

    def edit(entry: Entry) -> Entry:
        if entry["op"] != "delete":
            return entry
        return {**{name: value for name, value in entry.items() if name != "reason"}, "op": "upsert", "data": None}

    return edits_entries(app, edit)


@fault("changes.entry-is-whole")
def uses_the_reference_as_id(app: App) -> App:
    """Names an application by its reference, slashes and all."""

    def edit(entry: Entry) -> Entry:
        data = entry.get("data") or {}
        return {**entry, "id": data["reference"]} if entry["kind"] == "application" and "reference" in data else entry

    return edits_entries(app, edit)


@fault("changes.version-fixes-content")
def lets_content_drift(app: App) -> App:
    """Renders an old entry from today's tables, so it says something else each time."""
    numbers = count()

    def edit(data: Entry) -> Entry:
        return {**data, "notes": f"Read {next(numbers)} times"}

    return edits_data(app, "application", edit)


@fault("changes.version-fixes-content")
def has_two_serialisers(app: App) -> App:
    """Renders the first page of a window by one program and the further ones by another, which knows no postcodes."""

    def edit(sent: Sent) -> None:
        if sent.is_page and "cursor" in sent.request.query_params:
            page = sent.read()
            sent.write({**page, "items": [_without(entry, "postcode") for entry in page["items"]]})

    return edits(app, edit)


def _without(entry: Entry, name: str) -> Entry:
    data = {key: value for key, value in (entry.get("data") or {}).items() if key != name}
    return {**entry, "data": data} if entry["op"] == "upsert" else entry


@fault("changes.version-fixes-content")
def gives_reasons_of_the_day(app: App) -> App:
    """Looks the reason of a removal up anew each time, and does not always find it."""
    numbers = count()

    def edit(entry: Entry) -> Entry:
        return {**entry, "reason": "merged"} if entry["op"] == "delete" and next(numbers) % 7 == 3 else entry

    return edits_entries(app, edit)


@fault("changes.entry-comes-once")
def repeats_the_last_entry_when_asked_again(app: App) -> App:
    """Looks for what is new with `>=`, so that whoever waits at the end is given the last entry each time."""
    ends: dict[str, Entry] = {}
    opened: set[str] = set()

    def edit(sent: Sent) -> None:
        if not sent.is_page:
            return
        page, asked = sent.read(), sent.request.query_params
        last = ends.get(asked.get("cursor", ""))
        if "to" not in asked and ("from" in asked or asked.get("cursor") in opened):
            opened.add(page["cursor"])
            if page["complete"] and page["items"]:
                ends[page["cursor"]] = page["items"][-1]
        if last:
            sent.write({**page, "items": [last, *page["items"]]})

    return edits(app, edit)
