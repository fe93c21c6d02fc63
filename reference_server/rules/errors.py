"""The decisions of the chapter *Errors*."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple


class Refusal(NamedTuple):
    """What goes out for a problem: a status, a media type and a body."""

    status: int
    media_type: str
    body: bytes


def problem_document(status: int, problem: dict[str, Any]) -> Refusal:
    """RFC 9457."""
    return Refusal(status, "application/problem+json", json.dumps(problem).encode())


@dataclass(frozen=True, slots=True)
class Errors:
    """How a problem is written."""

    write: Callable[[int, dict[str, Any]], Refusal] = problem_document
