"""Brings `spec/` into the site, so that no sentence of the standard is written twice.

This is the one file that knows the site generator; everything it makes is plain Markdown.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from math import atan2, degrees
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from conformance.standard import Standard
from conformance.standard.profiles import Profile
from reference_server import faults
from reference_server.day.page import markdown
from reference_server.fault import Fault

SPEC = Path(__file__).parents[1] / "spec"
CONFORMANCE = Path(__file__).parents[1] / "conformance"
RECIPES = Path(__file__).parents[1] / "reference_server" / "recipes"
# A class of a requirement is a class of its heading; readers see it as a word beside the id.
HEADING = re.compile(r"^### (?P<title>.+?) \{#(?P<id>[\w.-]+)(?P<classes>( \.[\w-]+)+)\}$", re.MULTILINE)
# `<!-- recipe: now -->` on a page is a file of SQL.
RECIPE = re.compile(r"^<!-- recipe: (?P<name>\w+) -->$", re.MULTILINE)
# `<!-- step: 1 -->` is the table of the classes of a step.
STEP = re.compile(r"^<!-- step: (?P<number>\d) -->$", re.MULTILINE)
KEYWORD = re.compile(r"(?<!\*)\b(MUST NOT|MUST|SHOULD NOT|SHOULD|MAY)\b")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every page that is made from the standard."""
    pages = {
        **{f"standard/{path.name}": chapter(path) for path in sorted((SPEC / "chapters").glob("*.md"))},
        "codelists.md": codelists(),
        "crosswalk.md": crosswalk(),
        "schemas.md": schemas(),
        "service-levels.md": service_levels(),
        "profiles.md": profiles(),
        "lifecycle.md": lifecycle(),
        "day.md": day(),
        "run/faults.md": matrix(),
        "change/log.md": (SPEC / "CHANGELOG.md").read_text("utf-8"),
    }
    standard = Standard.read()
    report = yaml.safe_load((CONFORMANCE / "report" / "report.schema.yaml").read_text("utf-8"))
    pages |= {
        "openapi.json": json.dumps(standard.openapi, indent=2),
        "report.schema.json": json.dumps(report, indent=2),
        **{f"schemas/{name}.json": json.dumps(item.document, indent=2) for name, item in standard.schemas.items()},
    }
    for name, content in pages.items():
        files.append(File.generated(config, name, content=content))
    return files


def on_page_markdown(markdown: str, **_: object) -> str:
    """Put the text of each recipe, and the classes of each step, where a page names them."""
    with_recipes = RECIPE.sub(lambda found: f"```sql\n{_recipe(found['name'])}```", markdown)
    return STEP.sub(lambda found: step(found["number"]), with_recipes)


def step(number: str) -> str:
    """The classes of one step of the ladder: what each gives, how much it asks, who of the twelve has it."""
    standard = Standard.read()
    rows = []
    for row in standard.codelists["class"].rows:
        if row["step"] == number:
            name = row["reference"]
            asked = sum(name in requirement.classes for requirement in standard.requirements.values())
            served = [profile.name for profile in standard.profiles.values() if _serves(profile, name)]
            systems = ", ".join(f"[{one}](profiles.md#{one})" for one in served)
            rows.append([name, row["description"], str(asked), systems])
    return table(["class", "what it is", "requirements", "served by"], rows, code=1)


def _serves(profile: Profile, name: str) -> bool:
    return any(name in part.classes for part in profile.served)


def profiles() -> str:
    """What each of the twelve systems serves, and what it asks of others."""
    head = (
        "# The twelve systems\n\nEach part that a system serves is an endpoint of one view, judged by a run of its own:"
        " `conformance plan --profile NAME` tells what that asks and costs. What a system does as a client cannot be"
        " judged from outside; the same command says what to run instead.\n"
    )
    parts = [head]
    for profile in Standard.read().profiles.values():
        parts.append(f"## {profile.system} {{#{profile.name}}}\n\n{profile.title}. Profile `{profile.name}`.\n")
        rows = [
            [part.role, part.view, part.does, ", ".join(part.classes), ", ".join(part.kinds)] for part in profile.parts
        ]
        parts.append(table(["role", "view", "what it does", "classes", "kinds"], rows))
    return "\n".join(parts)


def day() -> str:
    """A day in the life of one application, exchange by exchange."""
    standard = Standard.read()
    systems = {profile.name: (profile.system, profile.title) for profile in standard.profiles.values()}
    return markdown(SPEC / "day", systems, {name: item.title for name, item in standard.requirements.items()})


