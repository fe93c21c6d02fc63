"""`conformance list`: the requirements, or the profiles."""

from __future__ import annotations

import click
import orjson

from conformance.checks import ALL
from conformance.model.requirement import Requirement
from conformance.standard import Standard
from conformance.untested import untested


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--profiles", is_flag=True, help="List the profiles in place of the requirements.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, profiles: bool, as_json: bool) -> None:
    """List what the standard asks; with --json also what judges each of it."""
    standard = Standard.read()
    rows = _profiles(standard) if profiles else [_row(requirement) for requirement in standard.requirements.values()]
    if as_json:
        click.echo(orjson.dumps(rows, option=orjson.OPT_INDENT_2).decode())
        return
    for row in rows:
        if profiles:
            click.echo(f"{row['name']:<23} {row['role']:<7} {row['system']}: {row['title']}")
        else:
            click.echo(f"{row['id']:<46} {row['level']:<11} {', '.join(row['classes']):<16} {row['title']}")  # type: ignore[arg-type]


def _row(requirement: Requirement) -> dict[str, object]:
    checks = [check.judge.__name__ for check in ALL if check.requirement == requirement.id]
    row: dict[str, object] = {
        "id": requirement.id,
        "title": requirement.title,
        "statement": requirement.statement,
        "level": str(requirement.level),
        "chapter": requirement.chapter,
        "classes": list(requirement.classes),
        "checks": checks,
    }
    reason = untested().get(requirement.id)
    return row | ({"untested": {"why": reason.why, "instead": reason.instead}} if reason else {})


def _profiles(standard: Standard) -> list[dict[str, object]]:
    return [
        {
            "name": profile.name,
            "system": profile.system,
            "title": profile.title,
            "role": profile.role,
            "classes": list(profile.classes),
            "kinds": list(profile.kinds),
            "views": list(profile.views),
            "parts": [
                {
                    "role": part.role,
                    "view": part.view,
                    "does": part.does,
                    "classes": list(part.classes),
                    "kinds": list(part.kinds),
                }
                for part in profile.parts
            ],
        }
        for profile in standard.profiles.values()
    ]
