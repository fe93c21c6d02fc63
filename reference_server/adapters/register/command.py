"""`python -m reference_server odp-view`: a public feed as the documents that an ODP register reads."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError

import click
import jsonschema_rs

from reference_server.adapters.reader import Feed
from reference_server.adapters.register.published import Register

INVALID = 1


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("base", metavar="BASE")
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), required=True,
              help="The folder to write into, one file for each application.")  # fmt: skip
@click.option("--schema", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="postSubmissionPublishedApplication.json of ODP 0.7.7, to validate what is written.")  # fmt: skip
@click.option("--loss-report", type=click.Path(path_type=Path), default="loss-report.json", show_default=True,
              help="Where to write what is not carried, and what stands in for what is not public.")  # fmt: skip
def command(base: str, folder: Path, schema: Path | None, loss_report: Path) -> None:
    """Write each application of the public view at BASE as a postSubmissionPublishedApplication.

    Nothing is read but the feed, over HTTP. Exit 1 if the schema is given and a document is not valid.
    """
    try:
        records = Feed(base).records()
    except (URLError, OSError, ValueError, KeyError) as wrong:
        raise click.ClickException(f"{base} cannot be read: {wrong}") from None
    register = Register(base, records, datetime.now(UTC).isoformat(timespec="seconds"))
    validator = jsonschema_rs.validator_for(json.loads(schema.read_text("utf-8"))) if schema else None
    folder.mkdir(parents=True, exist_ok=True)
    invalid = 0
    for key, document in register.documents():
        (folder / f"{key}.json").write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", "utf-8")
        if validator and not validator.is_valid(document):
            invalid += 1
            click.echo(f"{key}: {document['data']['application']['reference']} is not valid", err=True)
    register.report.save(loss_report)
    count = register.report.files
    told = f"{count} application{'s' * (count != 1)}, {invalid} not valid"
    click.echo(f"{told}; what is lost, and what stands in for what is not public, is told in {loss_report}")
    if invalid:
        raise SystemExit(INVALID)
