"""Everything that the judge knows of the standard, as one value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from conformance.model.requirement import Requirement
from conformance.model.strict import Json
from conformance.standard.chapter import read_chapter
from conformance.standard.codelists import Codelist, read_codelists
from conformance.standard.crosswalk import Field, read_crosswalk
from conformance.standard.leaves import Leaf, leaves_of
from conformance.standard.lifecycle import Lifecycle, read_lifecycle
from conformance.standard.openapi import bundle
from conformance.standard.place import MalformedStandard, read_object, spec_folder
from conformance.standard.profiles import Profile, read_profiles
from conformance.standard.schemas import Schema, read_schemas

# What every address of a registered problem begins with; the words after it are in codelists/problem-type.csv.
PROBLEM = "urn:open-planning-exchange:problem:"
# The files of schemas are named in small letters: that of `siteVisit` is `site-visit.yaml`.
CAPITAL = re.compile(r"[A-Z]")


@dataclass(frozen=True, slots=True)
class Standard:
    """The standard, read.

    `leaves` are those of each schema. `levels` are the numbers of `service-levels.yaml`, by name.
    """

    version: str
    site: str
    requirements: Mapping[str, Requirement]
    codelists: Mapping[str, Codelist]
    schemas: Mapping[str, Schema]
    leaves: Mapping[str, Mapping[str, Leaf]]
    lifecycle: Lifecycle
    crosswalk: Mapping[str, tuple[Field, ...]]
    profiles: Mapping[str, Profile]
    levels: Mapping[str, float]
    openapi: dict[str, Json]

    @staticmethod
    def read(folder: Path | None = None) -> Standard:
        """Read the standard that belongs to this package, or that lies in `folder`."""
        return _read(folder or spec_folder())

    @property
    def classes(self) -> tuple[str, ...]:
        """The conformance classes, floor first."""
        return self.codelists["class"].codes

    def address(self, requirement_id: str) -> str:
        """Where the public reads a requirement."""
        chapter = requirement_id.partition(".")[0]
        return f"{self.site}standard/{chapter}/#{requirement_id}"

    def leaves_of_kind(self, kind: str) -> Mapping[str, Leaf]:
        """The leaves of a kind of record; none for a kind that this version does not describe."""
        return self.leaves.get(CAPITAL.sub(r"-\g<0>", kind).lower(), {}) if kind in self.crosswalk else {}

    def shown(self, kind: str, view: str) -> frozenset[str]:
        """The fields of a kind that a view may show."""
        return frozenset(field.path for field in self.crosswalk.get(kind, ()) if view in field.views)


@lru_cache(maxsize=4)
def _read(spec: Path) -> Standard:
    codelists = read_codelists(spec / "codelists")
    schemas = read_schemas(spec / "schemas", codelists)
    openapi = bundle(spec, schemas)
    info, docs = openapi.get("info"), openapi.get("externalDocs")
    if not isinstance(info, dict) or not isinstance(docs, dict):
        raise MalformedStandard(f"{spec / 'openapi.yaml'}: it says `info` and `externalDocs`")
    return Standard(
        version=str(info["version"]),
        site=str(docs["url"]),
        requirements=_requirements(spec / "chapters"),
        codelists=codelists,
        schemas=schemas,
        leaves={name: leaves_of(schema) for name, schema in schemas.items()},
        lifecycle=read_lifecycle(spec / "lifecycle"),
        crosswalk=read_crosswalk(spec / "crosswalk"),
        profiles=read_profiles(spec / "profiles"),
        levels=_levels(spec / "service-levels.yaml"),
        openapi=openapi,
    )


def _requirements(folder: Path) -> Mapping[str, Requirement]:
    found: dict[str, Requirement] = {}
    for path in sorted(folder.glob("*.md")):
        for requirement in read_chapter(path):
            if requirement.id in found:
                raise MalformedStandard(f"{path}: the id {requirement.id} stands twice in the standard")
            found[requirement.id] = requirement
    return found


def _levels(path: Path) -> Mapping[str, float]:
    levels: dict[str, float] = {}
    for name, level in read_object(path).items():
        value = level.get("value") if isinstance(level, dict) else None
        if not isinstance(value, int | float) or not isinstance(level, dict) or not level.get("unit"):
            raise MalformedStandard(f"{path}: `{name}` has a number as `value` and a `unit`")
        levels[name] = float(value)
    return levels
