"""What a check is."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from conformance.model.finding import Findings

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Check(Generic[E]):
    """A judge of one kind of evidence for one requirement.

    `over` names the part of the evidence that is judged; where it is empty, nothing was seen, and `unseen` says what
    there would have to be. `given` are the requirements that have to hold for a failure here to be one of its own.
    """

    requirement: str
    evidence: type[E]
    judge: Callable[[E], Findings]
    over: str = ""
    given: tuple[str, ...] = ()
    unseen: str = ""

    def count(self, evidence: E) -> int:
        """How many things there are to judge."""
        return len(getattr(evidence, self.over)) if self.over else 1


def check(
    requirement: str, *, over: str = "", given: tuple[str, ...] = (), unseen: str = ""
) -> Callable[[Callable[[E], Findings]], Check[E]]:
    """Say which requirement a function judges. What it judges is its parameter's type."""

    def bind(judge: Callable[[E], Findings]) -> Check[E]:
        parameter = next(iter(inspect.signature(judge).parameters))
        evidence: type[Any] = typing.get_type_hints(judge)[parameter]
        if over and not hasattr(evidence, over):
            raise AttributeError(f"{judge.__name__}: {evidence.__name__} has no {over}")
        return Check(requirement, evidence, judge, over, given, unseen)

    return bind
