"""Ways of getting the chapter *Discovery* wrong."""

from __future__ import annotations

from dataclasses import replace

from reference_server.fault import fault
from reference_server.rules import Discovery


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
