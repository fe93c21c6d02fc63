"""What the command tells when it cannot do what was asked."""

from __future__ import annotations

import click

from conformance.model.report import Exit


class UsageTrouble(click.ClickException):
    """The call or the configuration is wrong; the message names place and cure."""

    exit_code = Exit.USAGE
