"""What a probe is: questions worth asking, and a way of asking one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from hypothesis.strategies import SearchStrategy

from conformance.evidence import Evidence
from conformance.probes.visit import Visit

Q = TypeVar("Q")
E = TypeVar("E", bound=Evidence)


@dataclass(frozen=True, slots=True)
class Probe(Generic[Q, E]):
    """How one kind of evidence is got.

    `telling` are the questions asked first: few, cheap, and where faults show. `questions` draws further ones;
    Hypothesis also looks there for the smallest that still shows a fault. `prepare` is called when a run starts, for
    what has to ripen until the question is asked. `recalls` allows the same GET to be answered from memory. `smoke`
    says how many telling questions fit into a smoke test. `sparing` divides the number of drawn questions, where each
    costs much. `repeats` says that asking again can show whether a fault comes every time. `looks_back` marks what
    sends nothing and goes over what was sent. `of` is the class whose addresses are asked: where that class is not
    judged, nothing is asked there.
    """

    evidence: type[E]
    ask: Callable[[Visit, Q], E]
    telling: Callable[[Visit], Iterable[Q]]
    questions: Callable[[Visit], SearchStrategy[Q] | None] = lambda _: None
    prepare: Callable[[Visit], tuple[Q, ...]] | None = None
    recalls: bool = True
    smoke: int = 1
    sparing: int = 1
    repeats: bool = True
    looks_back: bool = False
    of: str = ""


AnyProbe = Probe[Any, Any]
