"""The decisions of the chapter *Deliveries*, section *Editing*."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reference_server.rules.publication import Change

Result = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Edits:
    """How records are edited. The defaults keep the standard.

    One edit: `tag` is the `ETag` of a version; `needs_condition` says whether an edit without one is refused; `fits`
    whether a condition holds, given that it does or not, and `is_free` the same of a creation; `is_valid` says whether
    schemas are looked at; `is_equal` whether an equal edit changes nothing; `keeps` is what is published of an edit,
    and `undoes` says that a refused one leaves nothing; `buries` that a deletion is published.
    A batch: `needs_key`; `needs_version` in each item; `is_atomic` says whether `all` means all; `results` are those
    that are sent; `remembers` is the digest that is kept for a key, '' for none, and `is_same` compares two.
    """

    tag: Callable[[int], str] = lambda version: f'"{version}"'
    needs_condition: bool = True
    fits: Callable[[bool], bool] = lambda fits: fits
    is_free: Callable[[bool], bool] = lambda free: free
    is_valid: Callable[[bool], bool] = lambda valid: valid
    is_equal: Callable[[bool], bool] = lambda equal: equal
    keeps: Callable[[Change], Change | None] = lambda change: change
    undoes: bool = True
    buries: bool = True
    needs_key: bool = True
    needs_version: bool = True
    is_atomic: bool = True
    results: Callable[[list[Result]], list[Result]] = lambda results: results
    remembers: Callable[[str], str] = lambda digest: digest
    is_same: Callable[[str, str], bool] = lambda held, comes: held == comes
