"""Lawful but unusual ways to be found, and to end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reference_server.fault import variant
from reference_server.rules import Discovery
from reference_server.rules.discovery import End

DAY = 86_400_000


@variant
def is_on_its_way_out(rules: Discovery) -> Discovery:
    """Ends in a year, and serves the next version beside this one."""
    return replace(rules, end=lambda began: End(began, began + 365 * DAY), successor="v1")


@variant
def ends_without_a_successor(rules: Discovery) -> Discovery:
    """Ends after half a year, and nothing takes its place; it serves a little longer than it said."""
    return replace(rules, end=lambda began: End(began - 181 * DAY, began - DAY))


@variant
def leads_nowhere(rules: Discovery) -> Discovery:
    """Has no directory and makes no claims."""
    return replace(rules, point=lambda _told: {})


@variant
def lists_more_than_it_has_to(rules: Discovery) -> Discovery:
    """Shares a directory with other bases and authorities, and says more in it than anybody asked for."""

    def edit(told: dict[str, Any]) -> dict[str, Any]:
        other = {"view": "consultee", "base": "https://other.example/v3/consultee", "standard": "3.1.4", "note": "soon"}
        return {**told, "views": [other, *told["views"]], "authorities": [*told["authorities"], "local-authority:NBR"]}

    return replace(rules, directory=edit)