def _recipe(name: str) -> str:
    """The SQL of a recipe, without the sentence above it, which the page has."""
    path = next(RECIPES.glob(f"*/{name}.sql"))
    return path.read_text("utf-8").partition("-- setup\n")[2].replace(";\n-- ", ";\n\n-- ")


def chapter(path: Path) -> str:
    """A chapter, each requirement with its id, its classes and its keyword in bold."""
    text = HEADING.sub(_heading, path.read_text("utf-8"))
    lines, fenced = [], False
    for line in text.splitlines():
        fenced = fenced != line.startswith("```")
        lines.append(line if fenced or line.startswith(("#", "*")) else KEYWORD.sub(r"**\1**", line))
    return "\n".join(lines) + "\n"


def _heading(found: re.Match[str]) -> str:
    classes = ", ".join(name.lstrip(".") for name in found["classes"].split())
    told = classes if classes == "withdrawn" else f"class {classes}"
    return f"### {found['title']} {{#{found['id']}}}\n\n`{found['id']}` · {told}"


def codelists() -> str:
    """Every codelist as a table."""
    index = {row["reference"]: row for row in _rows(SPEC / "codelists" / "codelist.csv")}
    parts = ["# Codelists\n\nA list that grows is open: a consumer carries a code that it does not know.\n"]
    for path in sorted((SPEC / "codelists").glob("*.csv")):
        about, rows = index[path.stem], _rows(path)
        growth = "open" if about["extensible"] == "yes" else "closed"
        parts.append(f"## {about['name']} {{#{path.stem}}}\n\n{about['description']} The list is {growth}.\n")
        columns = [name for name in rows[0] if name not in ("entry-date", "end-date")]
        parts.append(table(columns, ([row[name] for name in columns] for row in rows), code=1))
    return "\n".join(parts)


def crosswalk() -> str:
    """Where each field stands in other standards, and who sees it."""
    parts = ["# Crosswalk\n\nEvery field of a record, its counterparts, and the views that show it.\n"]
    names = {row["reference"]: row["name"] for row in _rows(SPEC / "codelists" / "kind.csv")}
    for path in sorted((SPEC / "crosswalk").glob("*.csv")):
        rows = _rows(path)
        parts.append(f"## {names[path.stem]} {{#{path.stem}}}\n")
        parts.append(table(list(rows[0]), (list(row.values()) for row in rows), code=4))
    return "\n".join(parts)


def schemas() -> str:
    """The members of every schema."""
    parts = [
        (
            "# Schemas\n\nJSON Schema 2020-12. Each is published for programs: [the OpenAPI description](openapi.json),"
            " [the form of a report](report.schema.json), and the name of each schema below leads to its file.\n"
        )
    ]
    for path in sorted((SPEC / "schemas").glob("*.yaml")):
        schema = yaml.safe_load(path.read_text("utf-8"))
        parts.append(f"## {schema['title']} {{#{path.stem}}}\n\n{schema['description']}\n")
        parts.append(f"[`{path.stem}.json`](schemas/{path.stem}.json)\n")
        required = set(schema.get("required", []))
        rows = [
            [name, _type(inner), "yes" if name in required else "no", inner.get("description", "")]
            for name, inner in schema.get("properties", {}).items()
        ]
        if rows:
            parts.append(table(["member", "type", "required", "meaning"], rows, code=1))
    return "\n".join(parts)


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].removesuffix(".yaml")
        return f"[{name}](#{name})"
    if "x-codelist" in schema:
        return f"[{schema['x-codelist']}](codelists.md#{schema['x-codelist']})"
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return f"{schema.get('type', 'any')}{' (' + schema['format'] + ')' if 'format' in schema else ''}"


def service_levels() -> str:
    """Every number of the standard."""
    levels = yaml.safe_load((SPEC / "service-levels.yaml").read_text("utf-8"))
    rows = [[name, f"{level['value']:,} {level['unit']}", level["means"]] for name, level in levels.items()]
    head = "# Service levels\n\nEvery number of the standard, and nowhere else.\n\n"
    return head + table(["name", "value", "meaning"], rows, code=1)


