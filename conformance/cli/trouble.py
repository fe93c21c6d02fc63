"""What the command tells when it cannot do what was asked."""

from __future__ import annotations


class UsageTrouble(Exception):
    """The call or the configuration is wrong; the message names place and cure. Exit 2."""
