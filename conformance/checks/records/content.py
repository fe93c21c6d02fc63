"""Checks of *Records*, section *Content*: what stands in a record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from conformance.check import check
from conformance.checks.changes.causes import WHOLE_FEED
from conformance.evidence import Copy, Register, Walk
from conformance.model.finding import Findings
from conformance.model.instant import is_day
from conformance.model.page import Entry
from conformance.model.strict import Json
from conformance.standard import Codelist, Leaf, at

PROPERTY_NUMBERS = ("uprn", "uprns", "usrn", "usrns")
# A reference of so many letters and digits, one of them no hexadecimal digit, is in no random id by chance.
TELLING = 8
NOT_HEX = re.compile("[g-z]")
RANDOM = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
UNSEEN = frozenset(("Cc", "Cf", "Co", "Zl", "Zp"))
NO_RECORD = "the feed holds no record"


@check(
    "records.matches-its-schema",
    over="upserts",
    given=(
        "records.legal-date-is-a-day",
        "records.reference-is-exact",
        "records.property-number-is-canonical",
        "records.code-is-spelt-as-listed",
        "records.geometry-is-in-degrees",
    ),
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
            if value is not None and (not is_day(value) or value in walk.terms.codelists["date-stand-in"].codes):
                yield walk.breach(
                    f"`{name}` as a day, YYYY-MM-DD, or absent", f"{entry}: {value!r}"[:200], entry.exchange
                )


@check(
    "records.reference-resolves",
    over="entries",
    given=("publication.view-is-allow-listed", "publication.unpublishing-takes-all-along", *WHOLE_FEED),
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


def values(register: Register, entry: Entry) -> Iterator[tuple[Leaf, Json]]:
    """Every value of a record, with the leaf of the schema that says what it is."""
    for leaf in register.terms.leaves(entry.kind):
        for value in at(entry.data or {}, leaf.path):
            yield leaf, value


@check("records.id-tells-nothing", over="entries", given=("changes.entry-is-whole",), unseen=NO_RECORD)
def an_id_is_not_made_of_a_reference(register: Register) -> Findings:
    """A reference is corrected one day, and the id with it is then another record."""
    for entry in register.entries:
        reference = (entry.data or {}).get("reference")
        if isinstance(reference, str) and _is_made_of(entry.id, reference):
            actual = f"{entry}: the reference is {reference!r}"[:200]
            yield register.breach("an id that tells nothing", actual, entry.exchange)


def _is_made_of(key: str, reference: str) -> bool:
    """Whether an id repeats a reference. A reference that was made of an id is another matter."""
    if key == reference and RANDOM.fullmatch(reference):
        return False
    name, word = _letters(key), _letters(reference)
    return name == word != "" or (len(word) >= TELLING and NOT_HEX.search(word) is not None and word in name)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isascii() and letter.isalnum())


@check("records.reference-is-exact", over="entries", unseen=NO_RECORD)
def a_reference_is_written_in_one_way(register: Register) -> Findings:
    """Two that look alike on paper are compared letter for letter."""
    for entry in register.entries:
        for leaf, value in values(register, entry):
            flaw = _flaw(value) if leaf.name == "reference" and isinstance(value, str) else ""
            if flaw:
                actual = f"{entry}: {value!r} {flaw}"[:200]
                yield register.breach(f"`{leaf.path}` as it is printed", actual, entry.exchange)


def _flaw(reference: str) -> str:
    if unicodedata.normalize("NFC", reference) != reference:
        return "is not in NFC"
    hidden = [letter for letter in reference if _is_hidden(letter)]
    if hidden:
        return f"holds U+{ord(hidden[0]):04X}, which nobody sees"
    return "is padded" if reference != reference.strip() else ""


def _is_hidden(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category in UNSEEN or (category == "Zs" and letter != " ")


@check("records.property-number-is-canonical", over="entries", unseen=NO_RECORD)
def a_property_number_is_text_without_zeros_in_front(register: Register) -> Findings:
    """A number that is written in three ways is three properties."""
    for entry in register.entries:
        for leaf, value in values(register, entry):
            pattern = leaf.schema.get("pattern")
            if leaf.name not in PROPERTY_NUMBERS or not isinstance(pattern, str):
                continue
            if not isinstance(value, str) or not re.fullmatch(pattern, value):
                expected = f"`{leaf.path}` as text of digits, the first of them no zero"
                yield register.breach(expected, f"{entry}: {value!r}"[:200], entry.exchange)


@check("records.code-is-spelt-as-listed", over="entries", unseen=NO_RECORD)
def a_code_is_spelt_as_its_list_spells_it(register: Register) -> Findings:
    """`Granted` is not `granted`, and who counts the one does not count the other."""
    lists = {name: _spellings(codelist) for name, codelist in register.terms.codelists.items()}
    for entry in register.entries:
        for leaf, value in values(register, entry):
            if not leaf.codelist or not isinstance(value, str):
                continue
            meant = lists[leaf.codelist].get(_letters(value))
            if meant and value not in register.terms.codelists[leaf.codelist].codes:
                yield register.breach(f"`{leaf.path}` {meant!r}", f"{entry}: {value!r}"[:200], entry.exchange)


def _spellings(codelist: Codelist) -> dict[str, str]:
    """Each code by its letters, '' for those that only their signs tell apart."""
    found: dict[str, str] = {}
    for code in codelist.codes:
        found[_letters(code)] = "" if _letters(code) in found else code
    return found
