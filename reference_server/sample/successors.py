"""What could stand in place of each document that the council withdraws: the others of its case."""

from __future__ import annotations

from functools import lru_cache

from reference_server.sample.council import cases


@lru_cache(maxsize=1)
def successors() -> dict[str, tuple[str, ...]]:
    """By the id of a document, the ids of those that are shown wherever it is and that came before it went."""
    found: dict[str, tuple[str, ...]] = {}
    for case in cases():
        shown = [row for row in case.documents[:-1] if row["status"] != "withhold"]
        if len(shown) > 1:
            last = case.document_id(case.documents[-1]["filename"])
            found[last] = tuple(case.document_id(row["filename"]) for row in shown)
    return found
