"""The rules for writing profiles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from conformance.lint.complaint import Complaint
from conformance.standard import Standard
from conformance.standard.profiles import SERVER, Part

OPEN = ("national", "public")
FILES = ("list-documents", "download")


def profiles(spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every complaint about one profile."""
    for profile in standard.profiles.values():
        path = spec / "profiles" / f"{profile.name}.yaml"
        for part in profile.parts:
            line = _line_of(path, part.does)
            yield from (
                Complaint(path, line, message) for message in (*_words(part, standard), *_sense(part, standard))
            )
        for view in profile.views:
            if sum(part.view == view for part in profile.served) > 1:
                yield Complaint(path, 1, f"the view {view} is served twice; one endpoint serves one view")


def _words(part: Part, standard: Standard) -> Iterator[str]:
    for words, codelist in ((part.classes, "class"), (part.kinds, "kind"), ((part.view,), "view")):
        for word in words:
            if word not in standard.codelists[codelist].codes:
                yield f"codelists/{codelist}.csv has no {word}"
        if len(set(words)) < len(words):
            yield f"a {codelist} stands twice in one part"


def _sense(part: Part, standard: Standard) -> Iterator[str]:
    floor = standard.classes[0]
    if part.role == SERVER and floor not in part.classes:
        yield f"whoever serves a view serves the floor: add the class {floor}"
    if part.view not in OPEN and "partner" not in part.classes:
        yield f"the view {part.view} is read with credentials: add the class partner"
    if set(FILES) & set(part.classes) and "document" not in part.kinds:
        yield "a class of documents needs the kind document"


def everything_is_spoken(spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every class and every kind has a system that serves it: what nobody serves, nobody needs."""
    served = [part for profile in standard.profiles.values() for part in profile.served]
    for codelist, spoken in (
        ("class", {name for part in served for name in part.classes}),
        ("kind", {name for part in served for name in part.kinds}),
    ):
        path = spec / "codelists" / f"{codelist}.csv"
        for code in standard.codelists[codelist].codes:
            if code not in spoken:
                yield Complaint(path, _line_of(path, f"{code},"), f"no profile serves the {codelist} {code}")


def _line_of(path: Path, words: str) -> int:
    lines = path.read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if words[:40] in line), 1)
