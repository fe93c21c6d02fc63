"""Two sockets, one process: the API's and the document host's."""

from __future__ import annotations

import socket

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

BACKLOG = 2048


def open_socket(host: str, port: int) -> socket.socket:
    """A listening address. asyncio turns Nagle's algorithm off only for sockets that say IPPROTO_TCP."""
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.bind((host, port))
    # From now on whoever knocks is kept waiting and not turned away, though nobody is behind the door yet.
    opened.listen(BACKLOG)
    return opened


def port_of(opened: socket.socket) -> int:
    """The port that a socket was given."""
    port: int = opened.getsockname()[1]
    return port


def door(api: ASGIApp, documents: ASGIApp, documents_port: int) -> ASGIApp:
    """One application that tells the two sockets apart."""

    async def enter(scope: Scope, receive: Receive, send: Send) -> None:
        behind = documents if scope["server"][1] == documents_port else api
        await behind(scope, receive, send)

    return enter


def server(app: ASGIApp) -> uvicorn.Server:
    """A server whose answers carry our clock's `Date`, not its own."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http="httptools",
            loop="asyncio",
            lifespan="off",
            access_log=False,
            log_level="warning",
            date_header=False,
        )
    )
