"""`python -m reference_server day`: lives the day and writes down what went over the wire."""

from __future__ import annotations

from pathlib import Path

import click

from reference_server.day.diary import OtherThanTold
from reference_server.day.run import live


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("spec/day"),
    show_default=True,
    help="The folder to write into, one file for each exchange.",
)
def command(folder: Path) -> None:
    """Live a day in the life of one planning application.

    Eight servers are started on this machine, and twelve systems exchange one case over HTTP. Each exchange is written
    down as JSON. What goes otherwise than told is an error, and nothing is written.
    """
    try:
        files = live()
        _write(folder, files)
    except (OtherThanTold, OSError) as wrong:
        raise click.ClickException(" ".join(str(wrong).split())) from None
    click.echo(f"{len(files)} exchanges, each as it is told")


def _write(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("[0-9][0-9]-*.json"):
        old.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
