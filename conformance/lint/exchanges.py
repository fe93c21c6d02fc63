"""The rule for exchanges in a chapter: a body that is shown whole is JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from conformance.lint.complaint import Complaint
from conformance.standard import Standard

FENCE = "```http"
# A body begins a line, or follows a status in the same line.
BODY = re.compile(r"^(?:\d{3} [A-Za-z ]*)?([{\[])")


def exchanges(spec: Path, _standard: Standard) -> Iterator[Complaint]:
    """Every body in an exchange that looks whole and cannot be read."""
    for path in sorted((spec / "chapters").glob("*.md")):
        lines = path.read_text("utf-8").splitlines()
        for number, text in _bodies(lines):
            try:
                json.JSONDecoder().raw_decode(text)
            except json.JSONDecodeError as wrong:
                if text.count("{") == text.count("}") and text.count("[") == text.count("]"):
                    message = f"this body is no JSON: {wrong.msg}; a block that is wrong on purpose begins with ```text"
                    yield Complaint(path, number + wrong.lineno - 1, message)


def _bodies(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Each body with the number of its first line: up to an empty line, another status, or the end of its block."""
    inside, begun, held = False, 0, list[str]()
    for number, line in enumerate(lines, 1):
        found = BODY.match(line) if inside else None
        ends = line.startswith("```") or not line.strip() or re.match(r"\d{3} |[A-Z]+ /", line)
        if held and (ends or (found and _is_whole(held))):
            yield begun, "\n".join(held)
            held = []
        if found and not held:
            begun, held = number, [line[found.start(1) :]]
        elif held:
            held.append(line)
        if line.startswith("```"):
            inside = line.startswith(FENCE) and not inside


def _is_whole(held: list[str]) -> bool:
    text = "\n".join(held)
    return text.count("{") == text.count("}")
