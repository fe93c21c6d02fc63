"""`POST /uploads`, its completion and its end, and the host that takes the bytes."""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from reference_server import instant, spec
from reference_server.operations.answers import Problem, body_of, read_object, secret
from reference_server.operations.deliveries import opening
from reference_server.publisher import Publisher
from reference_server.rules.documents.uploads import LARGEST
from reference_server.rules.publication import Change
from reference_server.store import Writing

COLUMNS = "id, view, document, path, expires, asked, body, complete"


class Upload(NamedTuple):
    """A row of the table."""

    id: str
    view: str
    document: str
    path: str
    expires: int
    asked: bytes
    body: bytes | None
    complete: int

    @property
    def wanted(self) -> dict[str, Any]:
        """The reservation."""
        value: dict[str, Any] = orjson.loads(self.asked)
        return value

    @property
    def is_of_submission(self) -> bool:
        """Whether its bytes are those of a submission, whose record the sender delivers."""
        return "submission" in self.wanted


async def reserve(publisher: Publisher, view: str, request: Request) -> Response:
    """A place for a file, and a grant to write it there."""
    asked, rules = await read_object(request), publisher.rules.uploads
    wrong = rules.flaw(asked) or _stray(publisher, view, asked)
    if not wrong and isinstance(asked.get("fileSize"), int) and asked["fileSize"] > LARGEST:
        raise Problem("body-too-large", f"A file has at most {LARGEST:,} bytes.")
    if wrong:
        raise Problem("invalid-upload", f"{wrong}.")
    issued = publisher.clock.now()
    expires = issued + rules.life * 1000
    upload, document, path = (rules.names() for _ in range(3))
    made = Upload(upload, view, asked.get("submission") or document, path, expires, orjson.dumps(asked), None, 0)

    def work(writing: Writing) -> None:
        _forget_old(writing)
        writing.connection.execute(f"INSERT INTO upload ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?)", made)  # noqa: S608
        if rules.is_early:
            _publish(publisher, writing, made)

    await run_in_threadpool(publisher.store.write, work)
    url = f"{publisher.documents_base}/u/{rules.links(publisher.store.key).write(made.path, expires, '')}"
    span = {"issuedAt": instant.text(issued), "expiresAt": instant.text(expires)}
    grant = {"method": "PUT", "url": url, "headers": {"If-None-Match": "*"}, **span}
    answer = secret(publisher, orjson.dumps({"upload": made.id, "document": made.document, **grant}))
    answer.status_code = 201
    return answer


def _stray(publisher: Publisher, view: str, asked: dict[str, Any]) -> str:
    """Why nothing can be handed in for what a reservation names; '' if it can."""
    if "submission" not in asked:
        is_there = _application(publisher, view, asked["application"]) is not None
        return "" if is_there else "`application` is a record that this view shows"
    key, read = asked["submission"], publisher.store.read
    mine = read.is_live(view, "submission", key, publisher.only)
    # An id that names something else in any view, or what this caller does not see, is none that it can choose.
    is_taken = any(read.is_live(one, "document", key) for one in publisher.views)
    is_taken = is_taken or (read.is_live(view, "submission", key) and not mine)
    held = read.document(key=key)
    is_free = held is None or hashlib.sha256(held.body).hexdigest() == asked["sha256"]
    return "" if is_free and not is_taken else "`submission` has its bytes already; other bytes are another submission"


def _application(publisher: Publisher, view: str, key: str) -> dict[str, Any] | None:
    """The facts of an application that a view shows to whoever asks.

    No watermark is taken for it: that is written down now and then, for which the writer would wait for itself.
    """
    op, item = publisher.store.read.record(view, "application", key, instant.LAST, publisher.only) or ("", b"")
    data: dict[str, Any] | None = orjson.loads(item)["data"] if op == "upsert" else None
    return data


def _forget_old(writing: Writing) -> None:
    """What was never completed goes some time after its grant has ended."""
    oldest = writing.at - int(spec.levels()["uploadSecondsMost"] * 1000)
    writing.connection.execute("DELETE FROM upload WHERE complete = 0 AND expires < ?", (oldest,))


def complete(publisher: Publisher, view: str, request: Request) -> Response:
    """The bytes are there: make a document of them."""
    key, rules = request.path_params["upload"], publisher.rules.uploads

    def work(writing: Writing) -> Upload:
        upload = _find(publisher, writing, "id = ? AND view = ?", (key, view))
        if upload.complete and not rules.repeats:
            raise Problem("upload-incomplete", "It was completed before.")
        if not upload.complete:
            if rules.checks and upload.body is None:
                raise Problem("upload-incomplete", "Send the bytes first, to the address of the reservation.")
            writing.connection.execute("UPDATE upload SET complete = 1 WHERE id = ?", (key,))
            _publish(publisher, writing, upload)
        return upload

    upload = publisher.store.write(work)
    told = {"upload": upload.id, "document": upload.document, "contentStatus": "available"}
    return secret(publisher, orjson.dumps(told))


