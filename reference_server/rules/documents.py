"""The decisions of the chapter *Documents*."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

SHORTEST, USUAL, LONGEST = 1, 300, 3600


def lifetime(asked: int | None) -> int:
    """The seconds that a grant lasts: as asked, within what the description declares."""
    return USUAL if asked is None else max(SHORTEST, min(asked, LONGEST))


@dataclass(frozen=True, slots=True)
class Documents:
    """How long a grant opens a document, and what it opens. Instants are milliseconds."""

    lifetime: Callable[[int | None], int] = lifetime
    admits: Callable[[int, int], bool] = lambda now, expires: now < expires
    content: Callable[[bytes], bytes] = lambda body: body
