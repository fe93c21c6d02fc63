"""One publisher: its rules, its store, its clock, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reference_server import instant, spec
from reference_server.clock import Clock
from reference_server.limits import Limits
from reference_server.rules import Rules
from reference_server.rules.documents import LONGEST
from reference_server.store import Store

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
)
CLASSES = {"public": READ, "partner": (*READ, "partner", "deliver")}


@dataclass(slots=True)
class Publisher:
    """Everything that an operation needs to answer.

    `views` are the views that are served, narrowest first. `token` opens those that are not public. `documents_base` is
    the address of the document host. `read_at` is the instant at which the source was read, if it was read once.
    `opened` is how often each URL of a grant was opened, and when first.
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
    limits: Limits = field(init=False)
    opened: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.limits = Limits(self.clock, self.rules.service.quota, self.rules.service.seconds)

    def source_as_of(self, watermark: int) -> int:
        """The instant up to which the source is in the feed. This server is its own source unless it read a file."""
        return self.rules.service.source_as_of(watermark, watermark if self.read_at is None else self.read_at)

    def earliest(self) -> int:
        """The instant from which the log is whole."""
        return self.rules.changes.earliest(self.store.began, self.clock.now())

    def describe(self, view: str) -> dict[str, Any]:
        """The description of one view."""
        service = self.rules.service
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
                "limits": {"pageSize": self.rules.changes.page_size},
                "grantSeconds": {"min": self.rules.documents.shortest, "max": LONGEST},
                "licence": "https://creativecommons.org/publicdomain/zero/1.0/",
                "contact": {"name": "Open Planning Exchange", "email": "sandbox@open-planning-exchange.example"},
                "serviceLevels": {
                    "replicationSeconds": service.replication_seconds,
                    "quota": {"requests": service.quota, "seconds": service.seconds},
                    "responseTime": {"percentile": service.percentile, "milliseconds": service.milliseconds},
                },
            }
        )
