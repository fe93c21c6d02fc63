"""Whether a record is valid: the schemas of `spec/`, read with another library than the judge's."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from reference_server import spec


def flaw(kind: str, data: dict[str, Any]) -> str:
    """The first thing that is wrong with a record; '' for nothing."""
    wrong = next(_validator(kind).iter_errors(data), None)
    if wrong is not None:
        place = ".".join(str(step) for step in wrong.absolute_path)
        return f"`data{'.' if place else ''}{place}`: {wrong.message}"[:200]
    known = {row["field"].replace("[]", "").split(".")[0] for row in spec.crosswalk(kind)}
    stray = sorted(set(data) - known) if known else []
    return f"`data.{stray[0]}` is no member of a {kind}; put it under `extensions`"[:200] if stray else ""


@lru_cache(maxsize=64)
def _validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"{spec.noun(kind)}.yaml"}, registry=Registry(retrieve=_schema))  # type: ignore[call-arg] # attrs


@lru_cache(maxsize=256)
def _schema(name: str) -> Resource[Any]:
    text = (spec.folder() / "schemas" / name.rpartition("/")[2]).read_text("utf-8")
    return Resource.from_contents(yaml.safe_load(text), default_specification=DRAFT202012)
