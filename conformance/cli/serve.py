"""`conformance serve`: the reference server, with its own options."""

from __future__ import annotations

import subprocess

import click

from conformance.cli.demo import SERVER, must_be_installed


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def command(context: click.Context, arguments: tuple[str, ...]) -> None:
    """Start the reference server: `conformance serve --help` tells its options."""
    must_be_installed()
    call = [*SERVER, *arguments]
    context.exit(subprocess.run(call, check=False).returncode)  # noqa: S603 - our own program
