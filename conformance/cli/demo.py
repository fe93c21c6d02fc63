"""`conformance demo`: the suite at work, with nothing else needed."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from conformance.cli.run import judge
from conformance.cli.trouble import UsageTrouble
from conformance.standard import Standard
from conformance.target import Target

TRAFFIC = 5


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--fault", metavar="NAME", help="Let the server be wrong in this way.")
@click.option("--seed", type=int, default=20261123, show_default=True)
@click.option("--report-dir", type=click.Path(path_type=Path), default=Path(".conformance"), show_default=True)
@click.pass_context
def command(context: click.Context, /, fault: str | None, seed: int, report_dir: Path) -> None:
    """Start the reference server with a small council in it, judge it, and stop it again."""
    arguments = ["--port", "0", "--traffic", str(TRAFFIC), *(["--fault", fault] if fault else [])]
    with reference_server(arguments) as bases:
        context.exit(judge(Standard.read(), Target(bases["public"], seed=seed, report_dir=report_dir)))


@contextmanager
def reference_server(arguments: list[str]) -> Iterator[dict[str, str]]:
    """The reference server as a process of its own; its base URLs, by view."""
    must_be_installed()
    call = [sys.executable, "-m", "reference_server", *arguments]
    process = subprocess.Popen(call, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own program
    try:
        ready = process.stdout.readline() if process.stdout else ""
        if not ready:
            raise UsageTrouble("The reference server did not start; what it said stands above.")
        yield json.loads(ready)
    finally:
        process.terminate()
        process.wait(10)
        if process.stdout:
            process.stdout.close()


def must_be_installed() -> None:
    """Raises `UsageTrouble` where the parts of the server are absent."""
    absent = [name for name in ("reference_server", "starlette", "uvicorn") if not importlib.util.find_spec(name)]
    if absent:
        raise UsageTrouble(
            f"The reference server needs {', '.join(absent)}: install the extra `server`, as in "
            "`pip install 'open-planning-exchange[server]'`."
        )
