"""What went over the wire, and when. Secrets are masked before an exchange is made."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from conformance.model.instant import Instant

# Why there is no answer, where one came and its body did not come to its end.
CUT_SHORT = "the body ended before its Content-Length"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: `url` is sent byte for byte; `authorised` says whether the token goes with it."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    authorised: bool = True


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request, its answer and the seconds between them. `status` is 0 and `trouble` says why if none came."""

    n: int
    request: Request
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    sent: Instant
    took: float
    trouble: str = ""

    def __str__(self) -> str:
        return f"{self.request.method} {self.request.url} -> {self.status or self.trouble}"

    def header(self, name: str) -> str | None:
        """The first header of a name, in any case of letters."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    @property
    def media_type(self) -> str:
        """The media type of the body, without parameters, in lower case."""
        return (self.header("Content-Type") or "").partition(";")[0].strip().lower()

    @property
    def curl(self) -> str:
        """The same request for a shell; the token is named, never written."""
        parts = ["curl -sS"]
        if self.request.method != "GET":
            parts.append(f"-X {self.request.method}")
        if self.request.authorised:
            parts.append('-H "Authorization: Bearer $CONFORMANCE_TOKEN"')
        parts += [f"-H {shlex.quote(f'{name}: {value}')}" for name, value in self.request.headers]
        if self.request.body:
            parts.append(f"--data-binary {shlex.quote(self.request.body.decode('utf-8', 'replace'))}")
        return " ".join([*parts, shlex.quote(self.request.url)])
