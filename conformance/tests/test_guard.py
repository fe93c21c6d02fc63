"""Which addresses the judge connects to."""

from __future__ import annotations

import pytest

from conformance.client.guard import Guard, is_inner

INNER = (
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.9.9.9",
    "169.254.169.254",
    "0.0.0.0",  # noqa: S104 - an address to be refused
    "224.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "2001:db8::1",
)
OUTER = ("8.8.8.8", "193.63.0.1", "2001:4860:4860::8888")
PUBLIC = Guard("https://planning.example/v0/public", ["files.inside.example"])


@pytest.mark.parametrize("address", INNER)
def test_an_inner_address_is_refused_to_a_stranger(address: str) -> None:
    assert is_inner(address)
    assert not PUBLIC.permits("files.example", address)


@pytest.mark.parametrize("address", OUTER)
def test_a_public_address_is_let_through(address: str) -> None:
    assert PUBLIC.permits("files.example", address)


@pytest.mark.parametrize("host", ["planning.example", "files.inside.example"])
def test_home_and_allowed_hosts_are_let_through_wherever_they_are(host: str) -> None:
    assert all(PUBLIC.permits(host, address) for address in (*INNER, *OUTER))


@pytest.mark.parametrize(
    "home", ["http://127.0.0.1:8000/v0", "http://localhost/v0", "http://[::1]:80/v0", "http://LOCALHOST/v0"]
)
def test_an_endpoint_on_this_machine_has_its_documents_on_this_machine(home: str) -> None:
    guard = Guard(home)
    assert guard.permits("localhost", "127.0.0.1")
    assert guard.permits("files.localhost", "::1")
    assert not guard.permits("files.example", "10.0.0.1")
    assert not guard.permits("metadata", "169.254.169.254")


@pytest.mark.parametrize("home", ["http://10.0.0.5/v0", "http://[fc00::5]/v0", "http://169.254.0.9/v0"])
def test_an_endpoint_elsewhere_in_the_network_does_not_lead_to_this_machine(home: str) -> None:
    assert not Guard(home).permits("files.example", "127.0.0.1")
    assert not Guard(home).permits("files.example", "::1")


@pytest.mark.parametrize("url", ["https://FILES.Inside.Example:8443/a", "https://user:word@files.inside.example/a"])
def test_a_host_is_known_in_any_spelling(url: str) -> None:
    PUBLIC.aim(url)
    assert PUBLIC.permits(PUBLIC.host, "10.0.0.1")


def test_an_allowed_host_is_no_suffix() -> None:
    assert not PUBLIC.permits("evil.files.inside.example", "10.0.0.1")
    assert not PUBLIC.permits("notplanning.example", "10.0.0.1")
