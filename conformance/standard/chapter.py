"""Reads the requirements out of a chapter, and refuses anything odd with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from conformance.model.requirement import Level, Requirement
from conformance.standard.place import MalformedStandard, read_text

HEADING = re.compile(r"^### (?P<title>.+?) \{#(?P<id>[a-z-]+\.[a-z-]+)(?P<classes>( \.[a-z-]+)+)\}$")
KEYWORD = re.compile(r"\b(MUST NOT|MUST|SHOULD NOT|SHOULD|MAY)\b")
WITHDRAWN = "withdrawn"
PARTS = {"why": "**Why.** ", "right": "**Getting it right.** ", "failing": "**A failing exchange.**"}


def read_chapter(path: Path) -> tuple[Requirement, ...]:
    """Every requirement of a chapter that is in force, in its order. Raises `MalformedStandard`."""
    return tuple(_read(path, number, lines) for number, lines in _sections(path) if not _is_withdrawn(lines))


def read_withdrawn(path: Path) -> dict[str, str]:
    """Every id of a chapter that is in force no longer, with its first paragraph. Such a heading stays for ever."""
    return {
        heading["id"]: next(_paragraphs(lines[1:]), "")
        for _, lines in _sections(path)
        if _is_withdrawn(lines) and (heading := HEADING.match(lines[0]))
    }


def _sections(path: Path) -> Iterator[tuple[int, list[str]]]:
    lines = read_text(path).splitlines()
    headings = [n for n in _prose(path, lines) if re.match(r"#{1,3} ", lines[n])]
    for start, end in pairwise((*headings, len(lines))):
        if lines[start].startswith("### "):
            yield start + 1, lines[start:end]


def _is_withdrawn(lines: list[str]) -> bool:
    heading = HEADING.match(lines[0])
    return bool(heading) and f".{WITHDRAWN}" in (heading["classes"] if heading else "").split()


def _prose(path: Path, lines: list[str]) -> Iterator[int]:
    """The lines outside of fenced blocks: an example keeps its own hashes."""
    opened = 0
    for n, line in enumerate(lines):
        if line.startswith("```"):
            opened = 0 if opened else n + 1
        elif not opened:
            yield n
    if opened:
        raise MalformedStandard(f"{path}:{opened}: this fence is not closed")


def _read(path: Path, number: int, lines: list[str]) -> Requirement:
    heading = HEADING.match(lines[0])
    if not heading:
        raise MalformedStandard(
            f"{path}:{number}: a requirement's heading reads `### Title {{#{path.stem}.id-in-words .class}}`"
        )
    paragraphs = tuple(_paragraphs(lines[1:]))
    statement = paragraphs[0] if paragraphs else ""
    keywords = KEYWORD.findall(statement)
    if len(keywords) != 1:
        raise MalformedStandard(
            f"{path}:{number}: the first paragraph of {heading['id']} holds exactly one of MUST, MUST NOT, "
            f"SHOULD, SHOULD NOT, MAY in capitals; found {keywords or 'none'}"
        )
    return Requirement(
        id=heading["id"],
        title=heading["title"],
        statement=statement,
        level=Level(keywords[0]),
        classes=tuple(name.lstrip(".") for name in heading["classes"].split()),
        **{name: _after(mark, paragraphs) for name, mark in PARTS.items()},
    )


def _after(mark: str, paragraphs: tuple[str, ...]) -> str:
    found = (n for n, paragraph in enumerate(paragraphs) if paragraph.startswith(mark.strip()))
    start = next(found, None)
    if start is None:
        return ""
    others = tuple(other.strip() for other in PARTS.values() if other != mark)
    words = [paragraphs[start].removeprefix(mark.strip()).strip()]
    for paragraph in paragraphs[start + 1 :]:
        if paragraph.startswith(others):
            break
        words.append(paragraph)
    return "\n\n".join(word for word in words if word)


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Paragraphs as one line each; a fenced block stays as it is."""
    held: list[str] = []
    fenced = False
    for line in [*lines, ""]:
        fence = line.startswith("```")
        if fenced or fence:
            held.append(line)
            fenced = fenced != fence
            if not fenced:
                yield "\n".join(held)
                held = []
        elif line.strip():
            held.append(line.strip())
        elif held:
            yield " ".join(held)
            held = []
