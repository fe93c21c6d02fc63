"""All the rules for writing the standard, one after another."""

from __future__ import annotations

from pathlib import Path

from conformance.lint import data, lifecycle, prose, traces
from conformance.lint.complaint import Complaint
from conformance.standard import MalformedStandard, Standard, spec_folder

RULES = (
    prose.chapters,
    data.codelists,
    data.schemas,
    data.crosswalk,
    data.examples,
    data.profiles,
    lifecycle.states,
    lifecycle.moves,
    lifecycle.dates,
    traces.sentences,
    traces.checks,
    traces.reasons,
    traces.openapi,
)


def lint(spec: Path | None = None) -> tuple[Complaint, ...]:
    """Every complaint about a folder of the standard, in order."""
    spec = spec or spec_folder()
    try:
        standard = Standard.read(spec)
    except MalformedStandard as wrong:
        place, _, message = str(wrong).partition(": ")
        name, _, line = place.rpartition(":")
        return (Complaint(Path(name or place), int(line) if line.isdigit() else 1, message),)
    return tuple(sorted({complaint for rule in RULES for complaint in rule(spec, standard)}))
