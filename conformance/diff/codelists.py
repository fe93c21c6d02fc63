"""Compares two sets of codelists: a word that nobody knew breaks a closed list and not one that grows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from conformance.diff.change import Change, Effect
from conformance.standard import Codelist

AREA = "codelists"
READERS, SERVERS, MAPPERS = "who reads it", "who serves it", "who maps by it"
Row = Mapping[str, str]
WORDS = ("name", "description", "source", "entry-date", "title")
# A description says by `standard` which version its classes belong to: a new one is a new part, and surprises nobody.
PARTS = ("class", "codelist")
IN_USE = ("status", "end-date", "maturity")


def compare(base: Mapping[str, Codelist], head: Mapping[str, Codelist], wire: frozenset[str]) -> Iterator[Change]:
    """Every change of a codelist. `wire` names the lists that a schema or a parameter takes its words from."""
    for name in sorted({*base, *head}):
        if name not in base:
            yield _tell(Effect.ADDITIVE, name, "", "a new list")
        elif name not in head:
            yield _tell(Effect.BREAKING, name, "", "the list is gone", READERS)
        else:
            yield from _list(base[name], head[name], on_wire=name in wire)


def _list(base: Codelist, head: Codelist, *, on_wire: bool) -> Iterator[Change]:
    if base.extensible != head.extensible:
        says = "the list is extensible now" if head.extensible else "the list is extensible no longer"
        who = READERS if head.extensible else SERVERS
        yield _tell(Effect.BREAKING if on_wire else Effect.ADDITIVE, head.name, "", says, who if on_wire else "")
    old, new = _by_code(base), _by_code(head)
    open_ended = base.extensible or not on_wire or head.name in PARTS
    for code in [*new, *(code for code in old if code not in new)]:
        if code not in old:
            yield _added(head.name, code, open_ended=open_ended)
        elif code not in new:
            yield _tell(Effect.BREAKING, head.name, code, "the code is gone; one that ends gets an end-date", SERVERS)
        else:
            yield from _row(head.name, old[code], new[code])


def _added(name: str, code: str, *, open_ended: bool) -> Change:
    if open_ended:
        return _tell(Effect.ADDITIVE, name, code, "a new code")
    return _tell(Effect.BREAKING, name, code, "a new code of a closed list", READERS)


def _row(name: str, old: Row, new: Row) -> Iterator[Change]:
    code = new["reference"]
    for column in [*new, *(column for column in old if column not in new)]:
        before, after = old.get(column, ""), new.get(column, "")
        if column == "extensible" or before == after:
            continue
        if column in WORDS:
            yield _tell(Effect.EDITORIAL, name, code, f"its {column} is worded otherwise")
        elif column in IN_USE or not before:
            was = f", and was {before}" if before else ""
            yield _tell(Effect.ADDITIVE, name, code, f"its {column} is {after or 'empty'}{was}")
        else:
            says = f"its {column} is {after or 'empty'}, and was {before}"
            yield _tell(Effect.BREAKING, name, code, says, MAPPERS)


def _by_code(codelist: Codelist) -> dict[str, Row]:
    return {row["reference"]: row for row in codelist.rows}


def _tell(effect: Effect, name: str, code: str, says: str, who: str = "") -> Change:
    return Change(effect, AREA, f"codelists/{name}.csv", code, says, who)
