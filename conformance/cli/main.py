"""The command: one verb a module, loaded when it is used."""

from __future__ import annotations

import importlib
import io
import signal
import sys
import traceback
from contextlib import suppress
from pathlib import Path

import click

from conformance import __version__
from conformance.cli.configuration import is_configured
from conformance.model.report import Exit

DEFAULT = "run"
VERBS = {
    "run": "judge an endpoint (the default: `conformance --base-url URL`)",
    "plan": "what a run would judge, what it needs to see, and the requests it costs",
    "list": "the requirements, or the profiles",
    "explain": "one requirement: sentence, why, how to get it right, a failing exchange",
    "demo": "judge the reference server, or one that is wrong on purpose",
    "serve": "start the reference server",
    "spec": "check the files of the standard, or say what a change of them means",
}
ISSUES = "https://open-planning-exchange.example/issues"


class Verbs(click.Group):
    """Loads a verb when it is called, so that `--help` need not wait for all."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own shape
        """The verbs in their order."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a verb."""
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"conformance.cli.{'listing' if cmd_name == 'list' else cmd_name}")
        command: click.Command = module.command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options without a verb belong to the default one."""
        is_option = bool(args) and args[0].startswith("-") and args[0] not in ("--help", "-h", "--version")
        if is_option or (not args and is_configured(Path.cwd())):
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The verbs with a line each, without loading any."""
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


HELP = """Tell whether an endpoint speaks the standard by which council planning systems exchange data.

\b
conformance --base-url https://planning.example/v0/public
conformance demo

\b
Exit codes: 0 conforms, 1 does not conform, 2 wrong call or configuration,
3 could not judge, 4 the suite itself broke, 5 nothing was judged,
130 interrupted.
"""


@click.group(help=HELP, cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.version_option(__version__, prog_name="conformance")
def group() -> None:
    """The command."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A letter that a terminal cannot show is no reason to lose a verdict.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    # A pipeline that is cancelled ends like one that a person stops: with what was seen until then.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(guarded(arguments))


def guarded(arguments: list[str] | None = None) -> int:
    """Run the command. Its exit code, whatever happens; never a traceback."""
    try:
        return int(group.main(arguments, prog_name="conformance", standalone_mode=False) or 0)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as wrong:
        wrong.show()
        return Exit.USAGE
    except (KeyboardInterrupt, click.Abort) as end:
        # No verb asks anything, so the end of an input is a fault of ours too.
        if isinstance(end.__cause__, EOFError):
            return _tell(end.__cause__)
        click.echo("interrupted", err=True)
        return Exit.INTERRUPTED
    except BaseException as broken:  # noqa: BLE001 - whatever it is, it is our fault and is told as such
        # Whoever read our output has closed it: click wraps it then, and exits. Nothing has broken.
        is_unread = isinstance(broken, SystemExit) and "PacifyFlush" in type(sys.stdout).__name__
        return Exit.INTERRUPTED if is_unread else _tell(broken)


def _tell(broken: BaseException) -> int:
    place = Path(".conformance") / "crash.txt"
    where = f"What happened is in {place}; please send it to {ISSUES}"
    try:
        place.parent.mkdir(exist_ok=True)
        place.write_text("".join(traceback.format_exception(broken)), "utf-8", "backslashreplace")
    except OSError:
        where = f"Please tell us at {ISSUES}"
    with suppress(OSError):
        click.echo(f"Error: the suite itself broke: {type(broken).__name__}. This is our fault. {where}.", err=True)
    return Exit.SUITE_BROKE
