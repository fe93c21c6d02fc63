"""The rules for writing chapters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from conformance.lint.complaint import Complaint, line_of
from conformance.model.requirement import Requirement
from conformance.standard import MalformedStandard, Standard
from conformance.standard.chapter import KEYWORD, read_chapter

ACTORS = ("A publisher", "A consumer", "A sender", "A receiver", "An endpoint")
MOST_WORDS = 30
# This chapter says what the keywords mean, and so has to name them.
EXPLAINS = "reading"
WEAK = re.compile(r"\b(must|should|shall)\b")
QUANTITY = re.compile(r"\b\d+ ?(seconds?|minutes?|hours?|days?|milliseconds?|ms|bytes|entries)\b")
NAMED = re.compile(r"`([a-z]+(?:[A-Z][a-z]+)*(?:Seconds|Milliseconds|Most|Default)[A-Za-z]*)`")
PARTS = {"why": "**Why.**", "right": "**Getting it right.**", "failing": "**A failing exchange.**"}


def chapters(spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every complaint about the chapters."""
    for path in sorted((spec / "chapters").glob("*.md")):
        yield from _words(path)
        try:
            requirements = read_chapter(path)
        except MalformedStandard as wrong:
            place, _, message = str(wrong).partition(": ")
            yield Complaint(path, int(place.rpartition(":")[2]), message)
            continue
        for requirement in requirements:
            yield from _requirement(path, requirement, standard)


def _words(path: Path) -> Iterator[Complaint]:
    lines = path.read_text("utf-8").splitlines()
    sentences = frozenset(_sentence_lines(lines))
    fenced = False
    for number, line in enumerate(lines, 1):
        if line.startswith("```"):
            fenced = not fenced
        if fenced or path.stem == EXPLAINS:
            continue
        weak = WEAK.search(line)
        if weak:
            yield Complaint(
                path, number, f"{weak[0]!r} in small letters binds nobody and looks as if it did; say it otherwise"
            )
        strong = KEYWORD.search(line)
        if strong and number not in sentences:
            yield Complaint(
                path, number, f"{strong[0]} stands outside the sentence of a requirement, where nothing binds"
            )


def _sentence_lines(lines: list[str]) -> Iterator[int]:
    """The lines of the first paragraph under each heading of a requirement, which alone binds."""
    awaited = begun = False
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            awaited, begun = line.startswith("### "), False
        elif line.strip() and (awaited or begun):
            awaited, begun = False, True
            yield number
        else:
            begun = False


def _requirement(path: Path, requirement: Requirement, standard: Standard) -> Iterator[Complaint]:
    line = line_of(path, requirement.id)
    messages = (*_sentence(requirement, standard), *_surroundings(path, requirement, standard))
    yield from (Complaint(path, line, message) for message in messages)


def _sentence(requirement: Requirement, standard: Standard) -> Iterator[str]:
    sentence = requirement.statement
    if not sentence.startswith(ACTORS):
        yield f"the sentence begins with the one who is bound: {', '.join(ACTORS)}"
    words = len(sentence.split())
    if words > MOST_WORDS:
        yield f"the sentence has {words} words; {MOST_WORDS} are the most that one remembers"
    quantity = QUANTITY.search(sentence)
    if quantity:
        yield f"{quantity[0]!r} is a number: put it into service-levels.yaml and cite its name"
    for name in NAMED.findall(sentence):
        if name not in standard.levels and not _is_declared(name, standard):
            yield f"`{name}` is a number that neither service-levels.yaml nor a description has"


def _surroundings(path: Path, requirement: Requirement, standard: Standard) -> Iterator[str]:
    if requirement.chapter != path.stem:
        yield f"the id {requirement.id} begins with another chapter's name; write {path.stem}.…"
    for part, mark in PARTS.items():
        if not getattr(requirement, part):
            yield f"{requirement.id} has no paragraph {mark}"
    for name in requirement.classes:
        if name not in standard.classes:
            yield f"there is no class {name}; codelists/class.csv names them"


def _is_declared(name: str, standard: Standard) -> bool:
    return f"'{name}'" in str(standard.schemas["description"].document)
