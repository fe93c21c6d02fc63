"""Which addresses the judge connects to. A hostile answer could otherwise send it into somebody's own network."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from typing import Protocol
from urllib.parse import urlsplit


class Address(Protocol):
    """What libcurl says of the address that it is about to open."""

    family: int
    socktype: int
    protocol: int
    addr: tuple[str, int]


class Guard:
    """Lets a connection through to the base URL's own host, to public addresses, and to hosts that were allowed."""

    def __init__(self, base_url: str, allowed_hosts: Iterable[str] = ()) -> None:
        self._home = _host(base_url)
        self._allowed = frozenset(host.lower() for host in allowed_hosts)
        self._local = _is_loopback(self._home)
        self.host = self._home
        self.refused = ""
        self._opened: list[socket.socket] = []

    def aim(self, url: str) -> None:
        """Say which host the next connection is for."""
        self.host, self.refused = _host(url), ""
        self.close()

    def close(self) -> None:
        """Let our half of what was opened go: libcurl works on a copy of its own."""
        while self._opened:
            self._opened.pop().close()

    def open(self, _purpose: int, address: Address) -> socket.socket | int:
        """Give libcurl a socket, or none for an address that is out of bounds."""
        if not self.permits(self.host, address.addr[0]):
            self.refused = (
                f"{self.host} is the inner address {address.addr[0]}; say --allow-host {self.host} to go there"
            )
            return -1
        self._opened.append(socket.socket(address.family, address.socktype, address.protocol))
        return self._opened[-1]

    def permits(self, host: str, address: str) -> bool:
        """Whether a host may be reached at an address."""
        if host in self._allowed or host == self._home:
            return True
        if self._local and ipaddress.ip_address(address).is_loopback:
            return True
        return not is_inner(address)


def is_inner(address: str) -> bool:
    """Whether an address is not on the public internet."""
    place = ipaddress.ip_address(address.strip("[]").partition("%")[0])
    return not place.is_global or place.is_multicast


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
