"""What was asked and answered, kept in order; and the same question not asked twice where that is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from conformance.model.exchange import Exchange, Request


class BudgetSpent(BaseException):
    """The requests of a run are used up. Raised by the client alone, past everything that catches `Exception`."""


class Memory:
    """Every exchange of a run. Inside `recalling`, an answer to the same GET serves again.

    `owed` is how many requests are kept back for what has to be done in the end.
    """

    def __init__(self, budget: int) -> None:
        self.exchanges: list[Exchange] = []
        self.owed = 0
        self._budget = budget
        self._recall: dict[Request, Exchange] | None = None

    @property
    def left(self) -> int:
        """How many requests may still be sent."""
        return self._budget - len(self.exchanges) - self.owed

    def spend(self) -> int:
        """The number of the next exchange. Raises `BudgetSpent`."""
        if self.left <= 0:
            raise BudgetSpent
        return len(self.exchanges) + 1

    def keep(self, exchange: Exchange) -> None:
        """Remember an exchange."""
        self.exchanges.append(exchange)
        if self._recall is not None and exchange.request.method == "GET" and exchange.status:
            self._recall[exchange.request] = exchange

    def recall(self, request: Request) -> Exchange | None:
        """The answer that the same question already has, if asking it again is needless."""
        return self._recall.get(request) if self._recall is not None else None

    @contextmanager
    def recalling(self, allowed: bool = True) -> Iterator[None]:
        """Ask the same question only once within this block, or, if not `allowed`, each time anew."""
        before, self._recall = self._recall, {} if allowed else None
        try:
            yield
        finally:
            self._recall = before
