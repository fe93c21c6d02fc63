"""What the standard's schemas say of each kind, read for those who fill in its members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jsonschema_rs
import yaml

from reference_server import spec


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a kind. `refers_to` is the kind of the records that it names, `codes` those of a closed list."""

    name: str
    type: str
    says: str
    refers_to: str = ""
    is_day: bool = False
    is_required: bool = False
    may_be_empty: bool = False
    codes: tuple[str, ...] = ()

    @property
    def cure(self) -> str:
        """What to write into it."""
        if self.is_day:
            return f"{self.says} Write it as YYYY-MM-DD, or leave it out."
        return f"{self.says} One of: {', '.join(self.codes)}." if self.codes else self.says


@lru_cache(maxsize=64)
def schema(noun: str) -> Mapping[str, Any]:
    """One schema with all that it refers to inside it, and the codes of closed lists put in."""
    text = (spec.folder() / "schemas" / f"{noun}.yaml").read_text("utf-8")
    whole: Mapping[str, Any] = _whole(yaml.safe_load(text))
    return whole


@lru_cache(maxsize=64)
def validator(noun: str) -> jsonschema_rs.Draft202012Validator:
    """What tells whether a value is as the schema has it."""
    return jsonschema_rs.Draft202012Validator(dict(schema(noun)), validate_formats=True)


@lru_cache(maxsize=64)
def members(kind: str) -> Mapping[str, Member]:
    """The members of a kind, by name."""
    whole = schema(spec.noun(kind))
    return {name: _member(name, inner, whole["required"]) for name, inner in whole["properties"].items()}


def _member(name: str, inner: Mapping[str, Any], required: list[str]) -> Member:
    item = inner.get("items", {})
    return Member(
        name,
        inner["type"],
        inner.get("description", ""),
        inner.get("x-refers-to") or item.get("x-refers-to") or "",
        inner.get("format") == "date",
        name in required,
        inner["type"] == "string" and not {"minLength", "pattern", "enum", "format"} & inner.keys(),
        tuple(inner.get("enum", ())),
    )


def _whole(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, list):
        return [_whole(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    settled = {name: _whole(inner) for name, inner in value.items()}
    target = settled.pop("$ref", None)
    if target:
        # Of two descriptions the one at the member tells more.
        settled = {**schema(target.removesuffix(".yaml")), **settled}
    listed = settled.get("x-codelist")
    if listed and not _grows(listed):
        settled["enum"] = [row["reference"] for row in spec.codelist(listed)]
    return settled


def _grows(codelist: str) -> bool:
    """Whether a list can hold codes that this version does not know."""
    return next(row["extensible"] == "yes" for row in spec.codelist("codelist") if row["reference"] == codelist)
