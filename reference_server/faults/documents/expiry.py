"""Ways of getting *Documents*, section *Expiry*, wrong."""

from __future__ import annotations

from dataclasses import replace

from reference_server.fault import fault
from reference_server.rules import Documents


@fault("documents.grant-expires")
def never_looks_at_the_clock(rules: Documents) -> Documents:
    """Checks the signature of a grant and not its end."""
    return replace(rules, admits=lambda _now, _expires: True)


@fault("documents.grant-expires")
def compares_seconds_with_milliseconds(rules: Documents) -> Documents:
    """Compares the clock in seconds with an end in milliseconds."""
    return replace(rules, admits=lambda now, expires: now // 1000 < expires)
