"""`conformance run`: judges an endpoint."""

from __future__ import annotations

import math
import os
import re
import secrets
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import click

from conformance.cli import credentials, history
from conformance.cli.configuration import Configuration, find
from conformance.cli.credentials import TOKEN, readable
from conformance.cli.trouble import UsageTrouble
from conformance.clock import SystemClock
from conformance.model.history import Past
from conformance.model.instant import Instant, read
from conformance.model.report import Exit, Report
from conformance.report import console, document, junit
from conformance.report.sentence import sentence
from conformance.report.text import printable
from conformance.runner import run
from conformance.standard import Standard
from conformance.target import Depth, Mode, Target

SENDABLE = re.compile("[!-~]+")
MODES, LEVELS = [str(mode) for mode in Mode], [str(depth) for depth in Depth]


def a_number(_context: click.Context, _parameter: click.Parameter, value: float | None) -> float | None:
    """A number that can be compared, which `nan` cannot."""
    if value is not None and math.isnan(value):
        raise click.BadParameter(f"{value} is no number.")
    return value


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--base-url", metavar="URL", help="The endpoint: a base URL that ends in version and view.")
@click.option("--profile", metavar="NAME", help="Judge what this role needs.  [default: what the endpoint claims]")
@click.option("--mode", metavar="|".join(MODES), help="Only read, or write to a sandbox too.  [default: read-only]")
@click.option("--level", metavar="|".join(LEVELS), help="At most 40, 800 or 10,000 requests.  [default: default]")
@click.option("--seed", type=int, help="Draw the same questions again.  [default: a new one, printed]")
@click.option("--now", metavar="INSTANT", help="Judge the feed as at this instant, so that a seed asks the same again.")
@click.option("--max-requests", type=click.IntRange(1), help="A ceiling of your own.")
@click.option(
    "--rps",
    type=click.FloatRange(0.01),
    callback=a_number,
    help="Requests a second.  [default: 5, and on this machine no limit]",
)
@click.option(
    "--max-wait",
    type=click.FloatRange(0),
    callback=a_number,
    default=90.0,
    show_default=True,
    help="The longest single wait.",
)
@credentials.options
@click.option("--ca-bundle", type=click.Path(path_type=Path), help="Root certificates to trust.")
@click.option("--allow-host", multiple=True, help="An inner host that documents may come from; repeatable.")
@click.option(
    "--history",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file in which runs of different days remember what the endpoint told them.",
)
@click.option("--report-dir", type=click.Path(path_type=Path), default=Path(".conformance"), show_default=True)
@click.option("--run-id", metavar="TEXT", help="What marks everything a sandbox run writes.  [default: a new one]")
@click.option("--strict", is_flag=True, help="Exit 3 where a service level is inconclusive.")
@click.pass_context
def command(context: click.Context, /, **options: object) -> None:
    """Judge an endpoint, and write .conformance/report.json and junit.xml."""
    standard = Standard.read()
    target = target_from(options, find(Path.cwd()), os.environ, standard)
    given = options["history"]
    context.exit(judge(standard, target, given if isinstance(given, Path) else None))


def judge(standard: Standard, target: Target, kept: Path | None = None) -> Exit:
    """Run, write the reports, print; the exit code. `kept` is the file of the runs of earlier days."""
    _must_be_writable(target.report_dir)
    pasts = history.load(kept) if kept else ()
    known = tuple(past for past in pasts if past.base_url == target.base_url)
    watch = _Progress()
    report = run(standard, replace(target, pasts=known), SystemClock(), watch)
    watch.clear()
    _save(report, target.report_dir)
    if kept and report.past:
        _remember(kept, (*pasts, report.past))
    if not report.verdicts:
        click.echo(printable(sentence(report)), err=True)
        return report.exit_code
    # A reader that went away takes the words with it, not the verdict.
    with suppress(BrokenPipeError, SystemExit):
        click.echo(console.render(report, target.report_dir / "report.json"))
    return report.exit_code


def _save(report: Report, folder: Path) -> None:
    document.save(report, folder)
    junit.save(report, folder)


def _remember(kept: Path, pasts: tuple[Past, ...]) -> None:
    """Add a run to the file. That it cannot be written is told, and takes nothing from the verdict."""
    try:
        history.save(kept, pasts)
    except UsageTrouble as wrong:
        click.echo(f"Error: {wrong.message}", err=True)


