"""One publisher: its rules, its store, its clock, and what it says of itself."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any, Self

from reference_server import instant, spec
from reference_server.callers import Caller, of_the_sandbox
from reference_server.clock import Clock
from reference_server.courier import Courier
from reference_server.issuer import Issuer
from reference_server.limits import Limits
from reference_server.rules import Rules
from reference_server.rules.deliveries import DELIVERY_BYTES
from reference_server.rules.documents import LONGEST
from reference_server.rules.security import Pass
from reference_server.store import Store
from reference_server.store.subscriptions import Subscriptions

# A sandbox opens with a word that anybody may know.
TOKEN = "westmarch-sandbox"  # noqa: S105
# The views that are open to everybody.
PUBLIC = ("national", "public")
READ = (
    "core",
    "lookup",
    "filter",
    "list-documents",
    "download",
    "snapshot",
    "verify",
    "consultation",
    "measured-service",
    "withdraw",
    "returns",
)
CLOSED = (*READ, "partner")
CLASSES = {
    "national": READ,
    "public": READ,
    "consultee": (*CLOSED, "deliver", "upload"),
    "partner": (*CLOSED, "deliver", "upload", "edit", "notify"),
    "personal": CLOSED,
}

# The major version that stands in each base.
VERSION = "v0"


@dataclass(slots=True)
class Publisher:
    """Everything that an operation needs to answer.

    `views` are the views that are served, narrowest first. `token` opens those up to the partners'; `callers` are all
    who are known, if it is not those of the sandbox. `documents_base` is the address of the document host, `api_base`
    what stands before the views. `read_at` is the instant at which the source was read, if it was read once. `courier`
    tells subscribers. `opened` is how often each URL of a grant was opened, and when first. `judged` are the classes of
    which there is a report that anybody can read. `only` are the authorities whose records the one who asks may see,
    all where there are none; `holder` is its name.
    """

    rules: Rules
    store: Store
    clock: Clock
    name: str
    authorities: tuple[str, ...]
    views: tuple[str, ...] = ("public", "partner")
    token: str = TOKEN
    documents_base: str = ""
    read_at: int | None = None
    callers: tuple[Caller, ...] = ()
    api_base: str = ""
    limits: Limits = field(init=False)
    courier: Courier = field(init=False)
    issuer: Issuer = field(init=False)
    opened: dict[str, tuple[int, int]] = field(default_factory=dict)
    judged: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    holder: str = ""

    def __post_init__(self) -> None:
        self.limits = Limits(self.clock, self.rules.service.quota, self.rules.service.seconds)
        self.courier = Courier(self.rules.notices, self.clock, Subscriptions(self.store), self.store.epoch)
        self.callers = self.callers or of_the_sandbox(self.token, self.authorities)
        self.issuer = Issuer(self.clock, self.rules.security, self.callers)

    def as_seen_by(self, one: Pass) -> Self:
        """The same publisher with the records that one may see, and no others."""
        if not one.holder:
            return self
        seen = copy.copy(self)
        seen.only, seen.holder = one.authorities, one.holder
        if one.authorities:
            seen.authorities = tuple(name for name in self.authorities if name in one.authorities)
        return seen

    def account(self, sender: str) -> str:
        """The name under which the deliveries of a sender are counted: those of another one who asks are not shown."""
        return f"{self.holder} {sender}" if self.only else sender

    def within(self, asked: tuple[str, ...]) -> tuple[str, ...] | None:
        """The authorities that are read of some that are asked for; None where there are none."""
        if not self.only:
            return asked
        return tuple(name for name in self.only if not asked or name in asked) or None

    def source_as_of(self, watermark: int) -> int:
        """The instant up to which the source is in the feed. This server is its own source unless it read a file."""
        return self.rules.service.source_as_of(watermark, watermark if self.read_at is None else self.read_at)

    def earliest(self) -> int:
        """The instant from which the log is whole."""
        return self.rules.changes.earliest(self.store.began, self.clock.now())

    def _limits(self, view: str) -> dict[str, int]:
        """The most that goes into one answer, and into one delivery where those are taken."""
        sizes = {"pageSize": self.rules.changes.page_size}
        return sizes if view in PUBLIC else {**sizes, "deliveryBytes": DELIVERY_BYTES}

    def describe(self, view: str) -> dict[str, Any]:
        """The description of one view."""
        service = self.rules.service
        seconds = self.rules.uploads.seconds
        withdrawal = {} if seconds is None else {"withdrawalSeconds": seconds}
        return self.rules.discovery.describe(
            {
                "standard": spec.version(),
                "environment": "sandbox",
                "publisher": self.name,
                "view": view,
                "authorities": list(self.authorities),
                "kinds": list(spec.kinds()),
                "classes": list(CLASSES.get(view, ("core",))),
                "epoch": self.store.epoch,
                "began": instant.text(self.store.began),
                "earliest": instant.text(self.earliest()),
                "limits": self._limits(view),
                "grantSeconds": {"min": self.rules.documents.shortest, "max": LONGEST},
                **withdrawal,
                "licence": "https://creativecommons.org/publicdomain/zero/1.0/",
                "contact": {"name": "Open Planning Exchange", "email": "sandbox@open-planning-exchange.example"},
                "serviceLevels": {
                    "replicationSeconds": service.replication_seconds,
                    "quota": {"requests": service.quota, "seconds": service.seconds},
                    "responseTime": {"percentile": service.percentile, "milliseconds": service.milliseconds},
                },
            }
        )
