"""Where `spec/` lies: inside an installed wheel, or beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path

import yaml

from conformance.model.strict import Json

PACKAGE = Path(__file__).parents[1]


class MalformedStandard(Exception):
    """A file of the standard breaks a rule for writing it; the message names file, line and cure."""


def spec_folder() -> Path:
    """The folder of the standard that belongs to this package."""
    inside = PACKAGE / "_spec"
    return inside if inside.is_dir() else PACKAGE.parent / "spec"


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc] # one or the other
    """YAML without timestamps: `2026-01-01` stays a string, as it is in JSON."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in pairs if tag != "tag:yaml.org,2002:timestamp"]
    for letter, pairs in _Loader.yaml_implicit_resolvers.items()
}


def read_text(path: Path) -> str:
    """The text of one file."""
    try:
        raw = path.read_bytes()
        return raw.decode("utf-8")
    except OSError as wrong:
        raise MalformedStandard(f"{path}: it cannot be read: {wrong.strerror}") from None
    except UnicodeDecodeError as wrong:
        line = raw[: wrong.start].count(b"\n") + 1
        raise MalformedStandard(f"{path}:{line}: this is not UTF-8; save the file as UTF-8") from None


def read_yaml(path: Path) -> Json:
    """One YAML file as JSON values."""
    try:
        return yaml.load(read_text(path), Loader=_Loader)  # type: ignore[no-any-return] # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as wrong:
        line = wrong.problem_mark.line + 1 if wrong.problem_mark else 1
        raise MalformedStandard(f"{path}:{line}: this is no YAML: {wrong.problem}") from None
    except yaml.YAMLError as wrong:
        raise MalformedStandard(f"{path}: this is no YAML: {wrong}"[:300]) from None


def read_object(path: Path) -> dict[str, Json]:
    """One YAML file that holds an object."""
    value = read_yaml(path)
    if not isinstance(value, dict):
        raise MalformedStandard(f"{path}: it holds no object")
    return value