def _must_be_writable(folder: Path) -> None:
    try:
        if not folder.exists():
            folder.mkdir(parents=True)
            # Only in a folder of our own: what lies in somebody else's is theirs.
            (folder / ".gitignore").write_text("*\n", "utf-8")
        for name in ("report.json", "junit.xml"):
            (folder / name).open("ab").close()
        (folder / document.BODIES).mkdir(exist_ok=True)
    except OSError as wrong:
        raise UsageTrouble(f"--report-dir {folder} cannot be written: {wrong.strerror}: {wrong.filename}.") from None


def target_from(
    options: Mapping[str, object], file: Configuration, environment: Mapping[str, str], standard: Standard
) -> Target:
    """The target that flags, then the environment, then the file decide. Raises `UsageTrouble`."""

    def text(name: str) -> str:
        given = options.get(name)
        return str(given) if given is not None else file.text(name.replace("_", "-"))

    def one_of(name: str, known: list[str], otherwise: str = "") -> str:
        value = text(name) or otherwise
        if value not in [*known, otherwise]:
            place = "" if options.get(name) is not None else file.place(name)
            raise UsageTrouble(f"{place}There is no {name} {value!r}; there are {', '.join(known)}.")
        return value

    seed = options.get("seed")
    return Target(
        base_url=_base_url(text("base_url")),
        token=credentials.token(options, text, environment),
        other_token=credentials.other_token(text, environment),
        oauth=credentials.oauth(options, text, environment),
        profile=_server(one_of("profile", [*standard.profiles]), standard),
        mode=Mode(one_of("mode", MODES, Mode.READ_ONLY)),
        depth=Depth(one_of("level", LEVELS, Depth.DEFAULT)),
        seed=int(str(seed)) if seed is not None else _seed(file),
        run_id=text("run_id"),
        max_requests=None if options.get("max_requests") is None else int(str(options["max_requests"])),
        requests_per_second=None if options.get("rps") is None else float(str(options["rps"])),
        max_wait=float(str(options.get("max_wait", 90.0))),
        ca_bundle=readable("--ca-bundle", options.get("ca_bundle")),
        allowed_hosts=tuple(map(str, options.get("allow_host") or ())),  # type: ignore[call-overload]
        report_dir=Path(str(options.get("report_dir", ".conformance"))),
        strict=bool(options.get("strict")),
        now=_instant(options.get("now")),
    )


def _server(profile: str, standard: Standard) -> str:
    """The profile, if it serves anything: what only asks has no base URL."""
    if profile and not standard.profiles[profile].served:
        raise UsageTrouble(
            f"The profile {profile} serves nothing that could be judged: it is a client. "
            f"`conformance plan --profile {profile}` says what to run instead."
        )
    return profile


def _instant(value: object) -> Instant | None:
    found = None if value is None else read(str(value))
    if value is not None and found is None:
        raise UsageTrouble(f"--now {value} is no RFC 3339 date-time with an offset, such as 2026-03-28T00:00:00.000Z.")
    return found


def _seed(file: Configuration) -> int:
    chosen = file.number("seed")
    return secrets.randbelow(2**31) if chosen is None else chosen


def _base_url(url: str) -> str:
    if not url:
        raise UsageTrouble("Say which endpoint to judge: --base-url URL, or `base-url` in conformance.toml.")
    no_address = UsageTrouble(f"--base-url {url!r} is no address of the form https://host/path.")
    try:
        parts = urlsplit(url)
        numbered = parts.port is None or parts.port > 0
    except ValueError:
        raise no_address from None
    if parts.scheme not in ("http", "https") or not parts.hostname or not numbered or not SENDABLE.fullmatch(url):
        raise no_address
    if parts.query or parts.fragment or parts.username:
        # Not repeated here: it may be a secret.
        raise UsageTrouble(f"--base-url has more than host and path; a token goes into {TOKEN}.")
    return url.rstrip("/")


class _Progress:
    """One live line on a terminal; nothing anywhere else."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._began = time.monotonic()

    def step(self, what: str, done: int, of: int, requests: int) -> None:
        """Show how far the run is."""
        if self._shown:
            seconds = time.monotonic() - self._began
            click.echo(f"\r\033[K{done}/{of} {what}, {requests} requests, {seconds:.0f} s", err=True, nl=False)

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            click.echo("\r\033[K", err=True, nl=False)
