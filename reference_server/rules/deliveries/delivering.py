"""The decisions of the chapter *Deliveries*, section *Delivering*."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reference_server.rules.publication import Change

DELIVERY_BYTES = 1_048_576
Result = dict[str, Any]


def verdict(version: int, held: int) -> str:
    """What is said of a version that is not newer than the one held."""
    return "unchanged" if version == held else "stale"


@dataclass(frozen=True, slots=True)
class Deliveries:
    """How deliveries are received. The defaults keep the standard.

    The delivery: `most_bytes` is the size of the largest body that is taken, and `too_large` the problem of a larger
    one; `wants` are the members without which it is malformed. `is_gap` is given its `after` and the last position
    held; `is_same_history` the epoch held and the one that comes; `undoes` says that what is refused leaves nothing.
    Its items: `keeps_kind` is given a kind and those that are served; `is_valid` says whether schemas are looked at;
    `is_newer` compares versions, and `buried` is what the version of a tombstone counts as; `says` names what is not
    newer; `differs` compares digests where the versions are equal; `keeps` is what is put into the feed. `in_turn` is
    the order in which items are handled, and `goes_on` says whether that is so after a rejected one.
    The answer: `results` are those that are sent; `explains` is the problem of a rejected item; `last` the position
    reached, given the one before and those that came; `covered` is told for the watermark.
    """

    most_bytes: int = DELIVERY_BYTES
    too_large: str = "body-too-large"
    wants: tuple[str, ...] = ("publisher", "epoch", "after", "items")
    is_gap: Callable[[int, int], bool] = lambda after, last: after > last
    is_same_history: Callable[[str, str], bool] = lambda held, epoch: held == epoch
    undoes: bool = True
    keeps_kind: Callable[[str, tuple[str, ...]], bool] = lambda kind, kinds: kind in kinds
    is_valid: Callable[[bool], bool] = lambda valid: valid
    is_newer: Callable[[int, int], bool] = lambda version, held: version > held
    buried: Callable[[int], int] = lambda version: version
    says: Callable[[int, int], str] = verdict
    differs: Callable[[str, str], bool] = lambda held, comes: held != comes
    keeps: Callable[[Change], Change | None] = lambda change: change
    in_turn: Callable[[list[Any]], list[Any]] = lambda items: items
    goes_on: bool = True
    results: Callable[[list[Result]], list[Result]] = lambda results: results
    explains: Callable[[dict[str, Any]], dict[str, Any] | None] = lambda problem: problem
    last: Callable[[int, list[int]], int] = lambda before, came: max([before, *came])
    covered: Callable[[int], int] = lambda watermark: watermark
