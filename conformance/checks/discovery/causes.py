"""What explains failures in many sections, and the numbers of a version."""

from __future__ import annotations

import re

DAY = 86_400_000
VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})(?:\.\d{1,4})?")
# A description that is not what it is to be explains whatever is held against it.
DESCRIBED = ("discovery.describes-itself", "discovery.names-its-environment")


def version_in(value: object) -> tuple[int, int] | None:
    """Major and minor; None for what is no version."""
    parts = VERSION.fullmatch(value) if isinstance(value, str) else None
    return (int(parts[1]), int(parts[2])) if parts else None
