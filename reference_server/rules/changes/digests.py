"""The decisions of the chapter *Changes*, section *Digests*: what is hashed, and how the hashes add up."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from reference_server.canonical import canonical

MODULUS = 2**256


class Identity(NamedTuple):
    """What the state digest takes of one record."""

    kind: str
    id: str
    version: int
    digest: str


class State(NamedTuple):
    """The live records of a view: how many, and the sum of their hashes."""

    records: int
    total: int


def of_data(data: dict[str, Any]) -> str:
    """The digest of a record."""
    return hashlib.sha256(canonical(data)).hexdigest()


def of_record(record: Identity) -> int:
    """The hash of one record, as the number that goes into the sum."""
    return int.from_bytes(hashlib.sha256(canonical(record._asdict())).digest(), "big")


def add(state: State, share: int) -> State:
    """The state with one record more."""
    return State(state.records + 1, (state.total + share) % MODULUS)


def take(state: State, share: int) -> State:
    """The state with one record less."""
    return State(state.records - 1, (state.total - share) % MODULUS)


@dataclass(frozen=True, slots=True)
class Digests:
    """How digests are made. The defaults keep the standard.

    `of_data` is the digest of a record, and `of_record` its share of the sum; `add` and `take` keep the sum when a
    record comes and goes. Of what is answered for a state, `as_at` is the instant whose state is told, given the
    watermark; `told` the instant that is stated for it; `joins` the one from which the feed goes on; `epoch` its name.
    """

    of_data: Callable[[dict[str, Any]], str] = of_data
    of_record: Callable[[Identity], int] = of_record
    add: Callable[[State, int], State] = add
    take: Callable[[State, int], State] = take
    as_at: Callable[[int], int] = lambda watermark: watermark
    told: Callable[[int], int] = lambda watermark: watermark
    joins: Callable[[int], int] = lambda watermark: watermark
    epoch: Callable[[str], str] = lambda epoch: epoch
