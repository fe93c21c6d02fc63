"""Compares two folders of examples, which show and do not bind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from conformance.diff.change import Change, Effect


def compare(base: Path, head: Path) -> Iterator[Change]:
    """One change for each schema whose examples are others."""
    old, new = _read(base), _read(head)
    for noun in sorted({name.partition("/")[0] for name in {*old, *new} if old.get(name) != new.get(name)}):
        told = []
        mine = {name for name in {*old, *new} if name.startswith(f"{noun}/")}
        for count, words in (
            (len(mine & new.keys() - old.keys()), "new"),
            (len(mine & old.keys() - new.keys()), "gone"),
            (sum(old[name] != new[name] for name in mine & old.keys() & new.keys()), "changed"),
        ):
            told += [f"{count} {words}"] if count else []
        yield Change(Effect.EDITORIAL, "examples", f"examples/{noun}", "", ", ".join(told))


def _read(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.json")}
