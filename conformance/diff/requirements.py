"""Compares two sets of chapters: who is bound by a sentence now who was not, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from conformance.diff.change import Change, Effect
from conformance.model.requirement import Requirement
from conformance.standard.chapter import read_chapter, read_withdrawn

AREA = "requirements"
READERS, SERVERS = "who relies on it", "who is bound by it"


@dataclass(frozen=True, slots=True)
class Chapters:
    """The requirements of a folder, those that were withdrawn, and the text between them."""

    requirements: dict[str, Requirement]
    withdrawn: frozenset[str]
    around: dict[str, str]
    classes: frozenset[str]


def read(folder: Path) -> Chapters:
    """The chapters of a folder of the standard."""
    paths = sorted((folder / "chapters").glob("*.md"))
    found = [requirement for path in paths for requirement in read_chapter(path)]
    return Chapters(
        {requirement.id: requirement for requirement in found},
        frozenset(name for path in paths for name in read_withdrawn(path)),
        {path.stem: _around(path) for path in paths},
        frozenset(name for requirement in found for name in requirement.classes),
    )


def _around(path: Path) -> str:
    """A chapter without its requirements."""
    parts = re.split(r"(?m)^(?=#{1,3} )", path.read_text("utf-8"))
    return "".join(part for part in parts if not part.startswith("### "))


def compare(base: Chapters, head: Chapters) -> Iterator[Change]:
    """Every change of a requirement, and one for each chapter that is worded otherwise around them."""
    for name in [*head.requirements, *(name for name in base.requirements if name not in head.requirements)]:
        old, new = base.requirements.get(name), head.requirements.get(name)
        if old is None and new is not None:
            yield _added(new, base.classes)
        elif old is not None and new is None:
            yield _gone(old, withdrawn=name in head.withdrawn)
        elif old is not None and new is not None:
            yield from _both(old, new, base.classes)
    yield from _withdrawn(base, head)
    for chapter, text in head.around.items():
        if base.around.get(chapter, text) != text:
            yield Change(Effect.EDITORIAL, AREA, f"chapters/{chapter}.md", "", "the text around the requirements")


def _withdrawn(base: Chapters, head: Chapters) -> Iterator[Change]:
    for name in sorted(base.withdrawn - head.withdrawn):
        if name in head.requirements:
            yield _tell(Effect.BREAKING, name, "its id was withdrawn, and an id is never used again", SERVERS)
        else:
            yield _tell(Effect.EDITORIAL, name, "the heading of what was withdrawn is gone; it stays")


def _added(new: Requirement, classes: frozenset[str]) -> Change:
    held = [name for name in new.classes if name in classes]
    if not new.level.binds:
        return _tell(Effect.ADDITIVE, new.id, f"a new {new.level}")
    if not held:
        return _tell(Effect.ADDITIVE, new.id, f"a new {new.level} of the new class {' '.join(new.classes)}")
    return _tell(Effect.BREAKING, new.id, f"a new {new.level} of the class {' '.join(held)}", SERVERS)


def _gone(old: Requirement, *, withdrawn: bool) -> Change:
    how = "is withdrawn" if withdrawn else "is gone; withdrawn, it keeps its heading and its id"
    says = f"the {old.level} {how}"
    return _tell(Effect.BREAKING, old.id, says, READERS) if old.level.binds else _tell(Effect.ADDITIVE, old.id, says)


def _both(old: Requirement, new: Requirement, classes: frozenset[str]) -> Iterator[Change]:
    if old.level is not new.level:
        yield _level(old, new)
    elif old.statement != new.statement:
        yield _sentence(old, new)
    yield from _classes(old, new, classes)
    explained = (
        ("title", "its title"),
        ("why", "Why"),
        ("right", "Getting it right"),
        ("failing", "A failing exchange"),
    )
    for part, name in explained:
        if getattr(old, part) != getattr(new, part):
            yield _tell(Effect.EDITORIAL, new.id, f"{name} is worded otherwise")


def _level(old: Requirement, new: Requirement) -> Change:
    says = f"{new.level}, and was {old.level}"
    if new.level.binds:
        return _tell(Effect.BREAKING, new.id, says, SERVERS)
    if old.level.binds:
        return _tell(Effect.BREAKING, new.id, says, READERS)
    return _tell(Effect.ADDITIVE, new.id, says)


def _sentence(old: Requirement, new: Requirement) -> Change:
    if _letters(old.statement) == _letters(new.statement):
        return _tell(Effect.EDITORIAL, new.id, "the sentence has other signs, and the same words")
    if not new.level.binds:
        return _tell(Effect.ADDITIVE, new.id, f"the sentence of a {new.level} has other words")
    says = f"the sentence of a {new.level} has other words, and no program can tell whether they bind as before"
    return _tell(Effect.BREAKING, new.id, says, SERVERS)


def _letters(sentence: str) -> list[str]:
    """The words and numbers of a sentence; a minus and a decimal point count, commas and quotes do not."""
    return re.findall(r"[^\W_]+(?:[._/-]+[^\W_]+)*|[<>=%+-]", sentence)


def _classes(old: Requirement, new: Requirement, classes: frozenset[str]) -> Iterator[Change]:
    for name in new.classes:
        if name not in old.classes:
            binds = new.level.binds and name in classes
            effect = Effect.BREAKING if binds else Effect.ADDITIVE
            yield _tell(effect, new.id, f"it belongs to the class {name} now", SERVERS if binds else "")
    for name in old.classes:
        if name not in new.classes:
            effect = Effect.BREAKING if old.level.binds else Effect.ADDITIVE
            yield _tell(effect, new.id, f"it belongs to the class {name} no longer", READERS if old.level.binds else "")


def _tell(effect: Effect, name: str, says: str, who: str = "") -> Change:
    return Change(effect, AREA, f"chapters/{name.partition('.')[0]}.md", name, says, who)
