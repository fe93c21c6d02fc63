"""Whether each sentence is judged, and each judge has a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from openapi_spec_validator import OpenAPIV31SpecValidator

from conformance.checks import ALL
from conformance.lint.complaint import Complaint, line_of
from conformance.standard import Standard
from conformance.untested import FILE, REASONS, untested


def sentences(spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every requirement has a check or a reason."""
    judged = {check.requirement for check in ALL}
    for requirement in standard.requirements.values():
        if requirement.id not in judged and requirement.id not in untested():
            path = spec / "chapters" / f"{requirement.chapter}.md"
            message = f"{requirement.id} has neither a check nor a reason in conformance/untested.toml"
            yield Complaint(path, line_of(path, requirement.id), message)


def checks(_spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every check and every cause has a requirement, and no cause leads back to itself."""
    for check in ALL:
        for name in (check.requirement, *check.given):
            if name not in standard.requirements:
                code = check.judge.__code__
                message = f"a check judges by {name}, of which the chapters have no heading; an id never changes"
                yield Complaint(Path(code.co_filename), code.co_firstlineno, message)
    try:
        TopologicalSorter({check.requirement: _given(check.requirement) for check in ALL}).prepare()
    except CycleError as cycle:
        yield Complaint(FILE, 1, f"these requirements are given for one another in a circle: {cycle.args[1]}")


def reasons(_spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every reason for the absence of a check is one, and is needed."""
    judged = {check.requirement for check in ALL}
    for name, reason in untested().items():
        if name not in standard.requirements:
            yield Complaint(FILE, 1, f"there is no requirement {name}")
        if name in judged:
            yield Complaint(FILE, 1, f"{name} has a check, so it needs no reason")
        if reason.why not in REASONS:
            yield Complaint(FILE, 1, f"{name}: `why` is one of {', '.join(REASONS)}")
        if not reason.instead:
            yield Complaint(FILE, 1, f"{name}: `instead` says what to do in place of a check")


def _given(requirement_id: str) -> set[str]:
    return {name for check in ALL if check.requirement == requirement_id for name in check.given}


def openapi(spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every complaint about the OpenAPI description."""
    path = spec / "openapi.yaml"
    for error in OpenAPIV31SpecValidator(standard.openapi).iter_errors():
        yield Complaint(path, 1, f"{'/'.join(map(str, error.absolute_path))}: {error.message}"[:300])
