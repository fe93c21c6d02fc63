"""What one file of a source says of one case."""

from __future__ import annotations

from dataclasses import dataclass

from reference_server.rules.publication import Change
from reference_server.store import Document


@dataclass(frozen=True, slots=True)
class State:
    """Some records of a case as one file has them, and the bytes that came with them.

    `authority` and `case` name the case. `is_whole` tells that what an earlier file told of the case and this one does
    not is gone. Of the kinds in `hearsay` the file knows so little that it is believed only where nothing is known.
    """

    authority: str
    case: str
    changes: tuple[Change, ...]
    papers: tuple[Document, ...] = ()
    is_whole: bool = False
    hearsay: frozenset[str] = frozenset()
