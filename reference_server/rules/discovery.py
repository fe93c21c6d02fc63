"""The decisions of the chapter *Discovery*."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Discovery:
    """What the endpoint says of itself, given what is so."""

    describe: Callable[[dict[str, Any]], dict[str, Any]] = lambda facts: facts
