"""What the lint says of a file of the standard, in words that an editor understands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """One thing to mend: where, and what."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def line_of(path: Path, text: str) -> int:
    """The line of the heading that has an id; 1 where none has."""
    lines = path.read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if f"#{text} " in line or f"#{text}}}" in line), 1)


def line_with(path: Path, words: str) -> int:
    """The first line of a file that holds some words; 1 where none does."""
    lines = path.read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if words[:40] in line), 1)
