"""`python -m reference_server`: serves a sample council, or files of a real system, or the standard got wrong."""

from __future__ import annotations

import json
import sys
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

import click

from reference_server import callers, faults, instant, spec, variants
from reference_server.adapters import folder
from reference_server.adapters.register.command import command as odp_view
from reference_server.assembly import Assembly, Behaviour, Source, Wishes, assemble
from reference_server.clock import SystemClock
from reference_server.day.command import command as day
from reference_server.fault import Fault, Variant
from reference_server.gallery import NoSuchServer, behaviour_of
from reference_server.listen import door, open_socket, port_of, server
from reference_server.publisher import TOKEN
from reference_server.relay.command import command as relay
from reference_server.store import Store

TICK = 0.1


def _list(items: tuple[Fault | Variant, ...]) -> None:
    keys = ("name", "chapter", "breaks", "may", "needs", "says", "view", "mode", "level")
    rows = [{key: getattr(item, key) for key in keys} for item in items]
    click.echo(json.dumps(rows, indent=2, ensure_ascii=False))


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8080, show_default=True, help="The port of the API; 0 takes any.")
@click.option("--documents-port", type=int, help="The port of the documents.  [default: the next one]")
@click.option(
    "--data", type=click.Path(exists=True, path_type=Path), help="Files of ODP or BOPS to serve, or a folder."
)
@click.option("--loss-report", type=click.Path(path_type=Path), default="loss-report.json", show_default=True,
              help="Where to write what of --data is not carried.")  # fmt: skip
@click.option("--store", type=click.Path(path_type=Path), help="An SQLite file that outlives the server.")
@click.option("--fault", help="Get the standard wrong in this way; see --list-faults.")
@click.option("--variant", help="Be lawful in this unusual way; see --list-variants.")
@click.option(
    "--token",
    default=TOKEN,
    show_default=True,
    help="The bearer token of the partner view, and the secret of its client.",
)
@click.option("--callers", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Who is known, in place of the sandbox's own: a JSON list of objects with `name`, `secret` (its "
              "bearer token, and the secret of its OAuth client) or `key` (a public JWK, for private_key_jwt), the "
              "widest `view` that it sees, and the `authorities` whose records it sees, all where it names "
              "none.")  # fmt: skip
@click.option("--token-seconds", type=click.IntRange(1), help="How long an access token lasts.  [default: 60]")
@click.option("--traffic", type=float, default=0.0, help="Make so many changes a second while serving.")
@click.option("--now", help="Start the server's clock at this instant.")
@click.option("--list-faults", is_flag=True, help="Print every fault as JSON, and stop.")
@click.option("--list-variants", is_flag=True, help="Print every variant as JSON, and stop.")
@click.pass_context
def main(context: click.Context, /, **options: object) -> None:
    """Serve the standard, each view at /v0/VIEW, or break it on request.

    When it is ready, one line of JSON on standard output tells the base URLs.

    \b
    The closed views take these, as bearer tokens or as secrets of OAuth clients:
      partner    westmarch-sandbox    up to the partner view; --token changes it
      consultee  consultee-sandbox    up to the consultee view
      personal   personal-sandbox     all views
      wmb, omd   wmb-sandbox, ...     as partner, the records of one authority
    POST /oauth/token gives an access token by client credentials.
    """  # noqa: D301 - click looks for the character, not for how it is written
    if context.invoked_subcommand:
        return
    if options["list_faults"]:
        _list(faults.ALL)
    elif options["list_variants"]:
        _list(variants.ALL)
    else:
        _serve(options)


def _serve(options: dict[str, object]) -> None:
    starts_at = instant.bound(str(options["now"])) if options["now"] else None
    if options["now"] and starts_at is None:
        raise click.BadParameter("it is no RFC 3339 date-time with an offset", param_hint="--now")
    host, port = str(options["host"]), int(str(options["port"]))
    chosen = options["documents_port"]
    documents_port = int(str(chosen)) if chosen is not None else (port + 1 if port else 0)
    try:
        sockets = [open_socket(host, port), open_socket(host, documents_port)]
    except OSError as wrong:
        raise click.ClickException(f"{host}:{port} or {host}:{documents_port} cannot be listened on: {wrong}") from None
    ports = [port_of(opened) for opened in sockets]
    with tempfile.TemporaryDirectory(prefix="reference-server-") as scratch:
        path = options["store"] if isinstance(options["store"], Path) else Path(scratch) / "store.sqlite"
        base = f"http://{host}:{ports[0]}"
        wishes = Wishes(
            path,
            SystemClock(starts_at),
            str(options["token"]),
            float(str(options["traffic"])),
            _source(options),
            spec.views(),
            _callers(options),
            base,
        )
        assembly = assemble(_behaviour(options), wishes, f"http://{host}:{ports[1]}")
        ready = {view: f"{base}/v0/{view}" for view in spec.views()}
        _keep_busy(assembly)
        running = server(door(assembly.api, assembly.documents, ports[1]))
        print(json.dumps({**ready, "documents": f"http://{host}:{ports[1]}"}), flush=True)  # noqa: T201 - the ready line
        try:
            running.run(sockets=sockets)
        finally:
            assembly.close()


def _behaviour(options: dict[str, object]) -> Behaviour:
    name = options["fault"] or options["variant"] or "standard"
    try:
        behaviour = behaviour_of(str(name))
    except NoSuchServer:
        raise click.UsageError(f"there is no {name}; --list-faults and --list-variants tell the names") from None
    seconds = options["token_seconds"]
    if not isinstance(seconds, int):
        return behaviour
    rules = replace(behaviour.rules, security=replace(behaviour.rules.security, seconds=seconds))
    return replace(behaviour, rules=rules)


def _callers(options: dict[str, object]) -> tuple[callers.Caller, ...]:
    path = options["callers"]
    if not isinstance(path, Path):
        return ()
    try:
        return callers.read(path)
    except ValueError as wrong:
        raise click.BadParameter(f"{path}: {wrong}", param_hint="--callers") from None


def _source(options: dict[str, object]) -> Source:
    data = options["data"]
    if not isinstance(data, Path):
        return Source()
    found = folder.read(data)
    if not found.cases:
        why = "; ".join(f"{row['file']}: {row['why']}" for row in found.report.refused_files[:3]) or "no .json file"
        raise click.UsageError(f"--data {data} holds nothing to serve: {why}")

    def fill(store: Store, now: int) -> None:
        found.fill(store, now)
        report = Path(str(options["loss_report"]))
        try:
            found.report.save(report)
        except OSError as wrong:
            raise click.ClickException(f"--loss-report {report} cannot be written: {wrong.strerror}") from None
        refused, files = len(found.report.refused_files), found.report.files
        some = f"; {refused} of {files} files are not read at all" if refused else ""
        click.echo(f"what of {data} is not carried is told in {report}{some}", err=True)

    return Source("files", found.authorities, fill, is_file=True)


def _keep_busy(assembly: Assembly) -> None:
    traffic = assembly.traffic
    if traffic is None:
        return

    def go_on() -> None:
        while True:
            threading.Event().wait(TICK)
            traffic.catch_up()

    threading.Thread(target=go_on, name="traffic", daemon=True).start()


main.add_command(relay, "relay")
main.add_command(odp_view, "odp-view")
main.add_command(day, "day")

if __name__ == "__main__":
    sys.exit(main())
