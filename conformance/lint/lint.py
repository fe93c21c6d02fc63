"""All the rules for writing the standard, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from conformance.lint import data, day, exchanges, ids, lifecycle, names, prose, roles, tables, traces, wire
from conformance.lint.complaint import Complaint
from conformance.standard import MalformedStandard, Standard, spec_folder

Rule = Callable[[Path, Standard], Iterator[Complaint]]
RULES: tuple[Rule, ...] = (
    prose.chapters,
    names.named,
    names.links,
    ids.ids,
    exchanges.exchanges,
    day.day,
    data.codelists,
    data.schemas,
    data.crosswalk,
    data.examples,
    roles.profiles,
    roles.everything_is_spoken,
    lifecycle.states,
    lifecycle.moves,
    lifecycle.dates,
    traces.sentences,
    traces.checks,
    traces.reasons,
    traces.openapi,
    wire.described,
    tables.rows,
    tables.transforms,
    tables.levels,
    tables.members,
    wire.operations,
)


def lint(spec: Path | None = None) -> tuple[Complaint, ...]:
    """Every complaint about a folder of the standard, in order."""
    spec = spec or spec_folder()
    try:
        standard = Standard.read(spec)
    except MalformedStandard as wrong:
        return (_unreadable(wrong),)
    found = {complaint for rule in RULES for complaint in _told(rule, spec, standard)}
    # What an editor has written comes first, what a program makes of it after that.
    return tuple(sorted(found, key=lambda complaint: (spec not in complaint.path.parents, complaint)))


def _told(rule: Rule, spec: Path, standard: Standard) -> Iterator[Complaint]:
    try:
        yield from rule(spec, standard)
    except MalformedStandard as wrong:
        yield _unreadable(wrong)


def _unreadable(wrong: MalformedStandard) -> Complaint:
    place, _, message = str(wrong).partition(": ")
    name, _, line = place.rpartition(":")
    return Complaint(Path(name or place), int(line) if line.isdigit() else 1, message)
