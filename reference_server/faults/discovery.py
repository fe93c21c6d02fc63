"""Ways of getting the chapter *Discovery* wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reference_server.fault import App, fault
from reference_server.rules import Changes, Discovery
from reference_server.rules.discovery import End, end_headers
from reference_server.wire import Sent, edits, truncates

DAY = 86_400_000
WEEK = 7 * DAY
YEAR = 365 * DAY


@fault("discovery.describes-itself")
def forgets_its_limits(rules: Discovery) -> Discovery:
    """Does not say how large a page is."""
    return replace(rules, describe=lambda facts: {name: facts[name] for name in facts if name != "limits"})


@fault("discovery.describes-itself")
def lists_kinds_as_text(rules: Discovery) -> Discovery:
    """Writes a list as words with commas between them."""
    return replace(rules, describe=lambda facts: {**facts, "kinds": ",".join(facts["kinds"])})


@fault("discovery.describes-itself")
def names_authorities_by_name(rules: Discovery) -> Discovery:
    """Names its authorities as people do."""
    return replace(rules, describe=lambda facts: {**facts, "authorities": ["Westmarch Borough Council"]})


@fault("discovery.names-its-environment")
def calls_its_environment_by_a_host_name(rules: Discovery) -> Discovery:
    """Says what the host is called in place of what it is."""
    return replace(rules, describe=lambda facts: {**facts, "environment": "prod-uk-2"})


@fault("discovery.names-its-environment")
def keeps_its_environment_to_itself(rules: Discovery) -> Discovery:
    """Does not say whether it is live."""
    return replace(rules, describe=lambda facts: {name: facts[name] for name in facts if name != "environment"})


@fault("discovery.kinds-are-those-served")
def forgets_its_documents(rules: Discovery) -> Discovery:
    """Serves documents since last year, and does not say so."""
    return replace(rules, describe=lambda facts: {**facts, "kinds": [k for k in facts["kinds"] if k != "document"]})


@fault("discovery.kinds-are-those-served")
def names_what_it_is_proud_of(rules: Discovery) -> Discovery:
    """Names applications, and not what hangs from them."""
    return replace(rules, describe=lambda facts: {**facts, "kinds": ["application"]})


@fault("discovery.earliest-is-served")
def keeps_less_than_it_says(app: App) -> App:
    """Throws away what is older than a week, and describes the beginning of long ago."""
    return truncates(app, lambda start, _earliest, now: start < now - WEEK)


@fault("discovery.earliest-is-served")
def begins_after_its_beginning(app: App) -> App:
    """Takes the earliest instant for one that is over."""
    return truncates(app, lambda start, earliest, _now: start <= earliest)


@fault("discovery.page-size-is-the-largest")
def sends_everything_without_a_limit(rules: Changes) -> Changes:
    """Takes a missing limit for none."""
    return replace(rules, unasked=lambda _page_size: 1_000_000)


@fault("discovery.page-size-is-the-largest")
def has_another_page_size_without_a_limit(rules: Changes) -> Changes:
    """Was told a larger page size in another place."""
    return replace(rules, unasked=lambda page_size: page_size * 2)


def _claiming(rules: Discovery, **members: str) -> Discovery:
    """Its claims with other members."""
    return replace(rules, point=lambda told: {**told, "claims": [{**claim, **members} for claim in told["claims"]]})


@fault("discovery.claim-is-of-a-claimed-class")
def keeps_a_badge_that_it_gave_up(rules: Discovery) -> Discovery:
    """Takes edits no longer, and still shows the badge."""
    return _claiming(rules, **{"class": "edit"})


@fault("discovery.claim-is-not-of-the-future")
def claims_what_is_planned(rules: Discovery) -> Discovery:
    """Shows a badge with the date on which the project is to end."""
    return _claiming(rules, date="2099-12-31")


@fault("discovery.claim-is-of-a-version-spoken")
def claims_the_next_version(rules: Discovery) -> Discovery:
    """Shows the badge that another product of the house was given."""
    return _claiming(rules, standard="1.0")


def _listing(rules: Discovery, **members: str) -> Discovery:
    """Its directory with other members in each row."""

    def edit(told: dict[str, Any]) -> dict[str, Any]:
        return {**told, "views": [{**row, **members} for row in told["views"]]}

    return replace(rules, directory=edit)


def _on_directory(app: App, status: int, media_type: str, text: str) -> App:
    def edit(sent: Sent) -> None:
        if sent.request.url.path.endswith("/directory.json"):
            sent.status, sent.body = status, text.encode()
            sent.headers["content-type"] = media_type

    return edits(app, edit)


@fault("discovery.directory-is-valid")
def has_lost_its_directory(app: App) -> App:
    """Has moved its web site, and the directory with it."""
    return _on_directory(app, 404, "text/plain", "Not Found")


@fault("discovery.directory-is-valid")
def shows_a_page_as_directory(app: App) -> App:
    """Shows people where everything is, and programs nothing."""
    return _on_directory(app, 200, "text/html", "<h1>Our interfaces</h1>")


@fault("discovery.directory-is-valid")
def lists_bases_with_a_slash(rules: Discovery) -> Discovery:
    """Ends each base in a slash, so that whatever is joined to it has two."""
    return replace(
        rules,
        directory=lambda told: {**told, "views": [{**row, "base": f"{row['base']}/"} for row in told["views"]]},
    )


@fault("discovery.directory-is-open")
def locks_its_directory_away(app: App) -> App:
    """Asks for credentials before it says where to get any."""
    return _on_directory(app, 401, "text/plain", "Unauthorized")


@fault("discovery.directory-lists-its-endpoints")
def forgets_its_public_view(rules: Discovery) -> Discovery:
    """Lists the endpoint that was built last."""
    return replace(rules, directory=lambda told: {**told, "views": told["views"][1:]})


@fault("discovery.directory-lists-its-endpoints")
def lists_a_version_that_is_gone(rules: Discovery) -> Discovery:
    """Goes on listing the version of last year."""
    return _listing(rules, standard="0.0")


@fault("discovery.directory-agrees")
def lists_one_authority_of_two(rules: Discovery) -> Discovery:
    """Was not told of the second authority."""
    return replace(rules, directory=lambda told: {**told, "authorities": told["authorities"][:1]})


@fault("discovery.directory-agrees")
def has_another_name_in_the_directory(rules: Discovery) -> Discovery:
    """Lists its endpoints under the name of its supplier."""
    return replace(rules, directory=lambda told: {**told, "publisher": "example-software"})


@fault("discovery.base-ends-in-version-and-view")
def has_one_address_for_all_views(rules: Discovery) -> Discovery:
    """Tells its views apart by the token."""
    return _listing(rules, base="https://planning.example/api")


def _ending(rules: Discovery, **changes: Any) -> Discovery:  # noqa: ANN401 - what a rule takes
    """A base that ends, with a successor that is there."""
    usual: dict[str, Any] = {"end": lambda began: End(began, began + YEAR), "successor": "v1"}
    return replace(rules, **{**usual, **changes})


@fault("discovery.end-is-told-with-each-page")
def ends_in_silence(rules: Discovery) -> Discovery:
    """Says in its description that it ends, where nobody looks again."""
    return _ending(rules, end_headers=lambda _end: {})


@fault("discovery.end-is-told-with-each-page")
def says_that_it_ends_and_not_when(rules: Discovery) -> Discovery:
    """Sends `Deprecation` without `Sunset`."""
    return _ending(rules, end_headers=lambda end: {"Deprecation": end_headers(end)["Deprecation"]})


@fault("discovery.ends-agree")
def ends_earlier_in_its_headers(rules: Discovery) -> Discovery:
    """Has the end of the contract in the headers, and the one that was promised in the description."""
    return _ending(rules, end_headers=lambda end: end_headers(End(end.since, end.until - 61 * DAY)))


@fault("discovery.ends-agree")
def says_deprecation_as_a_word(rules: Discovery) -> Discovery:
    """Writes `Deprecation: true`, as a draft had it."""
    return _ending(rules, end_headers=lambda end: {**end_headers(end), "Deprecation": "true"})


@fault("discovery.ends-agree")
def ends_in_its_headers_alone(rules: Discovery) -> Discovery:
    """Has a gateway that says of everything that it ends."""

    def without(told: dict[str, Any]) -> dict[str, Any]:
        return {name: told[name] for name in told if name != "deprecation"}

    return _ending(rules, point=without)


@fault("discovery.end-is-told-in-time")
def ends_before_christmas(rules: Discovery) -> Discovery:
    """Tells in the first days of December that it ends on the 24th."""
    return _ending(rules, end=lambda began: End(began, began + 23 * DAY))


@fault("discovery.successor-is-there")
def names_a_successor_that_is_not_built(rules: Discovery) -> Discovery:
    """Points to the next version, which is on the road map."""

    def point(told: dict[str, Any]) -> dict[str, Any]:
        end = told["deprecation"]
        return {**told, "deprecation": {**end, "successor": end["successor"].replace("/v1/", "/v2/")}}

    return _ending(rules, point=point)


@fault("discovery.successor-is-there")
def succeeds_itself(rules: Discovery) -> Discovery:
    """Names the base that ends as the one that takes its place."""

    def point(told: dict[str, Any]) -> dict[str, Any]:
        end = told.get("deprecation", {"successor": ""})
        return {**told, "deprecation": {**end, "successor": end["successor"].replace("/v1/", "/v0/")}}

    return _ending(rules, point=point)
