"""Evidence of uploads and of withdrawal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from conformance.evidence.evidence import Evidence, Need
from conformance.model.exchange import Exchange
from conformance.model.page import Entry
from conformance.model.strict import Json, NotJson, read

# So answers who refuses, whoever serves the bytes; no status means no answer, and that refuses nothing.
REFUSED = (*range(400, 500), 501)


def members_of(exchange: Exchange) -> dict[str, Json]:
    """The members of an answer that is an object."""
    try:
        value = read(exchange.body) if exchange.status in (200, 201) else None
    except NotJson:
        return {}
    return value if isinstance(value, dict) else {}


@dataclass(frozen=True, slots=True)
class Handover(Evidence):
    """A file that was handed in and taken back, step by step; what was not reached is None.

    `steps` are the exchanges by what they try. `entry` is what the feed then told of the document, `tombstone` what it
    told when it was withdrawn, and `followed` whether the feed was read so far. `body` are the bytes, `wanted` the
    reservation.
    """

    needs: ClassVar[Need] = Need.WRITE

    wanted: Mapping[str, Json]
    body: bytes
    steps: Mapping[str, Exchange]
    entry: Entry | None = None
    tombstone: Entry | None = None
    followed: frozenset[str] = frozenset()

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """All of them."""
        return tuple(self.steps.values())

    def step(self, name: str) -> tuple[Exchange, ...]:
        """One step, if it was taken."""
        return (self.steps[name],) if name in self.steps else ()

    @property
    def reserved(self) -> dict[str, Json]:
        """The reservation as it was answered."""
        return members_of(self.steps["reserve"])

    @property
    def is_complete(self) -> bool:
        """Whether the endpoint says that the upload is complete."""
        return any(exchange.status == 200 for exchange in self.step("complete"))

    @property
    def completed(self) -> tuple[Exchange, ...]:
        """The completion, if there was one."""
        return self.step("complete") if self.is_complete else ()

    @property
    def withdrawn(self) -> tuple[Exchange, ...]:
        """The withdrawal, if the endpoint took it."""
        return tuple(one for one in self.step("withdraw") if self.is_complete and one.status in (200, 202, 204))


@dataclass(frozen=True, slots=True)
class Lodgement(Evidence):
    """A submission whose bytes were handed in before its record was delivered: the exchanges, by what they try."""

    needs: ClassVar[Need] = Need.WRITE

    body: bytes
    steps: Mapping[str, Exchange]

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """All of them."""
        return tuple(self.steps.values())

    @property
    def taken(self) -> tuple[Exchange, ...]:
        """The delivery, if the endpoint says that the upload is complete and the record applied."""
        complete, delivered = self.steps.get("complete"), self.steps.get("deliver")
        if complete is None or delivered is None or complete.status != 200:
            return ()
        results = members_of(delivered).get("results")
        first = results[0] if isinstance(results, list) and results else None
        return (delivered,) if isinstance(first, dict) and first.get("status") == "applied" else ()
