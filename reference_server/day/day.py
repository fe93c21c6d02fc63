"""What is known in the course of the day, and who acts in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from reference_server import instant
from reference_server.day.diary import Diary
from reference_server.day.town import Server
from reference_server.sample.council import minted


@dataclass(slots=True)
class Day:
    """The diary, and what one exchange gives to a later one."""

    diary: Diary
    application: str = ""
    drawing: str = ""
    redaction: str = minted("document", "the day: the drawing without the number")
    consultation: str = minted("consultation", "the day")
    board: str = minted("consultationRequest", "the day: the drainage board")
    parish: str = minted("consultationRequest", "the day: the parish council")
    decision: str = minted("decision", "the day")
    comment: str = minted("publicComment", "the day")
    cursors: dict[str, str] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)

    def on(self, text: str) -> None:
        """Let the time pass until an instant."""
        at = instant.bound(text)
        if at is None:
            raise ValueError(text)
        self.diary.town.clock.reach(at)

    def now(self) -> str:
        """The present instant."""
        return instant.text(self.diary.town.clock.now())

    def at(self, system: str) -> Server:
        """The server of a system."""
        return self.diary.town.servers[system]
