"""Ways of getting the chapter *Discovery* wrong."""

from __future__ import annotations

from dataclasses import replace

from reference_server.fault import App, fault
from reference_server.rules import Changes, Discovery
from reference_server.wire import truncates

WEEK = 7 * 86_400_000


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
