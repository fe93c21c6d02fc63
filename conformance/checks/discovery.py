"""Checks of the chapter *Discovery*."""

from __future__ import annotations

from conformance.check import check
from conformance.evidence import Introduction
from conformance.model.finding import Findings


@check("discovery.describes-itself", given=("discovery.names-its-environment",))
def the_description_is_valid(introduction: Introduction) -> Findings:
    """With a description, one address is the whole of a contract's technical annex."""
    schema = introduction.terms.schema("description")
    for flaw in schema.flaws(introduction.terms.description.members):
        yield introduction.breach("a description as the schema `description` has it", str(flaw))
    spoken = introduction.terms.description.text("standard")
    judged = ".".join(introduction.terms.standard.version.split(".")[:2])
    if spoken and ".".join(spoken.split(".")[:2]) != judged:
        yield introduction.breach(f"a description of version {judged}, by which this suite judges", f"{spoken!r}"[:60])


@check("discovery.names-its-environment")
def the_environment_is_live_or_a_sandbox(introduction: Introduction) -> Findings:
    """A test that writes is harmless in a sandbox and a disaster in a live register."""
    names = introduction.terms.codelists["environment"].codes
    named = introduction.terms.description.members.get("environment")
    if named not in names:
        yield introduction.breach(f"`environment` out of {', '.join(names)}", f"{named!r}"[:100])
