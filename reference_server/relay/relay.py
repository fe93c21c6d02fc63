"""Takes in the extracts of a folder, one after another, and says what became of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from reference_server import instant
from reference_server.clock import Clock
from reference_server.relay.about import About
from reference_server.relay.extract import Extract, Unreadable, announced, folders
from reference_server.relay.ledger import Ledger
from reference_server.relay.record import Mint
from reference_server.relay.report import HELD_BACK, PASSED_OVER, UNREADABLE, Report
from reference_server.relay.weighing import Held, Weighing, weigh
from reference_server.store import Store, Writing

CONFIRMED = ".confirmed"
REPORTS = "reports"


@dataclass(slots=True)
class Relay:
    """One folder, one store. `confirmed` names extracts that a person has looked at; `tell` reaches that person."""

    folder: Path
    store: Store
    ledger: Ledger
    clock: Clock
    about: About
    mint: Mint
    confirmed: frozenset[str] = frozenset()
    tell: Callable[[str], None] = lambda _line: None
    _looked_at: dict[str, object] = field(default_factory=dict)

    def look(self) -> tuple[Report, ...]:
        """Take in what has come since the last look, oldest first. What became of it, where that is new."""
        ready, unfinished = folders(self.folder)
        for path in unfinished:
            self._once(path.name, "unfinished", f"{path.name}: waiting for its manifest.json")
        reports = []
        waiting = [self._announced(path) for path in ready if self._has_news(path)]
        try:
            for found in sorted(waiting, key=_age):
                if isinstance(found, Extract) and self.ledger.knows(found.name, found.taken_at):
                    continue
                report = self._take(found) if isinstance(found, Extract) else found
                report.save(self.folder / REPORTS)
                for line in report.lines():
                    self.tell(line)
                reports.append(report)
        except Exception:
            # What was not finished is news at the next look.
            self._looked_at.clear()
            raise
        return tuple(reports)

    def _has_news(self, path: Path) -> bool:
        """Whether anything changed since an extract was last left where it lies."""
        files = max((file.stat().st_mtime_ns for file in path.iterdir()), default=0)
        return self._once(path.name, (files, self._is_confirmed(path.name), self.ledger.newest), "")

    def _once(self, name: str, state: object, line: str) -> bool:
        if self._looked_at.get(name) == state:
            return False
        self._looked_at[name] = state
        if line:
            self.tell(line)
        return True

    def _announced(self, path: Path) -> Extract | Report:
        try:
            return announced(path, self.clock.now())
        except Unreadable as wrong:
            return Report(path.name, UNREADABLE, str(wrong))

    def _take(self, extract: Extract) -> Report:
        newest = self.ledger.newest
        if newest and extract.taken_at <= newest.taken_at:
            why = f"{newest.name}, taken at {instant.text(newest.taken_at)}, is in the feed and not older"
            return Report(extract.name, PASSED_OVER, why, extract.taken_at)
        self.tell(f"{extract.name}: reading")
        try:
            weighing = weigh(extract, Held(self.ledger.live(), self.ledger.data), self.mint, self.about.authorities)
        except Unreadable as wrong:
            return Report(extract.name, UNREADABLE, str(wrong), extract.taken_at)
        alarms = weighing.alarms()
        if alarms and not self._is_confirmed(extract.name):
            weighing.report.outcome = HELD_BACK
            weighing.report.why = (
                f"nothing of it is published: {'; '.join(alarms)}. Mend the export; or, if it is right, "
                f"create {self.folder / extract.name}{CONFIRMED} or start with --confirm {extract.name}"
            )
            return weighing.report
        self._publish(weighing)
        return weighing.report

    def _publish(self, weighing: Weighing) -> None:
        """All of it in one transaction, and the note that it was done in the same."""
        changes, extract = weighing.changes(), weighing.extract

        def work(writing: Writing) -> int:
            writing.log.publish(changes, writing.at)
            self.ledger.note(writing, extract.name, extract.taken_at, tuple(extract.counts))
            return writing.at

        published_at = self.store.write(work)
        self.ledger.refresh()
        # A person has looked at this extract, and not at the next one in the same folder.
        self.confirmed -= {extract.name}
        (self.folder / f"{extract.name}{CONFIRMED}").unlink(missing_ok=True)
        # So that whoever reads from now on reads below a watermark that has all of it.
        while self.clock.now() <= published_at:
            self.clock.sleep(0.001)

    def _is_confirmed(self, name: str) -> bool:
        return name in self.confirmed or (self.folder / f"{name}{CONFIRMED}").exists()


def _age(found: Extract | Report) -> tuple[int, str]:
    return (found.taken_at, found.name) if isinstance(found, Extract) else (0, found.extract)