def lifecycle() -> str:
    """The states of an application, the moves between them, and the dates of a case."""
    rows = {name: _rows(SPEC / "lifecycle" / f"{name}.csv") for name in ("state", "move", "date", "order")}
    heads = {
        "state": "A state is a stage with a status. One that `ends` has no way out but a correction; one that is not "
        "`public` stands in no public view.",
        "move": "Between two versions that a consumer meets, any number of moves can lie.",
        "date": "What `happened` is not dated ahead; a `deadline` can lie far ahead; what is `planned` can do both.",
        "order": "`field` is not before `not-before`, of the same record or of the one that `through` names.",
    }
    titles = {"state": "States", "move": "Moves", "date": "Dates", "order": "Order of dates"}
    parts = [f"# Lifecycle\n\nThe life of an application, as data.\n\n{picture(rows['state'], rows['move'])}\n"]
    for name, found in rows.items():
        parts.append(f"## {titles[name]} {{#{name}}}\n\n{heads[name]}\n")
        parts.append(table(list(found[0]), (list(row.values()) for row in found), code=2))
    return "\n".join(parts)


def picture(states: list[dict[str, str]], moves: list[dict[str, str]]) -> str:
    """The states as boxes, a column for each stage and a row for each status, and the moves as arrows."""
    columns, rows = (list(dict.fromkeys(row[name] for row in states)) for name in ("stage", "status"))
    middle = {
        row["reference"]: (80 + 150 * columns.index(row["stage"]), 70 + 70 * rows.index(row["status"]))
        for row in states
    }
    lines = []
    for move in moves:
        (x, y), (to_x, to_y) = middle[move["from"]], middle[move["to"]]
        # Arrows there and back bend to different sides.
        bend_x, bend_y = (x + to_x) / 2 - (to_y - y) / 6, (y + to_y) / 2 - (to_x - x) / 6
        lines.append(f'<path d="M{x} {y}Q{bend_x:.0f} {bend_y:.0f} {to_x} {to_y}"/>')
        tip_x, tip_y = (x + 2 * bend_x + to_x) / 4, (y + 2 * bend_y + to_y) / 4
        turn = degrees(atan2(to_y - y, to_x - x))
        lines.append(f'<path d="M-5 -4L4 0L-5 4" transform="translate({tip_x:.0f} {tip_y:.0f})rotate({turn:.0f})"/>')
    boxes = [
        f'<rect x="{x - 56}" y="{y - 14}" width="112" height="28" rx="4"/><text x="{x}" y="{y + 4}">{status}</text>'
        for status, (x, y) in ((name.partition("/")[2], at) for name, at in middle.items())
    ]
    heads = [f'<text x="{80 + 150 * place}" y="24">{name}</text>' for place, name in enumerate(columns)]
    size = f'viewBox="0 0 {150 * len(columns) + 10} {70 * len(rows) + 50}"'
    head = f'<svg class="ope-lifecycle" role="img" aria-label="States and moves; the tables below say the same" {size}>'
    return head + "".join((*lines, *boxes, *heads)) + "</svg>\n"


def matrix() -> str:
    """Every way to get the standard wrong that the suite is tried on."""
    head = (
        "# Faults and what finds them\n\nThe reference server can be told to be wrong in each of these ways. The suite"
        " is tried on every one of them: it finds the rules named here broken, and no others but those in brackets,"
        " which some runs add. `conformance demo --fault NAME` shows it, in the view and mode that the fault needs.\n\n"
    )
    rows = [
        [
            item.name,
            item.says,
            ", ".join([*map(_linked, item.breaks), *(f"({_linked(name)})" for name in item.may)]),
            ", ".join(word for word in (item.needs, *_unusual(item)) if word),
        ]
        for item in faults.ALL
    ]
    return head + table(["fault", "what the server does", "what the suite finds broken", "needs"], rows, code=1)


def _linked(name: str) -> str:
    return f"[{name}](../standard/{name.partition('.')[0]}.md#{name})"


def _unusual(item: Fault) -> Iterator[str]:
    """Where a fault shows, if not in a plain run."""
    usual = {"view": "public", "mode": "read-only", "level": "default"}
    yield from (f"{key} {getattr(item, key)}" for key, value in usual.items() if getattr(item, key) != value)


def table(heads: list[str], rows: Iterable[list[str]], code: int = 0) -> str:
    """A Markdown table whose first `code` columns are set as code."""
    lines = [heads, ["---"] * len(heads)]
    lines += [[_cell(cell, place < code) for place, cell in enumerate(row)] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _cell(text: str, as_code: bool) -> str:
    flat = " ".join(text.split()).replace("|", "\\|")
    return f"`{flat}`" if as_code and flat else flat


def _rows(path: Path) -> list[dict[str, str]]:
    return list(_read(path))


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
