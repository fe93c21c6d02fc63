"""Where the credentials of a run come from: variables and files, never the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import click

from conformance.cli.trouble import UsageTrouble
from conformance.target import LOOPBACK, OAuth

TOKEN = "CONFORMANCE_TOKEN"  # noqa: S105 - the name of a variable
CLIENT, SECRET = "CONFORMANCE_CLIENT_ID", "CONFORMANCE_CLIENT_SECRET"
SHORTEST = 8
KEYS = (
    "token-env",
    "other-token-env",
    "oauth-token-url",
    "oauth-client-id-env",
    "oauth-client-secret-env",
    "oauth-client-key-file",
    "oauth-scope",
)

F = TypeVar("F", bound=Callable[..., Any])
Text = Callable[[str], str]
FILE = click.Path(path_type=Path)
OPTIONS = (
    click.option("--token-env", metavar="NAME", help=f"The variable that holds the bearer token.  [default: {TOKEN}]"),
    click.option("--token-file", type=FILE, help="A file that holds the bearer token."),
    click.option(
        "--other-token-env",
        metavar="NAME",
        help="The variable that holds the token of another caller, who sees the records of fewer authorities.",
    ),
    click.option("--oauth-token-url", metavar="URL", help="Get the token there, by OAuth 2.0 client credentials."),
    click.option("--oauth-client-id-env", metavar="NAME", help=f"Whose variable.  [default: {CLIENT}]"),
    click.option("--oauth-client-secret-env", metavar="NAME", help=f"Its secret's variable.  [default: {SECRET}]"),
    click.option("--oauth-client-secret-file", type=FILE, help="A file that holds the secret of the client."),
    click.option(
        "--oauth-client-key-file", type=FILE, help="A private key, as PEM or JWK, that signs in place of a secret."
    ),
    click.option("--oauth-scope", metavar="TEXT", help="The scope to ask for.  [default: whatever is given]"),
)


def options(command: F) -> F:
    """Give a command the options that say where credentials come from."""
    return reduce(lambda wrapped, option: option(wrapped), reversed(OPTIONS), command)


def token(given: Mapping[str, object], text: Text, environment: Mapping[str, str]) -> str:
    """The bearer token of the run, '' if there is none. Raises `UsageTrouble`."""
    path, named = readable("--token-file", given.get("token_file")), text("token_env")
    if path:
        return _sendable(_held(path, "--token-file"))
    return _sendable(_variable(environment, named, "the token") if named else environment.get(TOKEN, ""))


def other_token(text: Text, environment: Mapping[str, str]) -> str:
    """The token of another caller, '' if there is none. Raises `UsageTrouble`."""
    named = text("other_token_env")
    return _sendable(_variable(environment, named, "the other token")) if named else ""


def oauth(given: Mapping[str, object], text: Text, environment: Mapping[str, str]) -> OAuth | None:
    """Where a token is got, if it is. Raises `UsageTrouble`."""
    url = text("oauth_token_url")
    if not url:
        return None
    _must_be_private(url)
    client = _variable(environment, text("oauth_client_id_env") or CLIENT, "the name of the client")
    key_file = readable("--oauth-client-key-file", text("oauth_client_key_file") or None)
    if key_file:
        return OAuth(url, client, key=_key(key_file), scope=text("oauth_scope"))
    path = readable("--oauth-client-secret-file", given.get("oauth_client_secret_file"))
    named = text("oauth_client_secret_env") or SECRET
    secret = _held(path, "--oauth-client-secret-file") if path else _variable(environment, named, "its secret")
    return OAuth(url, client, _sendable(secret, "secret"), scope=text("oauth_scope"))


def _must_be_private(url: str) -> None:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if not parts.hostname or parts.username or parts.fragment or not url.isascii() or not url.isprintable():
        raise UsageTrouble("--oauth-token-url is no address of the form https://host/path.")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise UsageTrouble(f"--oauth-token-url {url} is not https: the secret of the client would be open to all.")


def _key(path: Path) -> str:
    from conformance.client import assertion  # noqa: PLC0415 - only who signs waits for the import

    text = _held(path, "--oauth-client-key-file")
    try:
        assertion.key_of(text)
    except ValueError as wrong:
        raise UsageTrouble(f"--oauth-client-key-file {path}: {wrong}.") from None
    return text


def _variable(environment: Mapping[str, str], name: str, what: str) -> str:
    if name not in environment:
        raise UsageTrouble(f"The variable {name}, which is to hold {what}, is not set.")
    return environment[name]


def _held(path: Path, flag: str) -> str:
    try:
        text = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise UsageTrouble(f"{flag} {path} is no text that can be read.") from None
    if not text:
        raise UsageTrouble(f"{flag} {path} is empty.")
    return text


def _sendable(text: str, what: str = "token") -> str:
    if text and len(text) < SHORTEST:
        raise UsageTrouble(f"The {what} has {len(text)} characters; with fewer than {SHORTEST} it cannot be masked.")
    if not text.isascii() or not text.isprintable():
        raise UsageTrouble(f"The {what} holds characters that no HTTP header takes.")
    return text


def readable(flag: str, value: object) -> Path | None:
    """The path of a file that is there. Raises `UsageTrouble`."""
    if value is None:
        return None
    path = Path(str(value))
    if not path.is_file():
        raise UsageTrouble(f"{flag} {path} is no file.")
    return path
