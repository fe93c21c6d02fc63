"""Evidence of the chapter *Errors*."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange


class Flawed:
    """A part of a case: its exchange, if its request has one flaw."""

    def __init__(self, flaw: str) -> None:
        self._flaw = flaw

    def __get__(self, case: Case | None, _owner: type[Case]) -> tuple[Exchange, ...]:
        return case.exchanges if case is not None and case.flaw == self._flaw else ()


@dataclass(frozen=True, slots=True)
class Case(Evidence):
    """One request of the contract, lawful or not, with its answer.

    `flaw` is the registered problem that the request has, or '' if it has none or only the description knows.
    `says` tells a person what is wrong with it. `path` is the operation as the OpenAPI description writes it.
    """

    flaw: str
    says: str
    path: str
    exchange: Exchange

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The one."""
        return (self.exchange,)

    @property
    def size(self) -> tuple[int, ...]:
        """A short request tells more."""
        return (len(self.exchange.request.url),)

    bad_instants = Flawed("invalid-timestamp")
    reversed_windows = Flawed("reversed-window")
    unknown_parameters = Flawed("unknown-parameter")
    missing_starts = Flawed("missing-from")
    accompanied_cursors = Flawed("cursor-mismatch")
    bad_limits = Flawed("invalid-limit")
    unknown_cursors = Flawed("invalid-cursor")
    unknown_addresses = Flawed("unknown-operation")
    early_positions = Flawed("history-truncated")
    other_epochs = Flawed("epoch-changed")
    strangers = Flawed("credentials-required")

    @property
    def refusals(self) -> tuple[Exchange, ...]:
        """The exchange, if it was refused with a status that the endpoint makes itself."""
        return self.exchanges if self.exchange.status in (400, 409, 410, 422) else ()

    @property
    def failures(self) -> tuple[Exchange, ...]:
        """The exchange, if it was not answered, whoever is to blame."""
        return self.exchanges if self.exchange.status >= 400 else ()
