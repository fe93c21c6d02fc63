"""Asks an issuer for tokens: before the first request, and again before each ends."""

from __future__ import annotations

from collections.abc import Callable

from conformance.client.credentials import Credentials, Told, trouble
from conformance.client.line import Line
from conformance.client.memory import Memory
from conformance.client.patience import Refused
from conformance.model.exchange import Exchange


class Issuer:
    """Gets what the credentials lack. What is asked counts, and is remembered, as every request is."""

    def __init__(self, credentials: Credentials, line: Line, memory: Memory) -> None:
        self._credentials = credentials
        self._line = line
        self._memory = memory

    def freshen(self) -> None:
        """Have a token that is good for the next request. Raises `Refused` where the issuer gives none."""
        if self._credentials.are_due:
            exchange = self._ask(self._credentials.renew)
            if self._credentials.are_due:
                raise Refused(trouble(exchange))

    def issue(self, scope: str) -> tuple[str, str]:
        """A token of another scope: its placeholder, '' if there is none, and the scope that its issuer names."""
        holders: list[str] = []
        exchange = self._ask(lambda body: holders.append(self._credentials.hide(body)), scope)
        return next(filter(None, holders), ""), Told.read(exchange.body).scope

    def _ask(self, learn: Callable[[bytes], object], scope: str = "") -> Exchange:
        """Ask in one way, and if need be in the other."""
        exchange = None
        for sent, shown in self._credentials.requests(scope):
            exchange = self._line.trade(self._memory.spend(), sent, shown, learn)
            self._memory.keep(exchange)
            if exchange.status not in (400, 401):
                return exchange
            self._credentials.refused()
        if exchange is None:
            raise PermissionError("there is no issuer to ask")
        return exchange
