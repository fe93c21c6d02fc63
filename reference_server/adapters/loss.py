"""What of a source is not carried, and which values were refused: told, never dropped in silence."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class LossReport:
    """Grows while files are read."""

    source: str
    files: int = 0
    refused_files: list[dict[str, str]] = field(default_factory=list)
    refused_values: list[dict[str, str]] = field(default_factory=list)
    not_carried: Counter[str] = field(default_factory=Counter)
    partly: dict[str, str] = field(default_factory=dict)

    def refuse_file(self, name: str, why: str) -> None:
        """A file that cannot be used at all."""
        self.refused_files.append({"file": name, "why": why})

    def refuse(self, name: str, path: str, value: object, why: str) -> None:
        """A value that has no place in the standard."""
        told = json.dumps(value, ensure_ascii=False, default=lambda _: None)[:200]
        row = {"file": name, "field": path, "value": told, "why": why}
        if row not in self.refused_values:
            self.refused_values.append(row)

    def compare(self, document: Any, carried: set[str]) -> None:  # noqa: ANN401 - JSON
        """Count every field of a document that nothing was made of."""
        for path in set(leaves(document)):
            if not any(path == used or path.startswith((f"{used}.", f"{used}[]")) for used in carried):
                self.not_carried[path] += 1

    def save(self, path: Path) -> None:
        """Write the report as JSON."""
        path.write_text(json.dumps(self.as_json(), indent=2, ensure_ascii=False) + "\n", "utf-8")

    def as_json(self) -> dict[str, Any]:
        """The report as JSON values."""
        return {
            "source": self.source,
            "files": self.files,
            "refusedFiles": self.refused_files,
            "refusedValues": self.refused_values,
            "notCarried": [{"field": path, "files": count} for path, count in sorted(self.not_carried.items())],
            "carriedInPart": [{"field": path, "loss": loss} for path, loss in sorted(self.partly.items())],
        }


def leaves(value: Any, place: str = "") -> Iterator[str]:  # noqa: ANN401 - JSON
    """Every leaf of a document as a path, `[]` for any place in a list."""
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from leaves(inner, f"{place}.{name}" if place else name)
    elif isinstance(value, list) and value:
        for inner in value:
            yield from leaves(inner, f"{place}[]")
    else:
        yield place
