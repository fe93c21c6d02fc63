"""`conformance spec`: checks the files of the standard, compares them, or puts them together."""

from __future__ import annotations

from pathlib import Path

import click
import orjson

from conformance.cli import spec_diff
from conformance.lint import lint
from conformance.model.report import Exit
from conformance.standard import Standard, spec_folder


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Check the files of the standard, compare them, or put them together."""


command.add_command(spec_diff.command, "diff")


@command.command("lint")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.pass_context
def lint_command(context: click.Context, /, folder: Path | None) -> None:
    """Check chapters, schemas, codelists, crosswalk, examples, profiles and the OpenAPI description."""
    complaints = lint(folder)
    for complaint in complaints:
        click.echo(str(complaint))
    standard = folder or spec_folder()
    if complaints:
        click.echo(f"{len(complaints)} to mend in {standard}")
        context.exit(Exit.DOES_NOT_CONFORM)
    counts = Standard.read(standard)
    found = {"requirements": counts.requirements, "schemas": counts.schemas, "codelists": counts.codelists}
    click.echo(", ".join(f"{len(items)} {name}" for name, items in found.items()) + ": good")


@command.command("bundle")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
def bundle_command(folder: Path | None) -> None:
    """Print the OpenAPI description as one JSON document."""
    click.echo(orjson.dumps(Standard.read(folder or spec_folder()).openapi, option=orjson.OPT_INDENT_2).decode())
