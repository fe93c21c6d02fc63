"""Half-open spans of time."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.model.instant import Instant, write


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """The instants from `start`, which is in it, up to `end`, which is not."""

    start: Instant
    end: Instant

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a window cannot end ({write(self.end)}) before it starts ({write(self.start)})")

    def __contains__(self, instant: Instant) -> bool:
        return self.start <= instant < self.end

    def __str__(self) -> str:
        return f"[{write(self.start)}, {write(self.end)})"

    @property
    def milliseconds(self) -> int:
        """How long the window is."""
        return self.end - self.start

    def cut(self, at: Instant) -> tuple[Window, Window]:
        """Two windows that touch at `at`."""
        return Window(self.start, at), Window(at, self.end)
