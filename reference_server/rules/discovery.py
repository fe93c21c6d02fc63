"""The decisions of the chapter *Discovery*."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Discovery:
    """What the endpoint says of itself, given what is so."""

    describe: Callable[[dict[str, Any]], dict[str, Any]] = lambda facts: facts


def claiming(name: str) -> Discovery:
    """An endpoint that claims one more class."""
    return Discovery(lambda facts: {**facts, "classes": list(dict.fromkeys((*facts["classes"], name)))})


def lacking(name: str) -> Discovery:
    """An endpoint that claims one class less."""
    return Discovery(lambda facts: {**facts, "classes": [word for word in facts["classes"] if word != name]})
