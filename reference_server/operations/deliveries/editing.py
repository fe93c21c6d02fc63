"""`PUT` and `DELETE /records/{kind}/{id}`: a record that is kept here is edited by somebody else."""

from __future__ import annotations

from typing import Any, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from reference_server.operations.answers import Problem, read_object, secret
from reference_server.operations.deliveries import items
from reference_server.publisher import Publisher
from reference_server.rules.publication import Change
from reference_server.store import Writing
from reference_server.store.log import Held


class Wish(NamedTuple):
    """What somebody wants a record to be: `data`, or gone."""

    kind: str
    id: str
    data: dict[str, Any] | None


class Done(NamedTuple):
    """What came of a wish: whether anything changed, whether the record is new, and its latest entry."""

    changed: bool
    created: bool
    version: int
    item: bytes


async def put(publisher: Publisher, view: str, request: Request) -> Response:
    """Put a record in place of the version that was read."""
    return await _serve(publisher, view, request, await read_object(request))


async def delete(publisher: Publisher, view: str, request: Request) -> Response:
    """Make a tombstone of the version that was read."""
    return await _serve(publisher, view, request, None)


async def _serve(publisher: Publisher, view: str, request: Request, data: dict[str, Any] | None) -> Response:
    rules, path = publisher.rules.edits, request.path_params
    match, none_match = request.headers.get("If-Match"), request.headers.get("If-None-Match")
    if match is None and none_match is None and rules.needs_condition:
        raise Problem("precondition-required", "Say with `If-Match` which version was read, or `If-None-Match: *`.")

    def work(writing: Writing) -> Done | Problem:
        held = writing.log.held(view, path["kind"], path["id"])
        live = held.op == "upsert"
        if none_match is not None:
            fits = rules.is_free(not live)
        else:
            tags = [tag.strip() for tag in (match or "*").split(",")]
            fits = rules.fits(live and ("*" in tags or rules.tag(held.version) in tags))
        wish = Wish(path["kind"], path["id"], data)
        if fits or not rules.undoes:
            done = carry_out(publisher, view, writing, wish)
        return done if fits else Problem("precondition-failed", "The record is not in the version that was named.")

    done = await run_in_threadpool(publisher.store.write, work)
    if isinstance(done, Problem):
        raise done
    answer = secret(publisher, done.item)
    answer.status_code = 201 if done.created else 200
    answer.headers["ETag"] = rules.tag(done.version)
    return answer


def carry_out(publisher: Publisher, view: str, writing: Writing, wish: Wish) -> Done:
    """Publish a wish whose condition holds. Raises `Problem` where it is not valid."""
    rules, held = publisher.rules.edits, writing.log.held(view, wish.kind, wish.id)
    item = {"kind": wish.kind, "id": wish.id, "version": 1, "op": "delete" if wish.data is None else "upsert"}
    whole = item if wish.data is None else {**item, "data": wish.data}
    items.permit(publisher, view, (wish.kind, wish.id), wish.data)
    items.check(whole, lambda kind, kinds: kind in kinds, rules.is_valid)
    equal = wish.data is not None and held.op == "upsert" and _digest(publisher, view, wish) == held.digest
    changes = not rules.is_equal(equal)
    if changes:
        _publish(publisher, view, writing, wish, held)
    version = writing.log.held(view, wish.kind, wish.id).version or held.version
    body = writing.log.item(view, wish.kind, wish.id) or b"{}"
    return Done(changes, held.op != "upsert" and wish.data is not None, version, body)


def _publish(publisher: Publisher, view: str, writing: Writing, wish: Wish, held: Held) -> None:
    """In every view that has shown the record, and in this one."""
    rules = publisher.rules.edits
    reach = (writing.log.reach(wish.kind, wish.id) or view) if wish.data is not None else ""
    # An equal edit makes a new version only where that is asked for by number.
    forced = held.version + 1 if held.op == "upsert" and wish.data is not None and reach == view else None
    change = rules.keeps(Change(wish.kind, wish.id, wish.data, reach, forced))
    if change is not None and (wish.data is not None or rules.buries):
        writing.log.publish((change,), writing.at)


def _digest(publisher: Publisher, view: str, wish: Wish) -> str:
    shown = publisher.rules.publication.shows(wish.kind, view, wish.data or {})
    return publisher.rules.digests.of_data(shown)
