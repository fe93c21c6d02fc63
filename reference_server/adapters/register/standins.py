"""What is written where a form asks for a fact that is not public: nothing that anybody takes for one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from reference_server.adapters.loss import LossReport

SCHEMA = "https://theopensystemslab.github.io/digital-planning-data-schemas/v0.7.7/schemas/prototypeApplication.json"
WORDS = "Not published"
UNSIGNED = "the form cannot leave it open, and nobody has declared or certified anything here"
# `invalid` is a domain that nobody can ever have.
MAILBOX = "not-published@register.invalid"
NOWHERE = "https://register.invalid/"
NOBODY = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True)
class StandIns:
    """Writes down each fact that is asked for and not there. `name` is the case."""

    name: str
    report: LossReport

    def instead(self, place: str, value: Any = WORDS, why: str = "it is asked for and not public") -> Any:  # noqa: ANN401
        """The value, and a line in the loss report."""
        self.report.partly[place] = f"a stand-in: {why}"
        return value

    def lose(self, place: str, why: str, value: object = None) -> None:
        """A fact that the form has no place for."""
        self.report.refuse(self.name, place, value, why)

    def leave(self, kind: str, data: Mapping[str, Any], used: Collection[str]) -> None:
        """Count the facts of a record that the form has no place for."""
        for name in set(data).difference(used):
            self.report.not_carried[f"{kind}.{name}"] += 1
