"""`--history FILE`: what runs of earlier days remember, one line of JSON for each run."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from conformance.cli.trouble import UsageTrouble
from conformance.model.history import Fact, Past
from conformance.model.instant import read as read_instant
from conformance.model.instant import write as write_instant
from conformance.model.strict import Json, NotJson
from conformance.model.strict import read as read_json

VERSION = 1
# Of one endpoint, so many runs; older ones tell nothing that these do not.
MOST_RUNS = 60
LARGEST = 64 * 1024 * 1024


class _Foreign(Exception):
    """A line is none of ours; the message says what is wrong with it."""


def load(path: Path) -> tuple[Past, ...]:
    """The runs in a file, of any endpoint; none if there is no file yet. Raises `UsageTrouble`, naming the line."""
    try:
        _must_be_writable(path)
        if not path.exists():
            return ()
        if path.stat().st_size > LARGEST:
            raise UsageTrouble(f"--history {path} is larger than {LARGEST:,} bytes: it is no history of ours.")
        lines = path.read_bytes().splitlines()
    except OSError as wrong:
        raise UsageTrouble(f"--history {path} cannot be read: {wrong.strerror}.") from None
    return tuple(_pasts(path, lines))


def save(path: Path, pasts: tuple[Past, ...]) -> None:
    """Write the last runs of each endpoint, whole or not at all, for nobody else to read. Raises `UsageTrouble`."""
    counts = Counter(past.base_url for past in pasts)
    seen = Counter[str]()
    kept = []
    for past in pasts:
        seen[past.base_url] += 1
        if counts[past.base_url] - seen[past.base_url] < MOST_RUNS:
            kept.append(past)
    place = path.resolve()
    try:
        # `mkstemp` makes files of mode 0600.
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
        with os.fdopen(handle, "wb") as file:
            file.writelines(orjson.dumps(_line(one)) + b"\n" for one in kept)
        Path(name).replace(place)
    except OSError as wrong:
        raise UsageTrouble(f"--history {path} cannot be written: {wrong.strerror}.") from None


def _must_be_writable(path: Path) -> None:
    folder = path.resolve().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise UsageTrouble(f"--history {path}: {folder} is no folder that can be written to.")


def _pasts(path: Path, lines: list[bytes]) -> Iterator[Past]:
    for number, line in enumerate(lines, 1):
        try:
            yield _past(read_json(line))
        except (NotJson, _Foreign) as wrong:
            raise UsageTrouble(f"{path}:{number}: this is no line of a history: {wrong}") from None


def _past(line: Json) -> Past:
    if not isinstance(line, dict) or "history" not in line:
        raise _Foreign("it has no member `history`")
    if line["history"] != VERSION:
        raise _Foreign(f"its version is {line['history']!r}, and this program writes {VERSION}"[:120])
    facts = line.get("facts")
    if not isinstance(facts, list):
        raise _Foreign("`facts` is no list")
    return Past(
        _text(line, "baseUrl"),
        _instant(line, "at"),
        _text(line, "epoch"),
        None if line.get("earliest") is None else _instant(line, "earliest"),
        _text(line, "cursor"),
        tuple(map(_fact, facts)),
    )


def _fact(value: Json) -> Fact:
    if not isinstance(value, dict):
        raise _Foreign("a fact is no object")
    return Fact(
        seq=_number(value, "seq"),
        changed_at=_instant(value, "changedAt"),
        kind=_text(value, "kind"),
        id=_text(value, "id"),
        version=_number(value, "version"),
        op=_text(value, "op"),
        digest=_text(value, "digest"),
    )


def _text(line: dict[str, Json], name: str) -> str:
    value = line.get(name)
    if not isinstance(value, str):
        raise _Foreign(f"`{name}` is no text")
    return value


def _number(line: dict[str, Json], name: str) -> int:
    value = line.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise _Foreign(f"`{name}` is no whole number")
    return value


def _instant(line: dict[str, Json], name: str) -> int:
    instant = read_instant(_text(line, name))
    if instant is None:
        raise _Foreign(f"`{name}` is no instant")
    return instant


def _line(past: Past) -> dict[str, Any]:
    return {
        "history": VERSION,
        "baseUrl": past.base_url,
        "at": write_instant(past.at),
        "epoch": past.epoch,
        "earliest": None if past.earliest is None else write_instant(past.earliest),
        "cursor": past.cursor,
        "facts": [
            {
                "seq": fact.seq,
                "changedAt": write_instant(fact.changed_at),
                "kind": fact.kind,
                "id": fact.id,
                "version": fact.version,
                "op": fact.op,
                "digest": fact.digest,
            }
            for fact in past.facts
        ],
    }
