"""One item that somebody sent: what is wrong with it, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reference_server import instant, spec, validity
from reference_server.canonical import canonical
from reference_server.operations.answers import Problem, document
from reference_server.operations.deliveries import opening
from reference_server.publisher import Publisher
from reference_server.rules.publication import Change
from reference_server.store import Writing
from reference_server.store.log import Held

LARGEST = 2**53 - 1
# What a tombstone says besides its reason.
TOLD = ("erase", "movedTo", "replacedBy")
Item = dict[str, Any]


def apply(publisher: Publisher, view: str, writing: Writing, item: Item) -> dict[str, Any]:
    """Keep an item if it is newer than what is held. What was done."""
    rules = publisher.rules.deliveries
    try:
        check(item, rules.keeps_kind, rules.is_valid)
        permit(publisher, view, (item["kind"], item["id"]), item.get("data"))
        opening.need_bytes(writing, item)
        result = _keep(publisher, view, writing, item)
    except Problem as problem:
        return rejected(publisher, item, problem)
    if item["kind"] == "submission" and result["status"] == "applied":
        if item["op"] == "upsert":
            opening.open_case(publisher, view, writing, item["id"])
        else:
            opening.forget(writing, item["id"])
    return result


def _keep(publisher: Publisher, view: str, writing: Writing, item: Item) -> dict[str, Any]:
    rules, kind, key, version = publisher.rules.deliveries, item["kind"], item["id"], item["version"]
    held = writing.log.held(view, kind, key)
    known = rules.buried(held.version) if held.op == "delete" else held.version
    result = {"kind": kind, "id": key}
    if not rules.is_newer(version, known):
        if version == held.version and rules.differs(_of_held(held), _of_item(publisher, view, item)):
            raise Problem("conflicting-version", f"Version {version} is held and says something else.")
        return {**result, "status": rules.says(version, held.version), "version": held.version}
    data = item.get("data") if item["op"] == "upsert" else None
    reach, reason = view if data is not None else "", str(item.get("reason", "withdrawn"))
    told = {} if data is not None else {name: item[name] for name in TOLD if name in item}
    change = rules.keeps(Change(kind, key, data, reach, version, reason, told))
    if change is not None:
        writing.log.publish((change,), writing.at)
    return {**result, "status": "applied", "version": version}


def permit(publisher: Publisher, view: str, key: tuple[str, str], data: Item | None) -> None:
    """Raises `Problem` unless a record is, and stays, one that the sender may see; what nobody holds is anybody's."""
    authority = (data or {}).get("planningAuthority")
    if authority is not None and authority not in publisher.authorities:
        raise Problem(
            "invalid-record", f"`data.planningAuthority` {authority} is none of those that are served here."[:200]
        )
    if not publisher.only:
        return
    place, read = (view, *key, instant.LAST), publisher.store.read
    comes = authority or publisher.only[0]
    if comes not in publisher.only or read.record(*place) != read.record(*place, publisher.only):
        raise Problem("not-permitted", "This is not a record of an authority that you write for.")


def rejected(publisher: Publisher, item: Item, problem: Problem) -> dict[str, Any]:
    """The result of an item that is not kept."""
    told = publisher.rules.deliveries.explains(document(problem))
    result = {"kind": str(item.get("kind")), "id": str(item.get("id")), "status": "rejected"}
    return {**result, "problem": told} if told is not None else result


def check(item: Item, keeps: Callable[[str, tuple[str, ...]], bool], is_valid: Callable[[bool], bool]) -> None:
    """Raises `Problem` for an item that is not to be kept, whatever is held."""
    kind = item.get("kind")
    if not isinstance(kind, str) or not keeps(kind, spec.kinds()):
        raise Problem("unknown-kind", "`kind` is not one that is kept here.")
    wrong = _flaw(item)
    if wrong:
        raise Problem("invalid-record", wrong)
    if item["op"] == "upsert" and kind in spec.kinds():
        wrong = validity.flaw(kind, item["data"])
        if not is_valid(not wrong):
            raise Problem("invalid-record", wrong)


def _flaw(item: Item) -> str:
    """What is wrong with the shape of an item; '' for nothing."""
    if not isinstance(item.get("id"), str) or not spec.ID.fullmatch(item["id"]):
        return "`id` has 8 to 64 letters, digits, `_` and `-`"
    if not is_count(item.get("version"), 1):
        return "`version` is a whole number from 1"
    if item.get("op") not in ("upsert", "delete"):
        return "`op` is upsert or delete"
    if item["op"] == "upsert" and not isinstance(item.get("data"), dict):
        return "an upsert has the whole record in `data`"
    return unwritable(item.get("data"))


def unwritable(data: object) -> str:
    """Why data has no canonical form; '' if it has one."""
    try:
        canonical(data)
    except ValueError as wrong:
        return f"`data` has no canonical form: {wrong}"[:200]
    return ""


def is_count(value: object, least: int) -> bool:
    """Whether a value is a whole number from the least up."""
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= LARGEST


def _of_held(held: Held) -> str:
    return held.digest if held.op == "upsert" else ""


def _of_item(publisher: Publisher, view: str, item: Item) -> str:
    """The digest that an item would be held under; '' for a tombstone."""
    if item["op"] != "upsert":
        return ""
    return publisher.rules.digests.of_data(publisher.rules.publication.shows(item["kind"], view, item["data"]))
