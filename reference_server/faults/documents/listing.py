"""Ways of getting *Documents*, section *Listing*, wrong."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from reference_server.fault import App, fault
from reference_server.rules import Publication, Rules
from reference_server.rules.publication import Change, Data, allow_listed
from reference_server.wire import Entry, edits_data, edits_entries


@fault("documents.available-document-states-its-bytes")
def takes_the_size_from_the_old_system(app: App) -> App:
    """States a size that is a byte off, since the old system counted the end of the file."""
    return _available(app, lambda data: {**data, "fileSize": data["fileSize"] + 1})


@fault("documents.available-document-states-its-bytes")
def digests_the_name(app: App) -> App:
    """States the digest of the name of the file."""
    return _available(
        app, lambda data: {**data, "sha256": hashlib.sha256(data.get("filename", "").encode()).hexdigest()}
    )


@fault("documents.available-document-states-its-bytes")
def calls_every_file_a_pdf(app: App) -> App:
    """States that every file is a PDF, since nobody kept the type."""
    return _available(app, lambda data: {**data, "mimeType": "application/pdf"})


def _available(app: App, edit: object) -> App:
    return edits_data(app, "document", lambda data: edit(data) if data["contentStatus"] == "available" else data)  # type: ignore[operator]


@fault("documents.bytes-never-change")
def puts_the_new_plan_under_the_old_id(rules: Rules) -> Rules:
    """Publishes an amended plan as the next version of the plan that it replaces, and keeps a journal of both."""

    def settle(changes: tuple[Change, ...]) -> tuple[Change, ...]:
        return tuple(_under_the_old_id(change) for change in changes)

    publication = replace(rules.publication, settle=settle)
    return replace(rules, publication=publication, changes=replace(rules.changes, keeps_all=True))


def _under_the_old_id(change: Change) -> Change:
    old = (change.data or {}).get("replaces") if change.kind == "document" else None
    if not old or change.data is None:
        return change
    return replace(change, id=old, data={name: change.data[name] for name in change.data if name != "replaces"})


@fault("documents.bytes-never-change")
def lists_what_has_half_arrived(rules: Rules) -> Rules:
    """Publishes a document while its bytes still come in, with the digest of what is there, and keeps a journal."""

    def settle(changes: tuple[Change, ...]) -> tuple[Change, ...]:
        return tuple(stage for change in changes for stage in (*_half(change), change))

    publication = replace(rules.publication, settle=settle)
    return replace(rules, publication=publication, changes=replace(rules.changes, keeps_all=True))


def _half(change: Change) -> tuple[Change, ...]:
    if change.kind != "document" or not change.data or "sha256" not in change.data:
        return ()
    nothing = hashlib.sha256(b"").hexdigest()
    return (replace(change, data={**change.data, "sha256": nothing}),)


@fault("documents.replacement-names-a-document")
def lets_a_document_replace_itself(app: App) -> App:
    """Names in `replaces` the document itself."""

    def edit(entry: Entry) -> Entry:
        data = entry.get("data", {})
        return {**entry, "data": {**data, "replaces": entry["id"]}} if "replaces" in data else entry

    return edits_entries(app, edit)


@fault("documents.replacement-names-a-document")
def replaces_across_cases(app: App) -> App:
    """Names in `replaces` the first document that was ever listed, since keys are given anew in each case."""
    first: list[str] = []

    def edit(entry: Entry) -> Entry:
        if entry["kind"] != "document" or entry["op"] != "upsert":
            return entry
        first.append(entry["id"])
        data = entry["data"]
        return {**entry, "data": {**data, "replaces": first[0]}} if "replaces" in data else entry

    return edits_entries(app, edit)


@fault("documents.redaction-has-other-bytes", view="partner")
def falls_back_to_the_original(rules: Publication) -> Publication:
    """Lists as the redacted copy the file of the whole document, where no copy was made yet."""

    def settle(changes: tuple[Change, ...]) -> tuple[Change, ...]:
        whole = {change.id: change.data for change in changes if change.kind == "document" and change.data}
        return tuple(_fallen_back(change, whole) for change in changes)

    return replace(rules, settle=settle)


def _fallen_back(change: Change, whole: dict[str, Data]) -> Change:
    original = whole.get((change.data or {}).get("redactionOf", ""))
    if not original or change.data is None:
        return change
    return replace(change, data={**change.data, "sha256": original["sha256"], "fileSize": original["fileSize"]})


@fault("documents.public-document-is-for-the-public", "publication.view-is-allow-listed")
def publishes_the_whole_table(rules: Publication) -> Publication:
    """Publishes every document there is, beside the mark that says which of them are not for the register."""

    def settle(changes: tuple[Change, ...]) -> tuple[Change, ...]:
        public = {change.id for change in changes if change.kind == "application" and change.reach == "national"}
        papers = [c for c in changes if c.kind == "document" and (c.data or {}).get("application") in public]
        return tuple(replace(change, reach="national") if change in papers else change for change in changes)

    def shows(kind: str, view: str, data: Data) -> Data:
        marked = {name: data[name] for name in ("publicRegisterStatus",) if name in data and kind == "document"}
        return {**allow_listed(kind, view, data), **marked}

    return replace(rules, settle=settle, shows=shows)
