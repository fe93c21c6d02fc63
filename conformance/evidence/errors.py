"""Evidence of the chapter *Errors*."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange


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

    def with_flaw(self, flaw: str) -> tuple[Exchange, ...]:
        """The exchange, if the request has this flaw."""
        return self.exchanges if self.flaw == flaw else ()

    @property
    def bad_instants(self) -> tuple[Exchange, ...]:
        """The exchange, if an instant in it is bad."""
        return self.with_flaw("invalid-timestamp")

    @property
    def reversed_windows(self) -> tuple[Exchange, ...]:
        """The exchange, if its window is reversed."""
        return self.with_flaw("reversed-window")

    @property
    def unknown_parameters(self) -> tuple[Exchange, ...]:
        """The exchange, if it has a parameter that nobody knows, or one twice."""
        return self.with_flaw("unknown-parameter")

    @property
    def unknown_cursors(self) -> tuple[Exchange, ...]:
        """The exchange, if its cursor was never given out."""
        return self.with_flaw("invalid-cursor")

    @property
    def early_positions(self) -> tuple[Exchange, ...]:
        """The exchange, if it asks for what was cut off."""
        return self.with_flaw("history-truncated")

    @property
    def other_epochs(self) -> tuple[Exchange, ...]:
        """The exchange, if it asks for an epoch that is not the present one."""
        return self.with_flaw("epoch-changed")

    @property
    def refusals(self) -> tuple[Exchange, ...]:
        """The exchange, if it was refused with a status that the endpoint makes itself."""
        return self.exchanges if self.exchange.status in (400, 409, 410, 422) else ()
