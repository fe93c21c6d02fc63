"""What is judged, and how far the judge may go."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from conformance.model.history import Past
from conformance.model.instant import Instant


class Mode(enum.StrEnum):
    """Whether the judge only reads, or also writes to an endpoint that says that it is a sandbox."""

    READ_ONLY = "read-only"
    SANDBOX = "sandbox"


class Depth(enum.StrEnum):
    """How much is asked: at most 40, 800 or 10,000 requests."""

    SMOKE = "smoke"
    DEFAULT = "default"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Effort:
    """What a depth allows: requests in all, drawn questions of one kind, timed answers."""

    requests: int
    drawn: int
    sample: int

    @property
    def is_smoke(self) -> bool:
        """Whether only a few questions of the quick kinds are asked."""
        return not self.drawn


EFFORTS = {
    Depth.SMOKE: Effort(requests=40, drawn=0, sample=0),
    Depth.DEFAULT: Effort(requests=800, drawn=25, sample=100),
    Depth.FULL: Effort(requests=10_000, drawn=100, sample=400),
}


@dataclass(frozen=True, slots=True)
class OAuth:
    """Where access tokens come from, and what this client shows for one: its `secret`, or what its `key` signs.

    `key` is a private key, as PEM or as a JWK. `scope` is what is asked for, '' for whatever the issuer gives.
    """

    token_url: str
    client_id: str = field(repr=False)
    secret: str = field(default="", repr=False)
    key: str = field(default="", repr=False)
    scope: str = ""


LOOPBACK = ("localhost", "127.0.0.1", "::1", "[::1]")


@dataclass(frozen=True, slots=True)
class Target:
    """One base URL and everything that the person who runs the suite decided about judging it.

    `requests_per_second` is a ceiling below which the endpoint's own declared limit still counts. `max_wait` is the
    longest single wait in seconds. `oauth` is where a token comes from that is not given, `other_token` that of another
    caller, who may see other records. `run_id` marks everything that a sandbox run writes. `pasts` are runs of earlier
    days against the same base URL. `now` is the instant as at which the feed is judged: a run with the same seed asks
    the same again, as long as nothing was published since.
    """

    base_url: str
    token: str = field(default="", repr=False)
    other_token: str = field(default="", repr=False)
    oauth: OAuth | None = None
    profile: str = ""
    mode: Mode = Mode.READ_ONLY
    depth: Depth = Depth.DEFAULT
    seed: int = 0
    run_id: str = ""
    max_requests: int | None = None
    requests_per_second: float | None = None
    max_wait: float = 90.0
    ca_bundle: Path | None = None
    allowed_hosts: tuple[str, ...] = ()
    report_dir: Path = Path(".conformance")
    strict: bool = False
    pasts: tuple[Past, ...] = ()
    now: Instant | None = None

    @property
    def effort(self) -> Effort:
        """What the depth allows, with the person's own ceiling on requests."""
        effort = EFFORTS[self.depth]
        return replace(effort, requests=min(self.max_requests or effort.requests, EFFORTS[Depth.FULL].requests))

    @property
    def is_local(self) -> bool:
        """Whether the endpoint is on this machine, where politeness costs nothing."""
        return (urlsplit(self.base_url).hostname or "") in LOOPBACK
