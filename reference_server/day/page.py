"""The day as a page for everybody, out of the files that it was written into."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
WIDTH = 72
# A block of more lines is folded.
LONGEST = 16
HEAD = """# A day in the life of an application

Marguerite lives in Tannery Lane, and wants to build at the back of her house. Here is what happens to her application,
from the first question to the last figure. Twelve systems take part. They have different makers, and all speak this
standard.

The talk is real: `python -m reference_server day` lets the systems speak over HTTP, each played by the reference
server, and writes down what goes over the wire. It stops if anything goes otherwise than told. The town and its people
are made up.

Tokens and signatures are blotted out, and hosts have names in place of numbers. `...` stands for what is left out. What
is long is folded: open it to read on.

## Who takes part {#who}
"""

Exchange = dict[str, Any]
Json = Any


def markdown(folder: Path, systems: Mapping[str, tuple[str, str]], titles: Mapping[str, str]) -> str:
    """The page. `systems` are the names of the systems with what each is, `titles` those of the requirements."""
    exchanges = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
    people = [f"| {name} | {what} |" for name, what in systems.values()]
    parts = [HEAD, "\n".join(("| system | what it is |", "| --- | --- |", *people)), ""]
    before = None
    for exchange in exchanges:
        day = datetime.fromisoformat(exchange["at"]).astimezone(LONDON).date()
        if day != before:
            parts.append(f"## {_day(day)} {{#{day.isoformat()}}}\n")
        parts.extend(_step(exchange, systems, titles))
        before = day
    return "\n".join(parts)


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _step(exchange: Exchange, systems: Mapping[str, tuple[str, str]], titles: Mapping[str, str]) -> Iterator[str]:
    """One exchange: what happens and why, the request, the answer, and what is shown by it."""
    number, at = exchange["number"], datetime.fromisoformat(exchange["at"]).astimezone(LONDON)
    sender, receiver = (systems[exchange[name]][0] for name in ("from", "to"))
    yield f"### {number}. {exchange['title']} {{#step-{number}}}\n"
    yield f"{at:%H:%M}, {sender} to {receiver}\n" if sender != receiver else f"{at:%H:%M}, within {sender}\n"
    yield f"{exchange['says']}\n"
    request, answer = exchange["request"], exchange["answer"]
    status = answer["status"]
    yield _block(f"{request['method']} {request['base']}{request['address']}", request, "The request")
    yield _block(f"{status} {HTTPStatus(status).phrase}", answer, f"The answer: {status}")
    links = (f"[{titles[name]}](standard/{name.partition('.')[0]}.md#{name})" for name in exchange["shows"])
    yield f"What it shows: {'; '.join(links)}.\n"


def _block(first: str, message: Exchange, title: str) -> str:
    """A message as a block of code, behind its title where it is long."""
    lines = [first, *(f"{name}: {value}" for name, value in message.get("headers", {}).items())]
    body = message.get("body")
    if body is not None:
        lines += ["", *(body if isinstance(body, str) else folded(body)).splitlines()]
    block = ["```http", *lines, "```"]
    if len(lines) > LONGEST:
        block = [f'??? example "{title}"', "", *(f"    {line}" if line else "" for line in block)]
    return "\n".join((*block, ""))


def folded(value: Json, indent: int = 0) -> str:
    """JSON in few lines: what fits into one stands in one."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + indent <= WIDTH or not isinstance(value, dict | list) or not value:
        return line
    inner, space = indent + 2, "\n" + " " * (indent + 2)
    if isinstance(value, dict):
        pairs = (f"{json.dumps(name)}: {folded(item, inner)}" for name, item in value.items())
        return "{" + space + f",{space}".join(pairs) + "\n" + " " * indent + "}"
    return "[" + space + f",{space}".join(folded(item, inner) for item in value) + "\n" + " " * indent + "]"
