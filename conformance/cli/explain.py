"""`conformance explain ID`: one requirement, as the chapter has it."""

from __future__ import annotations

import difflib
import textwrap

import click

from conformance.checks import ALL
from conformance.cli.trouble import UsageTrouble
from conformance.standard import Standard

WIDTH = 100


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("requirement_id", metavar="ID")
def command(requirement_id: str) -> None:
    """Explain one requirement: sentence, why, how to get it right, and an exchange that breaks it."""
    standard = Standard.read()
    requirement = standard.requirements.get(requirement_id)
    if requirement is None:
        near = difflib.get_close_matches(requirement_id, standard.requirements, 3, 0.4)
        hint = f"Near it: {', '.join(near)}." if near else "`conformance list` tells them all."
        raise UsageTrouble(f"There is no requirement {requirement_id!r}. {hint}")
    checks = [check.judge.__name__ for check in ALL if check.requirement == requirement.id]
    click.echo(f"{requirement.title}\n{requirement.id}  ({', '.join(requirement.classes)})\n")
    click.echo(textwrap.fill(requirement.statement, WIDTH) + "\n")
    click.echo(textwrap.fill(f"Why. {requirement.why}", WIDTH) + "\n")
    click.echo(textwrap.fill(f"Getting it right. {requirement.right}", WIDTH) + "\n")
    example = requirement.failing.removeprefix("```http").removesuffix("```").strip("\n")
    click.echo("A failing exchange.\n\n" + textwrap.indent(example, "    ") + "\n")
    click.echo(f"Judged by: {', '.join(checks) or 'nothing; see untested.toml'}")
    click.echo(f"Read it at: {standard.address(requirement.id)}")
