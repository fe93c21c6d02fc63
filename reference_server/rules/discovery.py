"""The decisions of the chapter *Discovery*."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from reference_server import instant


class End(NamedTuple):
    """Since when nobody begins anything new at a base, and until when it is served, in milliseconds."""

    since: int
    until: int


def end_headers(end: End) -> dict[str, str]:
    """RFC 9745 and RFC 8594."""
    return {"Deprecation": f"@{end.since // 1000}", "Sunset": instant.http_date(end.until)}


@dataclass(frozen=True, slots=True)
class Discovery:
    """What the endpoint says of itself, given what is so.

    `point` is what leads elsewhere: claims, directory, deprecation. `end` is given the instant at which the feed began,
    and says when this base ends, if that is settled; `successor` is then the version that is served beside it.
    """

    describe: Callable[[dict[str, Any]], dict[str, Any]] = lambda facts: facts
    point: Callable[[dict[str, Any]], dict[str, Any]] = lambda pointers: pointers
    directory: Callable[[dict[str, Any]], dict[str, Any]] = lambda directory: directory
    end: Callable[[int], End | None] = lambda _began: None
    end_headers: Callable[[End], dict[str, str]] = end_headers
    successor: str = ""


def claiming(name: str) -> Discovery:
    """An endpoint that claims one more class."""
    return Discovery(lambda facts: {**facts, "classes": list(dict.fromkeys((*facts["classes"], name)))})


def lacking(name: str) -> Discovery:
    """An endpoint that claims one class less."""
    return Discovery(lambda facts: {**facts, "classes": [word for word in facts["classes"] if word != name]})
