"""A submission that is here with its bytes: what is in it begins a case, or joins the case that it belongs to."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

import orjson

from reference_server import validity
from reference_server.adapters.loss import LossReport
from reference_server.adapters.odp import origin, submission
from reference_server.operations.answers import Problem
from reference_server.publisher import Publisher
from reference_server.rules.publication import Change
from reference_server.store import Writing

Data = dict[str, Any]


def need_bytes(writing: Writing, item: Data) -> None:
    """Raises `Problem` for a submission whose bytes are said to be here, and never came or are for somebody else."""
    data = item.get("data") or {}
    if item["kind"] != "submission" or data.get("contentStatus") != "available":
        return
    query = "SELECT body FROM upload WHERE document = ?1 AND complete = 1 UNION SELECT body FROM document WHERE id = ?1"
    bodies = (body or b"" for (body,) in writing.connection.execute(query, (item["id"],)))
    body = next((one for one in bodies if hashlib.sha256(one).hexdigest() == data.get("sha256")), None)
    if body is None:
        raise Problem("invalid-record", "The bytes of this submission are not here: hand them in before its record.")
    form = _read(body)
    if form and _authority(form) != data["planningAuthority"]:
        says = f"The form is for {_authority(form)}, and `data.planningAuthority` is {data['planningAuthority']}."
        raise Problem("invalid-record", says[:200])


def _authority(form: Data) -> str:
    return origin.curie(str(form["metadata"]["organisation"]))


def forget(writing: Writing, key: str) -> None:
    """Let the bytes of a submission go with its record."""
    writing.connection.execute("DELETE FROM document WHERE id = ?", (key,))


def open_case(publisher: Publisher, view: str, writing: Writing, key: str) -> None:
    """Publish what a submission holds, if it is here whole and this server can read it."""
    found = _record(writing, view, "submission", key)
    row = writing.connection.execute("SELECT body FROM document WHERE id = ?", (key,)).fetchone()
    document = _read(row[0]) if row and found and found.get("contentStatus") == "available" else None
    if found is None or document is None:
        return
    for state in submission.states(key, document, row[0], LossReport(key)):
        news = (_news(publisher, writing, change, key) for change in state.changes)
        writing.log.publish(tuple(change for change in news if change), writing.at)


def _read(body: bytes) -> Data | None:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and submission.is_one(value) else None


def _news(publisher: Publisher, writing: Writing, change: Change, key: str) -> Change | None:
    """What is new in a record that a submission holds: a case that goes on already is not begun again."""
    if change.kind == "submission" or validity.flaw(change.kind, change.data or {}):
        return None
    held = _record(writing, publisher.views[-1], change.kind, change.id)
    if change.kind != "application":
        return change if held is None else None
    facts = held or change.data or {}
    sent = [*(one for one in facts.get("submissions", []) if one != key), key]
    reach = writing.log.reach(change.kind, change.id) or change.reach
    return replace(change, data={**facts, "submissions": sent}, reach=reach)


def _record(writing: Writing, view: str, kind: str, key: str) -> Data | None:
    data: Data | None = orjson.loads(writing.log.item(view, kind, key) or b"{}").get("data")
    return data
