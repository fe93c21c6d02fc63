"""The rules for what a chapter names: other requirements, members, problems, pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from conformance.lint.complaint import Complaint
from conformance.model.strict import Json
from conformance.standard import Standard
from conformance.standard.chapter import read_withdrawn

ID = re.compile(r"`([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)+)`")
TICKED = re.compile(r"`([^`]+)`")
MEMBER = re.compile(r"[a-z]+(?:[A-Z][a-z0-9]*)+")
PROBLEM = re.compile(r"\b[45]\d\d and `([a-z]+(?:-[a-z]+)*)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+?)(?: \{#(\S+?)(?: [^}]*)?\})?$")
# The site makes these pages of the files of the standard.
MADE = {
    "codelists.md": "codelists",
    "crosswalk.md": "crosswalk",
    "schemas.md": "schemas",
    "service-levels.md": "levels",
}


def named(spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every name in a chapter that nothing answers to."""
    withdrawn = {name for path in (spec / "chapters").glob("*.md") for name in read_withdrawn(path)}
    ids, members = {*standard.requirements, *withdrawn}, frozenset(_members(standard))
    chapters = {name.partition(".")[0] for name in ids}
    for path in sorted((spec / "chapters").glob("*.md")):
        for number, line in _prose(path):
            tell = partial(Complaint, path, number)
            for name in ID.findall(line):
                if name.partition(".")[0] in chapters and name not in ids:
                    yield tell(f"there is no requirement {name}")
            for name in _unknown(line, members):
                yield tell(f"`{name}` is no member, parameter, number or code of this standard")
            for name in PROBLEM.findall(line):
                if name not in standard.codelists["problem-type"].codes:
                    yield tell(f"codelists/problem-type.csv has no {name}")


def _unknown(line: str, members: frozenset[str]) -> Iterator[str]:
    for words in TICKED.findall(line):
        for name in re.split(r"[^A-Za-z0-9_-]+", words):
            if MEMBER.fullmatch(name) and name not in members:
                yield name


def _members(standard: Standard) -> Iterator[str]:
    yield from standard.levels
    for codelist in standard.codelists.values():
        yield from codelist.codes
    yield from _declared(standard.openapi)
    for schema in standard.schemas.values():
        yield from _declared(schema.document)


def _declared(value: Json) -> Iterator[str]:
    """Names of members, parameters and operations."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict):
        properties = value.get("properties")
        yield from properties if isinstance(properties, dict) else ()
        yield from (str(value[word]) for word in ("name", "operationId") if isinstance(value.get(word), str))
    for inner in inside:
        yield from _declared(inner)


def links(spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every link in a chapter that leads nowhere."""
    for path in sorted((spec / "chapters").glob("*.md")):
        for number, line in _prose(path):
            for target in LINK.findall(line):
                if not target.startswith(("http:", "https:", "mailto:")) and not _leads(path, target, standard):
                    yield Complaint(path, number, f"the link to {target} leads nowhere")


def _leads(path: Path, target: str, standard: Standard) -> bool:
    name, _, anchor = target.partition("#")
    made = MADE.get(name.removeprefix("../")) if name.startswith("../") else None
    if made:
        return not anchor or anchor in getattr(standard, made)
    if name.startswith("../"):
        # A page of the site, which lies outside of the standard: the site says whether it is there.
        return True
    page = path.parent / name if name else path
    return page.is_file() and (not anchor or anchor in _anchors(page))


def _anchors(page: Path) -> set[str]:
    headings = (HEADING.match(line) for _, line in _prose(page))
    return {heading[2] or _slug(heading[1]) for heading in headings if heading}


def _slug(title: str) -> str:
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", title.lower()).strip())


def _prose(path: Path) -> Iterator[tuple[int, str]]:
    """The lines outside of fenced blocks, with their numbers."""
    fenced = False
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield number, line
