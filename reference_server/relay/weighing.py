"""Holds one extract against what is published: what is new, what is gone, and what has to stay as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reference_server import spec
from reference_server.relay import record
from reference_server.relay.extract import Extract, Row
from reference_server.relay.record import Flaw, Mint, Name, Record
from reference_server.relay.report import PUBLISHED, Count, Report
from reference_server.rules.publication import Change

REACH = "national"
HOW_TO_KEY = "Give every row a `key` of its own: what the source calls the record, the same every night."


@dataclass(frozen=True, slots=True)
class Held:
    """What is published and live: the digest of each record, and a way to its data."""

    digests: Mapping[Name, str]
    data: Callable[[Name], Mapping[str, Any]]


@dataclass(slots=True)
class Weighing:
    """One extract beside what is held.

    `records` are to be live as they stand in the extract, `stay` as they were published before, `gone` not at all;
    `missing` is what would be gone if nothing referred to it.
    `unclear` are kinds with a row that nobody can tell from others, so that nothing of them can be said to be gone.
    """

    extract: Extract
    held: Held
    report: Report
    records: dict[Name, Record] = field(default_factory=dict)
    refused: set[Name] = field(default_factory=set)
    unclear: set[str] = field(default_factory=set)
    stay: set[Name] = field(default_factory=set)
    gone: set[Name] = field(default_factory=set)
    missing: frozenset[Name] = frozenset()
    kinds: frozenset[str] = frozenset()

    def changes(self) -> tuple[Change, ...]:
        """What is to be published: nothing for a record that is as it was."""
        digests = self.held.digests
        upserts = (r for r in self.records.values() if digests.get(r.name) != r.digest)
        return (
            *(Change(one.kind, one.id, one.data, REACH) for one in upserts),
            *(Change(kind, key, None, "") for kind, key in sorted(self.gone)),
        )

    def alarms(self) -> tuple[str, ...]:
        """Why a person has to look first: more of a kind has vanished, or can no longer be read, than is usual."""
        most = spec.levels()["vanishedShareMost"]
        found = []
        for kind in self.extract.counts:
            held = [name for name in self.held.digests if name[0] == kind]
            for names, what in ((self.missing, "are not in it"), (self.refused, "are in rows that are refused")):
                count = len(names.intersection(held))
                if count * 100 > most * len(held):
                    found.append(f"{count} of {len(held)} published records of {kind} {what}, more than {most:g} %")
        return tuple(found)


def weigh(extract: Extract, held: Held, mint: Mint, authorities: tuple[str, ...]) -> Weighing:
    """Compare. Raises `Unreadable` where the extract cannot be used at all."""
    weighing = Weighing(extract, held, Report(extract.name, PUBLISHED, taken_at=extract.taken_at))
    for kind, rows in extract.rows().items():
        weighing.report.counts[kind] = Count(rows=len(rows))
        _read(weighing, kind, rows, mint, authorities)
    weighing.kinds = frozenset((*extract.counts, *(kind for kind, _ in held.digests)))
    _compare(weighing)
    while _mend(weighing):
        pass
    _count(weighing)
    return weighing


def _read(weighing: Weighing, kind: str, rows: Iterable[Row], mint: Mint, authorities: tuple[str, ...]) -> None:
    report, places, names = weighing.report, dict[str, str](), set[str]()
    for row in rows:
        names |= (row.members or {}).keys()
        key = record.key_of(row)
        if key is None:
            report.flaws.append(Flaw(row.file, row.place, "", "key", row.wrong or "it has no key", HOW_TO_KEY))
            weighing.unclear.add(kind)
            continue
        if key in places:
            why = f"the key stands on {places[key]} as well, and the first row counts"
            report.flaws.append(Flaw(row.file, row.place, key, "key", why, HOW_TO_KEY))
            continue
        places[key] = row.place
        found = record.read(kind, row, mint, authorities)
        if isinstance(found, Record):
            weighing.records[found.name] = found
        else:
            report.flaws += found
            weighing.refused.add((kind, mint(kind, key)))
    report.not_carried += [f"{kind}.{name}: {why}" for name, why in record.not_carried(kind, names)]


def _compare(weighing: Weighing) -> None:
    for name in weighing.held.digests:
        if name in weighing.records:
            continue
        told = name[0] in weighing.extract.counts and name[0] not in weighing.unclear
        (weighing.gone if told and name not in weighing.refused else weighing.stay).add(name)
    weighing.missing = frozenset(weighing.gone)


def _mend(weighing: Weighing) -> bool:
    """Refuse records that refer to nothing, and keep what is referred to still. Whether anything was done."""
    dangling = list(_dangling(weighing, weighing.records.keys() | weighing.stay))
    for name, field_name, target in dangling:
        if target in weighing.gone:
            weighing.gone.remove(target)
            weighing.stay.add(target)
            who = weighing.records[name].key if name in weighing.records else name[1]
            weighing.report.kept.append(f"{target[0]} {target[1]} is not in it, but {name[0]} {who} refers to it")
        elif target not in weighing.stay and name in weighing.records:
            _refuse(weighing, weighing.records.pop(name), field_name, target[0])
    return bool(dangling)


def _refuse(weighing: Weighing, refused: Record, field_name: str, kind: str) -> None:
    why = f"no {kind} of this key is in the extract, or its row is refused"
    cure = f"Put the {kind} into the extract under the key that stands here."
    weighing.report.flaws.append(refused.flaw(field_name, why, cure))
    weighing.refused.add(refused.name)
    if refused.name in weighing.held.digests:
        weighing.stay.add(refused.name)


def _dangling(weighing: Weighing, live: set[Name]) -> Iterator[tuple[Name, str, Name]]:
    """Each reference that would lead nowhere: who refers, by which member, to what."""
    for one in list(weighing.records.values()):
        for field_name, target in one.refers:
            if target[0] in weighing.kinds and target not in live:
                yield one.name, field_name, target
    # A record that stays can only lose what goes now.
    for name in sorted(weighing.stay) if weighing.gone else ():
        for field_name, target in record.references(name[0], weighing.held.data(name)):
            if target in weighing.gone:
                yield name, field_name, target


def _count(weighing: Weighing) -> None:
    digests = weighing.held.digests
    for kind, count in weighing.report.counts.items():
        now = [one for one in weighing.records.values() if one.kind == kind]
        count.new = sum(one.name not in digests for one in now)
        count.unchanged = sum(digests.get(one.name) == one.digest for one in now)
        count.changed = len(now) - count.new - count.unchanged
        count.removed = sum(name[0] == kind for name in weighing.gone)
        count.kept = sum(name[0] == kind for name in weighing.stay)
        count.refused = count.rows - len(now)
