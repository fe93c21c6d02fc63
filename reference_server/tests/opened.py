"""Servers for the tests of the command: one built as a test wants it, and one as people run it."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.types import ASGIApp

from reference_server.assembly import Behaviour, Source, Wishes, assemble
from reference_server.clock import Clock
from reference_server.listen import door, open_socket, port_of, server
from reference_server.publisher import TOKEN
from reference_server.wire import edits


@contextmanager
def opened(
    behaviour: Behaviour, clock: Clock, folder: Path, token: str = TOKEN, source: Source | None = None
) -> Iterator[str]:
    """What the base URLs of a server begin with, for the length of a block. The document host is wrapped as well."""
    sockets = [open_socket("127.0.0.1", 0) for _ in range(2)]
    api_port, documents_port = (port_of(opened) for opened in sockets)
    wishes = Wishes(folder / "store.sqlite", clock, token, source=source or Source())
    assembly = assemble(behaviour, wishes, f"http://127.0.0.1:{documents_port}")
    documents = behaviour.wrap(assembly.documents) if behaviour.wrap else edits(assembly.documents, lambda _: None)
    running = server(door(assembly.api, documents, documents_port))
    thread = threading.Thread(target=lambda: asyncio.run(running.serve(sockets=sockets)), daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{api_port}/v0"
    finally:
        running.should_exit = True
        thread.join(10)
        assembly.close()


@contextmanager
def listening(app: ASGIApp) -> Iterator[str]:
    """What the addresses of one application begin with, for the length of a block."""
    taken = open_socket("127.0.0.1", 0)
    running = server(app)
    thread = threading.Thread(target=lambda: asyncio.run(running.serve(sockets=[taken])), daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{port_of(taken)}"
    finally:
        running.should_exit = True
        thread.join(10)


@contextmanager
def started(*arguments: str) -> Iterator[dict[str, str]]:
    """`python -m reference_server` with some arguments; its base URLs, by view."""
    call = [sys.executable, "-m", "reference_server", "--port", "0", *arguments]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own program
        try:
            bases: dict[str, str] = json.loads(process.stdout.readline() if process.stdout else "")
            yield bases
        finally:
            process.terminate()


def program(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """`python -m` something, to its end."""
    call = [sys.executable, "-m", *arguments]
    return subprocess.run(call, capture_output=True, text=True, timeout=60, check=False, cwd=cwd)  # noqa: S603
