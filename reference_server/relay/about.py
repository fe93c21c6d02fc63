"""`relay.toml`: what the one who relays says of himself, beside the extracts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reference_server import spec
from reference_server.relay.nouns import validator

FILE = "relay.toml"
EXAMPLE = """\
publisher = "northbridge"
authorities = ["local-authority:NBR"]
environment = "sandbox"
licence = "OGL-UK-3.0"

[contact]
name = "Northbridge planning support"
email = "planning-data@northbridge.example"
"""


class Unusable(ValueError):
    """The file cannot be used; the message says what is wrong and how to mend it."""


@dataclass(frozen=True, slots=True)
class About:
    """The part of a description that only a person knows."""

    publisher: str
    authorities: tuple[str, ...]
    facts: dict[str, Any]


def read(folder: Path) -> About:
    """What the file says. Raises `Unusable`."""
    path = folder / FILE
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise Unusable(f"{path} is missing. It says whose data this is, such as\n\n{EXAMPLE}") from None
    except (OSError, ValueError) as wrong:
        raise Unusable(f"{path} cannot be read: {wrong}.") from None
    known = ("publisher", "authorities", "environment", "licence", "contact")
    stray = [name for name in told if name not in known]
    if stray:
        raise Unusable(f"{path}: there is no key `{stray[0]}`; there are {', '.join(known)}.")
    facts = {"environment": "live", **told}
    flaws = list(validator("description").iter_errors({**_rest(), **facts}))
    if flaws:
        place = ".".join(str(step) for step in flaws[0].instance_path)
        raise Unusable(f"{path}: {place or 'the file'}: {flaws[0].message}. It is such as\n\n{EXAMPLE}")
    return About(facts["publisher"], tuple(facts["authorities"]), facts)


def promise() -> dict[str, Any]:
    """The service levels of an endpoint that is filled once a night."""
    return {"replicationSeconds": int(spec.levels()["replicationSecondsNightly"])}


def _rest() -> dict[str, Any]:
    """The other members of a description, so that those of the file can be held against its schema."""
    levels = {
        **promise(),
        "quota": {"requests": 1, "seconds": 1},
        "responseTime": {"percentile": 95, "milliseconds": 1},
    }
    return {
        "standard": spec.version(),
        "view": "public",
        "kinds": ["application"],
        "classes": ["core"],
        "epoch": "-",
        "earliest": "2026-01-01T00:00:00.000Z",
        "limits": {"pageSize": 1},
        "serviceLevels": levels,
    }
