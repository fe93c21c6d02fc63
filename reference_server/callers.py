"""Who is known to a closed view: the callers of the sandbox, or those of a file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reference_server import spec
from reference_server.rules.security import Pass

MEMBERS = {"name", "secret", "view", "authorities", "key"}


@dataclass(frozen=True, slots=True)
class Caller:
    """One who may ask: `secret` is its static token and the secret of its client alike, '' where it has none.

    `view` is the widest that it may see, `authorities` those whose records it may see, all where there are none.
    `key` is its public key as a JWK, for one who signs instead.
    """

    name: str
    secret: str
    view: str
    authorities: tuple[str, ...] = ()
    key: dict[str, Any] | None = None

    @property
    def views(self) -> tuple[str, ...]:
        """Every view that it may see, narrowest first."""
        views = spec.views()
        return views[: views.index(self.view) + 1]

    @property
    def standing(self) -> Pass:
        """What its static token opens."""
        return Pass(self.name, self.views, self.authorities)


def of_the_sandbox(token: str, authorities: tuple[str, ...]) -> tuple[Caller, ...]:
    """One caller for each closed view, and one for each authority alone. In a sandbox anybody may know their words."""
    return (
        Caller("partner", token, "partner"),
        Caller("consultee", "consultee-sandbox", "consultee"),
        Caller("personal", "personal-sandbox", "personal"),
        *(
            Caller(code.lower(), f"{code.lower()}-sandbox", "partner", (authority,))
            for authority in authorities
            for code in (authority.rpartition(":")[2],)
        ),
    )


def read(path: Path) -> tuple[Caller, ...]:
    """The callers that a file of JSON names. Raises `ValueError` for one that cannot be followed."""
    rows = json.loads(path.read_text("utf-8"))
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("it holds no list of objects")
    return tuple(_caller(row) for row in rows)


def _caller(row: dict[str, Any]) -> Caller:
    if not row.get("name") or not set(row) <= MEMBERS:
        raise ValueError(f"a caller has a name, and besides it {', '.join(sorted(MEMBERS - {'name'}))}")
    if row.get("view") not in spec.views():
        raise ValueError(f"the view of {row['name']} is none of {', '.join(spec.views())}")
    if not row.get("secret") and not row.get("key"):
        raise ValueError(f"{row['name']} has neither a secret nor a key")
    authorities = tuple(map(str, row.get("authorities", ())))
    return Caller(str(row["name"]), str(row.get("secret", "")), row["view"], authorities, row.get("key"))
