"""The rules for rows, members and the OpenAPI description: one fault is planted in a copy, and named with its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conformance.lint import lint
from conformance.tests.test_lint import named, plant


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("codelists/environment.csv", "live,Live,", "live,,", "the code live has no name"),
        ("codelists/environment.csv", "live,Live,", "live,Live ,", "name begins or ends with a space"),
        ("codelists/environment.csv", "2026-11-23,", "2026-11-23,2026-11-22", "before it begins on 2026-11-23"),
        (
            "codelists/environment.csv",
            'active,"this standard, CC BY 4.0",2026-11-23,',
            'proposed,"this standard, CC BY 4.0",2026-11-23,2027-01-01',
            "a code that is only proposed has not ended",
        ),
        ("crosswalk/site.csv", "name,,site.name", "planningAuthority,,site.name", "planningAuthority has two rows"),
        (
            "crosswalk/site.csv",
            "site.reference,minted",
            "site.reference,code:benches",
            "the list benches, which does not exist",
        ),
        ("crosswalk/site.csv", "site.reference,minted", "site.reference,map:decision.hue", "the column hue, which"),
        ("schemas/decision.yaml", "required: [", "required: [verdict, ", "`verdict` is required, and is no member"),
        ("schemas/decision.yaml", "x-refers-to: application", "x-refers-to: bench", "codelists/kind.csv has no bench"),
    ],
)
def test_a_fault_is_named_with_its_line(spec: Path, file: str, old: str, new: str, message: str) -> None:
    complaints, line = plant(spec, file, old, new)
    assert named(complaints, spec, file, line, message), [str(complaint) for complaint in complaints]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("operationId: readSnapshot", "operationId: read_snapshot", "has no `operationId` in theFormOfThis"),
        ("operationId: readSnapshot", "operationId: readStateDigest", "readStateDigest, which another has too"),
        ("tags: [changes]", "tags: []", "GET /snapshot has no tag"),
        ("tags: [changes]", "tags: [history]", "has the tag history, which openapi.yaml does not describe"),
        ("summary: Read the whole", "x-summary: Read the whole", "GET /snapshot has no `summary`"),
        ("description: A page of the snapshot.", "description: ''", "has the answer 200 without a description"),
        ("    '200':", "    '499':", "has no answer for when it goes well"),
        ("  responses:", "  requestBody: {content: {}}\n  responses:", "has a body, which caches and proxies drop"),
    ],
)
def test_a_fault_of_an_operation_is_named_with_its_file(spec: Path, old: str, new: str, message: str) -> None:
    complaints, _ = plant(spec, "paths/snapshot.yaml", old, new)
    # Of two that have one name, the second is named.
    files = ["paths/snapshot.yaml", "paths/state-digest.yaml"]
    assert any(named(complaints, spec, file, 1, message) for file in files), [str(one) for one in complaints]


@pytest.mark.parametrize(
    ("file", "old", "new", "told", "message"),
    [
        ("components/parameters.yaml", "  description: The start of the", "  x-note: The start of the",
         "paths/changes.yaml", "has the parameter from without a description"),
        ("components/responses.yaml", "application/problem+json", "application/json",
         "paths/changes.yaml", "has the answer 400 with a body that is no application/problem+json"),
    ],
)  # fmt: skip
def test_a_fault_of_a_component_is_named_where_it_is_used(
    spec: Path, file: str, old: str, new: str, told: str, message: str
) -> None:
    complaints, _ = plant(spec, file, old, new)
    assert named(complaints, spec, told, 1, message), [str(complaint) for complaint in complaints]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  license:\n", "  x-license:\n", "`info` has no `license`"),
        (
            "tags:\n",
            "jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema\ntags:\n",
            "leave `jsonSchemaDialect` out",
        ),
        ("  /snapshot:", "  /Snap_shot:", "/Snap_shot is not in small-letters-and-hyphens"),
    ],
)
def test_a_fault_of_the_description_is_named(spec: Path, old: str, new: str, message: str) -> None:
    complaints, _ = plant(spec, "openapi.yaml", old, new)
    mine = [one for one in complaints if one.path == spec / "openapi.yaml" and message in one.message]
    assert mine, [str(complaint) for complaint in complaints]


def test_a_path_that_no_address_leads_to_is_named(spec: Path) -> None:
    shutil.copy(spec / "paths" / "snapshot.yaml", spec / "paths" / "stray.yaml")
    assert [str(one) for one in lint(spec)] == [
        f"{spec / 'paths' / 'stray.yaml'}:1: no address in openapi.yaml refers to this file"
    ]


def test_a_number_without_a_meaning_is_named_with_its_line(spec: Path) -> None:
    complaints, line = plant(spec, "service-levels.yaml", "  means: The replication", "  x: The replication")
    message = "`replicationSecondsNightly` does not say what it `means`"
    assert named(complaints, spec, "service-levels.yaml", line - 3, message), [str(one) for one in complaints]
