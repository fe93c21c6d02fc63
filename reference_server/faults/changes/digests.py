"""Ways of getting *Changes*, section *Digests*, wrong."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace

from reference_server.canonical import canonical
from reference_server.fault import App, fault
from reference_server.rules import Digests
from reference_server.rules.changes import Identity, State
from reference_server.rules.changes.digests import MODULUS
from reference_server.wire import Entry, Sent, edits, edits_entries

DAY = 86_400_000


def _bare(entry: Entry) -> Entry:
    return {name: value for name, value in entry.items() if name != "digest"}


@fault("changes.digest-is-there")
def gives_no_digest(app: App) -> App:
    """Claims that copies can be proved, and gives no digest."""
    return edits_entries(app, _bare)


@fault("changes.digest-is-there")
def gives_digests_to_cases_only(app: App) -> App:
    """Has digests for applications, where somebody asked for them."""
    return edits_entries(app, lambda entry: entry if entry["kind"] == "application" else _bare(entry))


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


@fault("changes.digest-is-of-the-data")
def hashes_its_own_spelling(rules: Digests) -> Digests:
    """Hashes JSON as its language writes it, with spaces and escapes."""
    return replace(rules, of_data=lambda data: _sha256(json.dumps(data, sort_keys=True).encode()))


@fault("changes.digest-is-of-the-data")
def hashes_members_unsorted(rules: Digests) -> Digests:
    """Hashes the members in the order in which they were made."""
    return replace(
        rules, of_data=lambda data: _sha256(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())
    )


@fault("changes.digest-is-of-the-data")
def hashes_letters_as_escapes(rules: Digests) -> Digests:
    """Gets everything right but the letters beyond ASCII."""
    return replace(
        rules, of_data=lambda data: _sha256(json.dumps(data, sort_keys=True, separators=(",", ":")).encode())
    )


@fault("changes.digest-is-of-the-data")
def hashes_without_what_is_empty(rules: Digests) -> Digests:
    """Leaves empty lists out before it hashes."""
    return replace(
        rules, of_data=lambda data: _sha256(canonical({name: value for name, value in data.items() if value != []}))
    )


def _rewrites(app: App, pattern: str, by: str) -> App:
    """An application whose pages are edited as text, so that numbers stay as they are written."""

    def edit(sent: Sent) -> None:
        if sent.has_entries:
            sent.body = re.sub(pattern, by, sent.body.decode()).encode()

    return edits(app, edit)


@fault("changes.numbers-survive-canonical-form")
def prints_all_digits_of_a_double(app: App) -> App:
    """Writes coordinates with as many digits as its language once did."""
    return _rewrites(app, r'("latitude": ?\d+\.\d+)', r"\g<1>00000000000001")


@fault("changes.numbers-survive-canonical-form")
def numbers_revisions_beyond_doubles(app: App) -> App:
    """Takes a 64-bit key of its database for the number of a revision."""
    return _rewrites(app, r'("revision": ?)\d+', r"\g<1>9007199254740992")


@fault("changes.state-digest-adds-up")
def forgets_what_is_removed(rules: Digests) -> Digests:
    """Adds each publication up, and never takes away what it replaces."""
    return replace(rules, take=lambda state, _share: State(state.records - 1, state.total))


@fault("changes.state-digest-adds-up")
def mixes_with_xor(rules: Digests) -> Digests:
    """Combines the hashes with exclusive or in place of a sum."""
    return replace(
        rules,
        add=lambda state, share: State(state.records + 1, state.total ^ share),
        take=lambda state, share: State(state.records - 1, state.total ^ share),
    )


@fault("changes.state-digest-adds-up")
def counts_tombstones_as_records(rules: Digests) -> Digests:
    """Goes on counting what was removed."""
    return replace(rules, take=lambda state, share: State(state.records, (state.total - share) % MODULUS))


@fault("changes.state-digest-adds-up")
def leaves_the_version_out_of_the_sum(rules: Digests) -> Digests:
    """Hashes kind, id and digest, as if a version told nothing."""

    def of_record(record: Identity) -> int:
        told = {name: value for name, value in record._asdict().items() if name != "version"}
        return int(_sha256(canonical(told)), 16)

    return replace(rules, of_record=of_record)


@fault("changes.state-digest-adds-up")
def tells_yesterdays_state(rules: Digests) -> Digests:
    """Computes the state digest once a night, and tells it with the position of now."""
    return replace(rules, as_at=lambda watermark: watermark - DAY)


@fault("changes.state-digest-names-its-position")
def starts_the_feed_over_after_a_state_digest(rules: Digests) -> Digests:
    """Gives with a state digest a cursor of the start of the feed."""
    return replace(rules, joins=lambda _watermark: 0)


@fault("changes.state-digest-names-its-position")
def tells_another_epoch(rules: Digests) -> Digests:
    """Numbers state digests in a history of their own."""
    return replace(rules, epoch=lambda epoch: f"state-{epoch}")


@fault("changes.state-digest-names-its-position")
def tells_the_last_backup_as_position(rules: Digests) -> Digests:
    """States with the present digest the watermark of the last backup."""
    return replace(rules, told=lambda watermark: watermark - 40 * DAY)
