"""`python -m reference_server relay DIR`: Core for a system that can only export."""

from __future__ import annotations

import json
import sqlite3
import sys
import threading
from pathlib import Path

import click

from reference_server.clock import SystemClock
from reference_server.listen import open_socket, port_of, server
from reference_server.relay import about
from reference_server.relay.office import BASE, InUse, Office, open_office
from reference_server.relay.report import HELD_BACK, UNREADABLE

HELD = 1


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8080, show_default=True, help="The port; 0 takes any.")
@click.option(
    "--store", type=click.Path(path_type=Path), help="The SQLite file of the feed.  [default: DIR/relay.sqlite]"
)
@click.option(
    "--every", type=click.FloatRange(0.05), default=60.0, show_default=True, help="Seconds between two looks."
)
@click.option(
    "--confirm", multiple=True, metavar="NIGHT", help="Publish this extract though much is missing; repeatable."
)
@click.option("--once", is_flag=True, help="Take in what is there, serve nothing; exit 1 if anything was held back.")
def command(
    folder: Path, host: str, port: int, store: Path | None, every: float, confirm: tuple[str, ...], once: bool
) -> None:
    """Serve the nightly extracts in DIR as a feed that keeps Core.

    DIR holds relay.toml, which says whose data it is, and a folder for each night, such as DIR/2026-11-22, with one
    full extract: application.csv, site.jsonl or decision.json, one file a kind, and manifest.json, written last, with
    `takenAt` and the number of rows of each kind. Rows have a `key` of the source's own.

    What becomes of an extract is told on standard error and in DIR/reports. Where more of a kind has vanished than
    is usual, nothing is published until a person confirms, by --confirm NIGHT or a file DIR/NIGHT.confirmed.

    When it serves, one line of JSON on standard output tells the base URL.
    """
    try:
        office = open_office(folder, store or folder / "relay.sqlite", about.read(folder), SystemClock())
    except (about.Unusable, InUse) as wrong:
        raise click.UsageError(str(wrong)) from None
    office.relay.confirmed = frozenset(confirm)
    office.relay.tell = _tell
    try:
        if once:
            reports = office.relay.look()
            sys.exit(HELD if any(report.outcome in (HELD_BACK, UNREADABLE) for report in reports) else 0)
        _serve(office, (host, port), every)
    finally:
        office.close()


def _serve(office: Office, address: tuple[str, int], every: float) -> None:
    try:
        opened = open_socket(*address)
    except OSError as wrong:
        raise click.ClickException(f"{address[0]}:{address[1]} cannot be listened on: {wrong}") from None
    office.relay.look()
    while not office.has_something:
        _tell(f"there is nothing to serve yet: no whole extract in {office.relay.folder}")
        threading.Event().wait(every)
        office.relay.look()
    stopping = threading.Event()
    looker = threading.Thread(target=_look_on, args=(office, every, stopping), name="relay", daemon=True)
    looker.start()
    print(json.dumps({"public": f"http://{address[0]}:{port_of(opened)}{BASE}"}), flush=True)  # noqa: T201 - the ready line
    server(office.api).run(sockets=[opened])
    stopping.set()
    looker.join()


def _look_on(office: Office, every: float, stopping: threading.Event) -> None:
    while not stopping.wait(every):
        try:
            office.relay.look()
        except (OSError, sqlite3.Error) as wrong:
            # A folder on a network goes away for a while; what is published stays, and grows old in the open.
            _tell(f"the folder or the store cannot be used just now: {wrong}")


def _tell(line: str) -> None:
    click.echo(line, err=True)
