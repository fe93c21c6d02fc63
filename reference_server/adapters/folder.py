"""A file or a folder of some real system, as publications of a small publisher."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reference_server.adapters.bops import apart, pages
from reference_server.adapters.loss import LossReport
from reference_server.adapters.odp import postsubmission, submission
from reference_server.adapters.state import State
from reference_server.rules.publication import Change
from reference_server.store import Store

SECOND = 1000
KNOWN = "a postSubmissionApplication or a submission of Open Digital Planning, or a page of BOPS"

Data = dict[str, Any]
Held = dict[tuple[str, str], Change]
States = Callable[[str, Data, bytes, LossReport], Iterator[State]]
FORMS: tuple[tuple[Callable[[Data], bool], States], ...] = (
    (postsubmission.is_one, postsubmission.states),
    (submission.is_one, submission.states),
    (pages.is_one, pages.states),
)


@dataclass(frozen=True, slots=True)
class Source:
    """The usable states of a file or folder, by case, in the order of the names of their files."""

    cases: tuple[tuple[State, ...], ...]
    authorities: tuple[str, ...]
    report: LossReport

    def fill(self, store: Store, now: int) -> None:
        """Publish each state of a case a second after the one before; the last of every case is now."""
        publications: dict[int, list[Change]] = {}
        for case in self.cases:
            held: Held = {}
            for place, state in enumerate(case):
                after = _after(state, held)
                store.add_documents(state.papers)
                at = now - (len(case) - 1 - place) * SECOND
                publications.setdefault(at, []).extend([*after.values(), *_gone(state, held, after)])
                held = after if state.is_whole else {**held, **after}
        for at in sorted(publications):
            store.load(publications[at], at)


def _after(state: State, held: Held) -> Held:
    told = {(change.kind, change.id): change for change in state.changes}
    return {key: held.get(key, change) if key[0] in state.hearsay else change for key, change in told.items()}


def _gone(state: State, held: Held, after: Held) -> list[Change]:
    if not state.is_whole:
        return []
    return [Change(kind, key, None, "") for kind, key in held if (kind, key) not in after]


def read(path: Path) -> Source:
    """Read a file, or every file below a folder."""
    report = LossReport(str(path))
    cases: dict[tuple[str, str], list[State]] = {}
    left: list[tuple[Path, Data]] = []
    for file in [path] if path.is_file() else sorted(path.rglob("*.json"), key=lambda file: file.name):
        report.files += 1
        for state in _states(file, report, left):
            cases.setdefault((state.authority, state.case), []).append(state)
    for file, document in left:
        for state in apart.states(file.name, document, tuple(cases), report):
            cases[state.authority, state.case].append(state)
    found = tuple(tuple(submission.in_turn(case)) for case in cases.values())
    return Source(found, tuple(sorted({authority for authority, _ in cases})), report)


def _states(file: Path, report: LossReport, left: list[tuple[Path, Data]]) -> list[State]:
    """What a file holds; nothing and a line in the report for one of another form."""
    try:
        body = file.read_bytes()
        value = json.loads(body.decode("utf-8"))
    except (OSError, ValueError, RecursionError) as wrong:
        report.refuse_file(str(file), f"it cannot be read as JSON: {wrong}"[:200])
        return []
    document: Data = value if isinstance(value, dict) else {}
    for is_one, states in FORMS:
        if is_one(document):
            return list(states(file.name, document, body, report))
    if apart.is_one(document):
        left.append((file, document))
    else:
        report.refuse_file(str(file), f"it is none of what is read here: {KNOWN}")
    return []
