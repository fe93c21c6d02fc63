"""What somebody sent to the judge, where it listened."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.model.instant import Instant


@dataclass(frozen=True, slots=True)
class Heard:
    """One request as it came, and the status that it was answered with. Header names are in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    at: Instant
    status: int

    def __str__(self) -> str:
        return f"{self.method} {self.path} -> {self.status}"
