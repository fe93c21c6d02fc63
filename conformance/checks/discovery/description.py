"""Checks of the description."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.refusal import CLEAR
from conformance.evidence import Corner, Introduction, Transcript
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


@check(
    "discovery.kinds-are-those-served",
    over="pages",
    given=("discovery.describes-itself", "changes.entry-is-whole"),
    unseen="no page could be read",
)
def every_kind_in_the_feed_is_named(transcript: Transcript) -> Findings:
    """A consumer makes its tables from the list."""
    named = set(transcript.terms.description.words("kinds"))
    for page in transcript.pages:
        for entry in page.entries:
            # A kind that is served no longer leaves its tombstones behind.
            if not entry.is_tombstone and entry.kind not in named:
                named.add(entry.kind)
                yield transcript.breach(f"`kinds` with {entry.kind}"[:200], f"{entry}", entry.exchange)


@check("discovery.earliest-is-served", over="beginnings", given=CLEAR, unseen="the description names no `earliest`")
def the_feed_can_be_read_from_its_beginning(corner: Corner) -> Findings:
    """A consumer that begins takes its first `from` from there."""
    for page in corner.beginnings:
        if page.trouble:
            yield corner.breach(f"200, for {corner.says}", page.trouble)


@check(
    "discovery.page-size-is-the-largest",
    over="beginnings",
    given=("changes.page-keeps-limit",),
    unseen="the description names no `earliest`",
)
def a_page_without_a_limit_has_the_size_described(corner: Corner) -> Findings:
    """Whoever asks without a limit trusts the description."""
    most = corner.terms.description.page_size
    if corner.beginnings and corner.found > most:
        yield corner.breach(f"at most {most} entries, as `limits.pageSize` says", f"{corner.found} entries")
