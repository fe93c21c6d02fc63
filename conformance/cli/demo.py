"""`conformance demo`: the suite at work, with nothing else needed."""

from __future__ import annotations

import difflib
import importlib.util
import json
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from conformance.cli.run import judge
from conformance.cli.trouble import UsageTrouble
from conformance.standard import Standard
from conformance.target import Depth, Mode, OAuth, Target

TRAFFIC = 5
PUBLIC = "public"
# What the sandbox gives to one who sees the records of one authority.
OTHER = "omd-sandbox"
SERVER = (sys.executable, "-P", "-m", "reference_server")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--fault", metavar="NAME", help="Let the server be wrong in this way, and judge it where that shows.")
@click.option("--seed", type=int, default=20261123, show_default=True)
@click.option("--report-dir", type=click.Path(path_type=Path), default=Path(".conformance"), show_default=True)
@click.pass_context
def command(context: click.Context, /, fault: str | None, seed: int, report_dir: Path) -> None:
    """Start the reference server with a small council in it, judge it, and stop it again."""
    shows = _where_it_shows(fault) if fault else Shows()
    token = "" if shows.view == PUBLIC else secrets.token_hex(16)
    arguments = ["--port", "0", *(["--traffic", str(TRAFFIC)] if shows.traffic else [])]
    arguments += ["--token", token] if token else []
    with reference_server([*arguments, *(["--fault", fault] if fault else [])]) as bases:
        base = bases[shows.view]
        issuer = OAuth(base.replace(f"/v0/{shows.view}", "/oauth/token"), "partner", token) if shows.issuer else None
        target = Target(
            base,
            token="" if issuer else token,
            other_token=OTHER if token else "",
            oauth=issuer,
            mode=shows.mode,
            depth=shows.depth,
            seed=seed,
            report_dir=report_dir,
        )
        code = judge(Standard.read(), target)
    if code:
        again = f"conformance demo{f' --fault {fault}' if fault else ''} --seed {seed}"
        click.echo(f"The server of this demo is gone. The same again: {again}", err=True)
    context.exit(code)


@dataclass(frozen=True, slots=True)
class Shows:
    """Where a fault shows: in which view, mode and level, whether the feed has to move, and whether tokens end."""

    view: str = PUBLIC
    mode: Mode = Mode.READ_ONLY
    depth: Depth = Depth.DEFAULT
    traffic: bool = True
    issuer: bool = False


def _where_it_shows(fault: str) -> Shows:
    must_be_installed()
    call = [*SERVER, "--list-faults"]
    listed = json.loads(subprocess.run(call, capture_output=True, check=True).stdout)  # noqa: S603 - our own program
    row = next((row for row in listed if row["name"] == fault), None)
    if row is None:
        near = difflib.get_close_matches(fault, [row["name"] for row in listed], 1)
        hint = f"Did you mean {near[0]}?" if near else "`python -m reference_server --list-faults` tells them all."
        raise UsageTrouble(f"There is no fault {fault!r}. {hint}")
    return Shows(
        row["view"], Mode(row["mode"]), Depth(row["level"]), row["needs"] == "live-traffic", row["needs"] == "issuer"
    )


@contextmanager
def reference_server(arguments: list[str]) -> Iterator[dict[str, str]]:
    """The reference server as a process of its own; its base URLs, by view."""
    must_be_installed()
    call = [*SERVER, *arguments]
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
