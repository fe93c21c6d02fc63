"""From one row of an extract to one record of the standard, or to what is wrong with it and how to mend it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from reference_server import spec
from reference_server.adapters.transforms import STAND_INS
from reference_server.relay.extract import Row
from reference_server.relay.nouns import Member, members, validator
from reference_server.rules.publication import Data

VIEW = "public"
KEY = "key"
AUTHORITY = "planningAuthority"
LONGEST_KEY = 200
MOST_FLAWS = 5
WORDS = {"true": True, "yes": True, "false": False, "no": False}

Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong at one place of an extract, and how to mend it."""

    file: str
    place: str
    key: str
    field: str
    why: str
    cure: str
    value: str = ""

    def __str__(self) -> str:
        return f"{self.file}, {self.place}, {self.field or 'row'} of {self.key or '?'}: {self.why}. {self.cure}"


@dataclass(frozen=True, slots=True)
class Record:
    """One record as the view shows it. `refers` gives each record that it names, by the member that names it."""

    kind: str
    key: str
    id: str
    data: Data
    refers: tuple[tuple[str, Name], ...]
    row: Row

    @property
    def name(self) -> Name:
        """What it is called in the feed."""
        return self.kind, self.id

    @property
    def digest(self) -> str:
        """The digest by which the log knows that nothing changed."""
        return hashlib.sha256(orjson.dumps(self.data, option=orjson.OPT_SORT_KEYS)).hexdigest()

    def flaw(self, field: str, why: str, cure: str) -> Flaw:
        """What is wrong with a member of it."""
        return Flaw(self.row.file, self.row.place, self.key, field, why, cure, _shown(self.data.get(field)))


@dataclass(frozen=True, slots=True)
class Mint:
    """Makes ids that tell nothing and stay the same: 32 hex digits of an HMAC over kind and local key."""

    secret: bytes

    def __call__(self, kind: str, key: str) -> str:
        """The id of a record."""
        return hmac.new(self.secret, f"{kind}|{key}".encode(), hashlib.sha256).hexdigest()[:32]


def key_of(row: Row) -> str | None:
    """The local key of a row; None where it has none by which it can be told from others."""
    key = (row.members or {}).get(KEY)
    key = str(key) if isinstance(key, int) and not isinstance(key, bool) else key
    return key.strip() if isinstance(key, str) and 0 < len(key.strip()) <= LONGEST_KEY else None


def read(kind: str, row: Row, mint: Mint, authorities: tuple[str, ...]) -> Record | tuple[Flaw, ...]:
    """The record in a row that has a key, or its flaws."""
    key = key_of(row) or ""
    known, cells = members(kind), row.members or {}
    given = _typed(known, cells) if row.file.endswith(".csv") else {n: v for n, v in cells.items() if v is not None}
    if AUTHORITY in known and len(authorities) == 1:
        given.setdefault(AUTHORITY, authorities[0])
    given = {name: value for name, value in given.items() if name in known and name in spec.shown(kind, VIEW)}
    data, refers = dict(given), []
    for name, member in known.items():
        if member.refers_to and name in data:
            data[name] = _minted(data[name], member.refers_to, mint)
            refers += [(name, (member.refers_to, key)) for key in _each(data[name]) if isinstance(key, str)]
    flaws = tuple(_flaws(kind, row, key, data, given, authorities))
    return flaws or Record(kind, key, mint(kind, key), data, tuple(refers), row)


def references(kind: str, data: Mapping[str, Any]) -> Iterator[tuple[str, Name]]:
    """The records that one as it was published names, by the member that names them."""
    for name, member in members(kind).items():
        if member.refers_to:
            yield from ((name, (member.refers_to, key)) for key in _each(data.get(name)) if isinstance(key, str))


def not_carried(kind: str, names: set[str]) -> Iterator[tuple[str, str]]:
    """The members of some rows that are not published, and why."""
    for name in sorted(names - {KEY}):
        if name not in members(kind):
            yield name, "the standard has no such member"
        elif name not in spec.shown(kind, VIEW):
            yield name, f"the view {VIEW} does not show it"


def _flaws(
    kind: str, row: Row, key: str, data: Data, given: Mapping[str, Any], authorities: tuple[str, ...]
) -> Iterator[Flaw]:
    known = members(kind)
    for member in known.values():
        if member.is_required and member.name not in data:
            yield Flaw(row.file, row.place, key, member.name, "it is absent", member.cure)
        if member.is_day and data.get(member.name) in STAND_INS:
            cure = "Leave out a day that is not known."
            why = "it stands for a date that is not known"
            yield Flaw(row.file, row.place, key, member.name, why, cure, _shown(data[member.name]))
    if data.get(AUTHORITY, authorities[0]) not in authorities:
        cure = f"It is one of those in relay.toml: {', '.join(authorities)}."
        yield Flaw(row.file, row.place, key, AUTHORITY, "it is not served here", cure, _shown(data[AUTHORITY]))
    for error in list(validator(spec.noun(kind)).iter_errors(data))[:MOST_FLAWS]:
        field = str(next(iter(error.instance_path), ""))
        if field:
            value = given.get(field)
            yield Flaw(row.file, row.place, key, field, error.message[:200], known[field].cure, _shown(value))


def _typed(known: Mapping[str, Member], cells: Mapping[str, Any]) -> dict[str, Any]:
    """The cells of a table as their members want them. An empty cell is an absent member."""
    typed = {}
    for name, cell in cells.items():
        member = known.get(name)
        if member and cell.strip():
            typed[name] = _value(member, cell.strip())
        elif member and member.is_required and member.may_be_empty:
            typed[name] = ""
    return typed


def _value(member: Member, cell: str) -> Any:  # noqa: ANN401 - JSON
    """What a cell stands for; the text itself where it stands for nothing of the kind, so that it is refused."""
    if member.type == "string":
        return cell
    if member.type == "boolean":
        return WORDS.get(cell.lower(), cell)
    if member.type == "array" and not cell.startswith("["):
        return [part.strip() for part in cell.split(";") if part.strip()]
    try:
        return orjson.loads(cell)
    except ValueError:
        return cell


def _minted(value: Any, kind: str, mint: Mint) -> Any:  # noqa: ANN401
    if isinstance(value, list):
        return [_minted(inner, kind, mint) for inner in value]
    if isinstance(value, bool) or not isinstance(value, str | int):
        return value
    return mint(kind, str(value).strip())


def _each(value: Any) -> list[Any]:  # noqa: ANN401
    return value if isinstance(value, list) else [value]


def _shown(value: object) -> str:
    return "" if value is None else orjson.dumps(value, default=str).decode()[:120]
