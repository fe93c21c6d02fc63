"""What became of one extract, told to a person on standard error and to programs in a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from reference_server import instant
from reference_server.relay.record import Flaw

PUBLISHED, HELD_BACK, UNREADABLE, PASSED_OVER = "published", "held-back", "unreadable", "passed-over"
SHOWN = 10


@dataclass(slots=True)
class Count:
    """The rows of one kind, and what they came to. `kept` are records that stay as they were published."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    refused: int = 0
    kept: int = 0


@dataclass(slots=True)
class Report:
    """The fate of one extract."""

    extract: str
    outcome: str
    why: str = ""
    taken_at: int | None = None
    counts: dict[str, Count] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    not_carried: list[str] = field(default_factory=list)

    def save(self, folder: Path) -> None:
        """Write the report under the name of the extract."""
        folder.mkdir(parents=True, exist_ok=True)
        told = {
            "extract": self.extract,
            "outcome": self.outcome,
            "why": self.why,
            "takenAt": None if self.taken_at is None else instant.text(self.taken_at),
            "kinds": {kind: asdict(count) for kind, count in self.counts.items()},
            "refused": [asdict(flaw) for flaw in self.flaws],
            "kept": self.kept,
            "notCarried": self.not_carried,
        }
        path = folder / f"{self.extract}.json"
        path.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", "utf-8")

    def lines(self) -> Iterator[str]:
        """The report in a few lines."""
        yield f"{self.extract}: {self.outcome.replace('-', ' ')}{f': {self.why}' if self.why else ''}"
        for kind, count in self.counts.items():
            parts = [f"{value} {name}" for name, value in asdict(count).items() if name != "rows" and value]
            yield f"  {kind}: {count.rows} rows; {', '.join(parts) or 'nothing'}"
        yield from (f"  refused: {flaw}" for flaw in self.flaws[:SHOWN])
        if len(self.flaws) > SHOWN:
            yield f"  and {len(self.flaws) - SHOWN} more"
