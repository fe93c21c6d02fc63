"""The decisions of the chapter *Deliveries*."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reference_server.rules.publication import Change


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Whether an item is newer than the one held, and what of it is put into the feed."""

    is_newer: Callable[[int, int], bool] = lambda version, held: version > held
    keeps: Callable[[Change], Change | None] = lambda change: change
