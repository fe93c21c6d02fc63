"""`conformance plan`: what a run would judge, what it needs, and what it costs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import click
import orjson

from conformance.cli.configuration import Configuration, find
from conformance.cli.credentials import TOKEN
from conformance.cli.planned import Endpoint, Whole, as_json, as_text
from conformance.cli.run import LEVELS, MODES, target_from
from conformance.cli.trouble import UsageTrouble
from conformance.client import Client
from conformance.client.pace import POLITE
from conformance.clock import SystemClock
from conformance.forecast import forecast
from conformance.model.description import Description
from conformance.model.report import Exit
from conformance.plan import misfit
from conformance.preflight import CannotJudge, introduce
from conformance.standard import Standard
from conformance.standard.profiles import Part, Profile
from conformance.target import Mode, Target

# Where nothing is sent, nobody is there.
NOWHERE = "https://planning.example/v0/public"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--profile", metavar="NAME", help="The role to plan for; `conformance list --profiles` names them.")
@click.option("--base-url", metavar="URL", help="Plan by the description of this endpoint: one request.")
@click.option("--mode", metavar="|".join(MODES), help="Only read, or write to a sandbox too.  [default: read-only]")
@click.option("--level", metavar="|".join(LEVELS), help="At most 40, 800 or 10,000 requests.  [default: default]")
@click.option("--token-env", metavar="NAME", help=f"The variable that holds the bearer token.  [default: {TOKEN}]")
@click.option("--token-file", type=click.Path(path_type=Path), help="A file that holds the bearer token.")
@click.option("--ca-bundle", type=click.Path(path_type=Path), help="Root certificates to trust.")
@click.option("--by-name", is_flag=True, help="Name each requirement, and say where it cannot be seen.")
@click.option("--json", "shown_as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(context: click.Context, /, *, by_name: bool, shown_as_json: bool, **options: object) -> None:
    """Tell what would be judged and what not, what the feed has to hold for it, and the requests it costs."""
    standard = Standard.read()
    try:
        whole = plan_of(options, find(Path.cwd()), os.environ, standard)
    except CannotJudge as reason:
        click.echo(f"Could not plan: {reason}", err=True)
        context.exit(Exit.COULD_NOT_JUDGE)
    if shown_as_json:
        click.echo(orjson.dumps(as_json(whole), option=orjson.OPT_INDENT_2).decode())
    else:
        click.echo("\n".join(as_text(whole, by_name=by_name)))


def plan_of(
    options: Mapping[str, object], file: Configuration, environment: Mapping[str, str], standard: Standard
) -> Whole:
    """The plan that flags and file ask for. Raises `UsageTrouble`, and `CannotJudge` where there is no description."""
    name = str(options.get("profile") or file.text("profile"))
    if name and name not in standard.profiles:
        raise UsageTrouble(f"There is no profile {name!r}; there are {', '.join(standard.profiles)}.")
    has_address = bool(options.get("base_url") or (file.text("base-url") and not options.get("profile")))
    if not name and not has_address:
        raise UsageTrouble("Say what to plan for: --profile NAME, --base-url URL, or both.")
    address = {} if has_address else {"base_url": NOWHERE}
    target = target_from({**options, "profile": "", "seed": 0, **address}, file, environment, standard)
    profile = standard.profiles.get(name)
    if has_address:
        return Whole(standard, target, profile, (_there(standard, target, profile),), ())
    parts = profile.parts if profile else ()
    served = tuple(_served(standard, target, profile)) if profile else ()
    return Whole(standard, target, profile, served, tuple(part for part in parts if part.role == "client"))


def _served(standard: Standard, target: Target, profile: Profile) -> Iterator[Endpoint]:
    """The endpoints of a profile, as if each were described as the profile has it."""
    for part in profile.served:
        described = Description({"view": part.view, "classes": list(part.classes), "kinds": list(part.kinds)})
        yield Endpoint(part.does, forecast(standard, replace(target, profile=profile.name), described))


def _there(standard: Standard, target: Target, profile: Profile | None) -> Endpoint:
    """An endpoint that is there, by what it says of itself."""
    client = Client(target, SystemClock())
    try:
        description = introduce(client, Mode.READ_ONLY).description
    finally:
        client.close()
    target = replace(target, profile=profile.name if profile else "")
    stranger = misfit(standard, target, description)
    if stranger:
        raise CannotJudge(stranger)
    part = profile.of(description.view) if profile else None
    told = forecast(standard, target, description)
    return Endpoint(part.does if part else "", told, tuple(_lacking(part, description)), _pace(target, description))


def _lacking(part: Part | None, description: Description) -> Iterator[str]:
    if part:
        yield from (f"class {word}" for word in part.classes if word not in description.classes)
        yield from (f"kind {word}" for word in part.kinds if word not in description.words("kinds"))


def _pace(target: Target, description: Description) -> float | None:
    """How many requests a second a run sends there; None where nothing holds it back."""
    quota = description.quota
    limits = [quota[0] / quota[1]] if quota else []
    return min([*limits, *([] if target.is_local else [POLITE])], default=None)
