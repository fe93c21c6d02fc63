"""`conformance spec diff BASE [HEAD]`: what a change of the standard means for suppliers."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import asdict

import click
import orjson

from conformance.cli.trouble import UsageTrouble
from conformance.diff import (
    Change,
    Effect,
    NoStandard,
    compare_documents,
    compare_folders,
    counted,
    standard_at,
    working_tree,
)
from conformance.model.report import Exit
from conformance.standard import MalformedStandard
from conformance.standard.place import read_object

NEVER = "never"
SAYS = {
    Effect.BREAKING: "Breaking: what is lawful or relied on today is so no longer",
    Effect.ADDITIVE: "Additive: something new, and nobody who conforms has to act",
    Effect.EDITORIAL: "Editorial: nothing changes on the wire",
}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("base")
@click.argument("head", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option(
    "--fail-on",
    type=click.Choice([*(effect.value for effect in Effect), NEVER]),
    default=NEVER,
    show_default=True,
    help="Exit 1 where there is a change of this effect, or of a graver one.",
)
@click.pass_context
def command(context: click.Context, /, base: str, head: str | None, as_json: bool, fail_on: str) -> None:
    """Say what a change of the standard means for those who have implemented it.

    BASE and HEAD are each a folder of the standard, a git revision, or one OpenAPI document. HEAD is the working tree
    if it is left out: `conformance spec diff main` tells what your branch does.
    """
    head = head or str(working_tree())
    changes = _compared(base, head)
    counts = {effect.value: count for effect, count in counted(changes).items()}
    if as_json:
        told = {"base": base, "head": head, "counts": counts, "changes": [asdict(change) for change in changes]}
        click.echo(orjson.dumps(told, option=orjson.OPT_INDENT_2).decode())
    else:
        _tell(changes)
        click.echo(", ".join(f"{count} {effect}" for effect, count in counts.items()))
    if fail_on != NEVER and any(change.effect.rank <= Effect(fail_on).rank for change in changes):
        context.exit(Exit.DOES_NOT_CONFORM)


def _compared(base: str, head: str) -> tuple[Change, ...]:
    with ExitStack() as held:
        try:
            old, new = (held.enter_context(standard_at(word)) for word in (base, head))
            if old.is_file() != new.is_file():
                raise UsageTrouble(f"{base} and {head} cannot be compared: one is a file, the other a folder.")
            if old.is_file():
                return compare_documents(read_object(old), read_object(new), new.name)
            return compare_folders(old, new)
        except NoStandard as none:
            raise UsageTrouble(str(none)) from None
        except MalformedStandard as wrong:
            raise UsageTrouble(f"It cannot be read, so it cannot be compared. {wrong}") from None


def _tell(changes: tuple[Change, ...]) -> None:
    for effect in Effect:
        mine = [change for change in changes if change.effect is effect]
        if mine:
            click.echo(SAYS[effect])
            for change in mine:
                click.echo(f"  {change}")
            click.echo()