def _find(publisher: Publisher, writing: Writing, where: str, values: tuple[str, ...]) -> Upload:
    row = writing.connection.execute(f"SELECT {COLUMNS} FROM upload WHERE {where}", values).fetchone()  # noqa: S608
    if row is None:
        raise Problem(publisher.rules.uploads.unknown, "No upload of that name was reserved here, or it was given up.")
    return Upload(*row)


def _publish(publisher: Publisher, writing: Writing, upload: Upload) -> None:
    """The record, and the bytes where grants find them."""
    wanted, rules = upload.wanted, publisher.rules.uploads
    if upload.is_of_submission:
        _hold(publisher, writing, upload)
        return
    facts = _application(publisher, upload.view, wanted["application"])
    if facts is None:
        raise Problem("invalid-upload", "`application` is no longer here.")
    data = rules.keeps(
        {
            "planningAuthority": facts["planningAuthority"],
            "application": wanted["application"],
            "name": wanted.get("name") or wanted["filename"],
            "receivedDate": instant.text(writing.at)[:10],
            "publicRegisterStatus": "not-assessed",
            "contentStatus": "available",
            "malwareScan": "not-scanned",
            **{name: wanted[name] for name in ("filename", "mimeType", "fileSize", "sha256")},
        }
    )
    if data is not None:
        writing.log.publish((Change("document", upload.document, data, upload.view),), writing.at)
    if rules.has_bytes:
        _store(writing, upload, upload.body or b"")


def _hold(publisher: Publisher, writing: Writing, upload: Upload) -> None:
    """The bytes of a submission wait for its record, or find it here."""
    body = publisher.rules.uploads.holds(upload.body or b"")
    if body is not None:
        _store(writing, upload, body)
        opening.open_case(publisher, upload.view, writing, upload.document)


def _store(writing: Writing, upload: Upload, body: bytes) -> None:
    wanted = upload.wanted
    row = upload.document, f"{upload.path}-kept", wanted["mimeType"], wanted["filename"], body
    writing.connection.execute("INSERT OR REPLACE INTO document VALUES (?,?,?,?,?)", row)


def give_up(publisher: Publisher, view: str, request: Request) -> Response:
    """Take an upload back, with the document that it has become."""
    key, rules = request.path_params["upload"], publisher.rules.uploads

    def work(writing: Writing) -> None:
        upload = _find(publisher, writing, "id = ? AND view = ?", (key, view))
        writing.connection.execute("DELETE FROM upload WHERE id = ?", (key,))
        # Who takes a submission back delivers a tombstone of it; until then its bytes are what its record says.
        is_kept = upload.is_of_submission and writing.log.held(view, "submission", upload.document).op == "upsert"
        if rules.clears and not is_kept:
            writing.connection.execute("DELETE FROM document WHERE id = ?", (upload.document,))
        if rules.buries and not upload.is_of_submission:
            writing.log.publish((Change("document", upload.document, None, ""),), writing.at)

    publisher.store.write(work)
    return Response(status_code=204, headers=_headers(publisher))


async def take(publisher: Publisher, request: Request) -> Response:
    """The document host: bytes for a place that was reserved, looked at before anything is kept."""
    rules, now = publisher.rules.uploads, publisher.clock.now()
    query = parse_qsl(request.url.query, keep_blank_values=True)
    opening = rules.links(publisher.store.key).read(request.path_params["path"], query)
    if opening is None or now >= opening.expires or request.method not in rules.methods:
        return Response(status_code=403, headers=_headers(publisher))
    body = await body_of(request, LARGEST)
    if body is None:
        return Response(status_code=413, headers=_headers(publisher))

    def work(writing: Writing) -> int:
        return _keep(publisher, writing, opening.path, body if request.method == "PUT" else None)

    status = await run_in_threadpool(publisher.store.write, work)
    return Response(status_code=status, headers=_headers(publisher))


def _keep(publisher: Publisher, writing: Writing, path: str, body: bytes | None) -> int:
    """Put bytes into their place; the status that tells what came of it."""
    rules = publisher.rules.uploads
    row = writing.connection.execute(f"SELECT {COLUMNS} FROM upload WHERE path = ?", (path,)).fetchone()  # noqa: S608
    if row is None:
        return 404
    upload = Upload(*row)
    if body is None:
        return 200
    if upload.complete and not rules.overwrites:
        if rules.spoils:
            writing.connection.execute("DELETE FROM document WHERE id = ?", (upload.document,))
        return 412
    if not upload.complete and not rules.takes(body, upload.wanted["fileSize"], upload.wanted["sha256"]):
        return 422
    writing.connection.execute("UPDATE upload SET body = ? WHERE path = ?", (body, path))
    if upload.complete:
        _store(writing, upload, body)
    return 201


def _headers(publisher: Publisher) -> dict[str, str]:
    return {"Date": instant.http_date(publisher.clock.now()), "Cache-Control": "no-store"}
