"""One full extract: a folder with a file for each kind, and a manifest that is written last.

The manifest says when the extract was taken and how many rows each kind has. Without it the folder is still being
written, and where a count differs a file was cut off; either way nothing of the folder is read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from reference_server import instant, spec

MANIFEST = "manifest.json"
FORMS = (".jsonl", ".json", ".csv")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


class Unreadable(ValueError):
    """An extract cannot be used as it stands; the message says what is wrong and how to mend it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: its members, or what is wrong with it. `place` is a line, or an item of a list."""

    file: str
    place: str
    members: Mapping[str, Any] | None
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Extract:
    """What a manifest announces. A kind that it does not count is not told of, which is not the same as empty."""

    path: Path
    taken_at: int
    counts: Mapping[str, int]

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.path.name

    def rows(self) -> dict[str, tuple[Row, ...]]:
        """Every row, by kind. Raises `Unreadable` unless there are as many as were announced."""
        found = {kind: self._rows(kind) for kind in self.counts}
        for kind, rows in found.items():
            if len(rows) != self.counts[kind]:
                raise Unreadable(
                    f"{self.path / kind}.* holds {len(rows)} rows, and {MANIFEST} announces {self.counts[kind]}. "
                    "Was the export cut off? Export again, and write the manifest last."
                )
        return found

    def _rows(self, kind: str) -> tuple[Row, ...]:
        files = [self.path / f"{kind}{form}" for form in FORMS if (self.path / f"{kind}{form}").is_file()]
        if not files and not self.counts[kind]:
            return ()
        if len(files) != 1:
            raise Unreadable(
                f"{self.path} holds {len(files)} files of the kind {kind}; one of {_forms(kind)} is needed."
            )
        try:
            return tuple(READERS[files[0].suffix](files[0]))
        except OSError as wrong:
            raise Unreadable(f"{files[0]} cannot be read: {wrong.strerror}.") from None


def announced(path: Path, now: int) -> Extract:
    """The extract in a folder that has a manifest. Raises `Unreadable`."""
    place = path / MANIFEST
    try:
        manifest = orjson.loads(place.read_bytes())
    except (OSError, ValueError) as wrong:
        raise Unreadable(f"{place} is no JSON: {wrong}.") from None
    taken_at, counts = (manifest.get("takenAt"), manifest.get("counts")) if isinstance(manifest, dict) else (None, None)
    bound = instant.bound(taken_at) if isinstance(taken_at, str) else None
    if bound is None:
        raise Unreadable(f"{place}: `takenAt` is the instant at which the extract began, as 2026-11-22T01:30:00Z.")
    if bound > now:
        raise Unreadable(f"{place}: `takenAt` {taken_at} is still to come. Is it in UTC, and are both clocks right?")
    if not isinstance(counts, dict) or not counts or not all(_is_count(value) for value in counts.values()):
        raise Unreadable(f'{place}: `counts` gives the number of rows of each kind, as {{"application": 61}}.')
    stray = [kind for kind in counts if kind not in spec.kinds()]
    if stray:
        raise Unreadable(f"{place}: {stray[0]!r} is no kind that is relayed; there are {', '.join(spec.kinds())}.")
    uncounted = [file.name for file in path.iterdir() if file.stem in spec.kinds() and file.stem not in counts]
    if uncounted:
        raise Unreadable(f"{path} holds {uncounted[0]}, and the `counts` of {MANIFEST} do not name its kind.")
    return Extract(path, bound, counts)


def folders(place: Path) -> tuple[list[Path], list[Path]]:
    """The folders that have a manifest, and those that wait for theirs, by name."""
    found = sorted(path for path in place.iterdir() if path.is_dir() and NAME.fullmatch(path.name))
    exports = [
        path for path in found if any((path / f"{kind}{form}").exists() for kind in spec.kinds() for form in FORMS)
    ]
    ready = [path for path in found if (path / MANIFEST).is_file()]
    return ready, [path for path in exports if path not in ready]


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _forms(kind: str) -> str:
    return ", ".join(f"{kind}{form}" for form in FORMS)


def _lines(path: Path) -> Iterator[Row]:
    """JSON Lines: an object on each line. A line that is none spoils no other."""
    for number, line in enumerate(path.read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        if line.strip():
            yield _row(path, f"line {number}", line)


def _row(path: Path, place: str, text: bytes) -> Row:
    try:
        value = orjson.loads(text)
    except ValueError as wrong:
        return Row(path.name, place, None, f"it is no JSON: {wrong}"[:200])
    return _object(path, place, value)


def _object(path: Path, place: str, value: object) -> Row:
    return Row(path.name, place, value) if isinstance(value, dict) else Row(path.name, place, None, "it is no object")


def _list(path: Path) -> Iterator[Row]:
    """One JSON list of objects."""
    try:
        value = orjson.loads(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except ValueError as wrong:
        raise Unreadable(f"{path} is no JSON: {wrong}.") from None
    if not isinstance(value, list):
        raise Unreadable(f"{path} is a JSON list of objects, or a file of lines is named {path.stem}.jsonl.")
    for number, item in enumerate(value, 1):
        yield _object(path, f"item {number}", item)


def _table(path: Path) -> Iterator[Row]:
    """CSV in UTF-8 with a header. A cell is text; what it stands for the schema of its member says."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise Unreadable(f"{path} is not UTF-8 from byte {wrong.start} on. Export it as UTF-8.") from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        if len(set(header)) < len(header) or not all(header):
            raise Unreadable(f"{path}: each column has a name of its own in the first line.")
        for cells in reader:
            if cells:
                yield _cells(path, f"line {reader.line_num}", header, cells)
    except csv.Error as wrong:
        raise Unreadable(f"{path}, line {reader.line_num}: {wrong}. A quote inside a cell is doubled.") from None


def _cells(path: Path, place: str, header: list[str], cells: list[str]) -> Row:
    if len(cells) != len(header):
        return Row(path.name, place, None, f"it has {len(cells)} cells, and the header {len(header)}")
    return Row(path.name, place, dict(zip(header, cells, strict=True)))


READERS = {".jsonl": _lines, ".json": _list, ".csv": _table}
