"""Checks of the directory."""

from __future__ import annotations

from urllib.parse import urlsplit

from conformance.check import check
from conformance.checks.discovery.causes import DESCRIBED, version_in
from conformance.evidence import Signpost
from conformance.model.finding import Findings

LOCKED = (401, 403)
NO_DIRECTORY = "the description names no `directory`"
VALID = ("discovery.directory-is-valid", "discovery.directory-is-open", *DESCRIBED)


@check("discovery.directory-is-open", over="exchanges", unseen=NO_DIRECTORY)
def a_directory_asks_for_no_credentials(signpost: Signpost) -> Findings:
    """Who does not have access yet reads there whom to ask for it."""
    if signpost.exchange.status in LOCKED:
        yield signpost.breach("200 without credentials", f"status {signpost.exchange.status}")


@check(
    "discovery.directory-is-valid",
    over="exchanges",
    given=("discovery.directory-is-open", *DESCRIBED),
    unseen=NO_DIRECTORY,
)
def a_directory_is_valid(signpost: Signpost) -> Findings:
    """Who gathers endpoints takes the council off its list."""
    exchange = signpost.exchange
    expected = "200 with a directory as the schema `directory` has it"
    if exchange.status != 200:
        yield signpost.breach(expected, f"status {exchange.status}")
    elif not signpost.told:
        yield signpost.breach(expected, f"no JSON object, but {exchange.media_type or 'something without a type'}")
    for flaw in signpost.terms.schema("directory").flaws(signpost.told) if signpost.told else ():
        yield signpost.breach(expected, str(flaw))


@check(
    "discovery.directory-lists-its-endpoints",
    over="rows",
    given=VALID,
    unseen=NO_DIRECTORY,
)
def a_directory_knows_this_endpoint(signpost: Signpost) -> Findings:
    """Nobody can tell an endpoint that was forgotten from one that was given up."""
    description = signpost.terms.description
    view, spoken = description.view, version_in(description.text("standard"))
    listed = [(row.get("view"), version_in(row.get("standard"))) for row in signpost.rows]
    if spoken and (view, spoken) not in listed:
        told = ", ".join(f"{row.get('view')} {row.get('standard')}" for row in signpost.rows)
        yield signpost.breach(f"the view {view} in version {spoken[0]}.{spoken[1]} among its `views`", told[:200])


@check(
    "discovery.directory-agrees",
    over="rows",
    given=VALID,
    unseen=NO_DIRECTORY,
)
def a_directory_agrees_with_the_description(signpost: Signpost) -> Findings:
    """Records of an authority that is left out are not found."""
    description, told = signpost.terms.description, signpost.told
    if told.get("publisher") != description.text("publisher"):
        yield signpost.breach(f"the publisher {description.text('publisher')}", f"{told.get('publisher')!r}"[:100])
    listed = told.get("authorities")
    absent = [name for name in description.words("authorities") if isinstance(listed, list) and name not in listed]
    if absent:
        yield signpost.breach("every authority of the description", f"without {', '.join(absent)}"[:200])


@check(
    "discovery.base-ends-in-version-and-view",
    over="rows",
    given=VALID,
    unseen=NO_DIRECTORY,
)
def every_base_tells_version_and_view(signpost: Signpost) -> Findings:
    """Two versions side by side are told apart by their addresses."""
    for row in signpost.rows:
        version, base = version_in(row.get("standard")), row.get("base")
        if version and isinstance(base, str):
            end = f"/v{version[0]}/{row.get('view')}"
            if not urlsplit(base).path.endswith(end):
                yield signpost.breach(f"a base that ends in {end}"[:100], base[:200])
