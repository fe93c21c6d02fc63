"""The rules for ids: one that was told to the world stays, and means what it meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from conformance.lint.complaint import Complaint, line_of
from conformance.standard import Standard
from conformance.standard.chapter import KEYWORD, read_withdrawn

LOG = "CHANGELOG.md"
ID = re.compile(r"`([a-z]+\.[a-z]+(?:-[a-z]+)+)`")
VERSION = re.compile(r"^## (\S+?),? ")
BEGINS = "Withdrawn in "


def ids(spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every id that is gone, used again, or withdrawn without a word."""
    withdrawn = {
        name: text for path in sorted((spec / "chapters").glob("*.md")) for name, text in read_withdrawn(path).items()
    }
    for name, text in withdrawn.items():
        path = spec / "chapters" / f"{name.partition('.')[0]}.md"
        if not path.is_file():
            continue
        if name in standard.requirements:
            yield Complaint(path, line_of(path, name), f"the id {name} was withdrawn, and an id is never used again")
        if not text.startswith(BEGINS):
            yield Complaint(
                path, line_of(path, name), f"{name} says `{BEGINS}0.0.0:` and why, and what stands in its place"
            )
        if KEYWORD.search(text):
            yield Complaint(path, line_of(path, name), f"{name} is withdrawn, and binds nobody: leave its sentence out")
    yield from _log(spec, standard, {*standard.requirements, *withdrawn})


def _log(spec: Path, standard: Standard, known: set[str]) -> Iterator[Complaint]:
    path = spec / LOG
    if not path.is_file():
        return
    chapters = {name.partition(".")[0] for name in known}
    versions: list[str] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        for name in ID.findall(line):
            if name.partition(".")[0] in chapters and name not in known:
                yield Complaint(
                    path, number, f"no chapter has {name}; what is withdrawn keeps its heading, marked .withdrawn"
                )
        heading = VERSION.match(f"{line} ")
        if heading and not versions:
            versions.append(heading[1])
            if heading[1] != standard.version:
                message = (
                    f"the newest version here is {heading[1]}, and `version` in openapi.yaml is {standard.version}"
                )
                yield Complaint(path, number, message)
