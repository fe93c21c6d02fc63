"""Two validators agree on every example of the standard."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from conformance.lint.data import as_json
from conformance.model.strict import read
from conformance.standard import spec_folder
from conformance.tests.specimens import standard

EXAMPLES = sorted((spec_folder() / "examples").glob("*/*/*.json"))
FORMATS = Draft202012Validator.FORMAT_CHECKER


def name_of(path: Path) -> str:
    return "/".join(path.parts[-3:])


@pytest.mark.parametrize("path", EXAMPLES, ids=name_of)
def test_both_validators_say_what_the_folder_says(path: Path) -> None:
    schema, value = standard().schemas[path.parent.parent.name], as_json(path)
    second = Draft202012Validator(schema.document, format_checker=FORMATS)
    assert second.is_valid(value) is schema.compiled.is_valid(value) is (path.parent.name == "valid")


@pytest.mark.parametrize("path", EXAMPLES, ids=name_of)
def test_an_example_is_strict_json(path: Path) -> None:
    assert read(path.read_bytes()) == as_json(path)


@pytest.mark.parametrize("name", sorted({path.parent.parent.name for path in EXAMPLES}))
def test_a_noun_with_examples_shows_the_right_and_the_wrong(name: str) -> None:
    sorts = {path.parent.name for path in EXAMPLES if path.parent.parent.name == name}
    assert sorts == {"valid", "invalid"}
