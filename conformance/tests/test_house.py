"""House rules that no linter knows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    path for name in ("conformance", "reference_server", "docs", "benchmarks") for path in (ROOT / name).rglob("*.py")
)
TESTS = [path for path in MODULES if path.name.startswith("test_")]
DRAWERS = {"utils", "util", "helpers", "common", "core", "base", "misc", "manager", "handler", "engine"}
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def functions_in(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, FUNCTIONS))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_fits_in_the_head(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300
    assert path.stem not in DRAWERS


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_function_fits_on_the_screen(path: Path) -> None:
    most = 60 if "tests" in path.parts else 40
    long = [node.name for node in functions_in(path) if (node.end_lineno or 0) - node.lineno >= most]
    assert long == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_class_has_at_most_ten_methods(path: Path) -> None:
    classes = (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.ClassDef))
    large = {
        node.name: count
        for node in classes
        if (count := sum(isinstance(item, FUNCTIONS) and not item.name.startswith("__") for item in node.body)) > 10
    }
    assert large == {}


@pytest.mark.parametrize("path", [path for path in MODULES if path.name == "__init__.py"], ids=name_of)
def test_a_package_door_only_names_what_lies_behind_it(path: Path) -> None:
    allowed = (ast.Expr, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)
    assert [type(node).__name__ for node in tree_of(path).body if not isinstance(node, allowed)] == []


@pytest.mark.parametrize("path", TESTS, ids=name_of)
def test_a_test_says_what_is_and_can_fail(path: Path) -> None:
    for node in functions_in(path):
        if not node.name.startswith("test_"):
            continue
        words = f"{node.name} {ast.get_docstring(node) or ''}".lower()
        assert "should" not in words, node.name
        assert not node.name.startswith("test_that"), node.name
        asserts = any(isinstance(inner, ast.Assert) for inner in ast.walk(node))
        assert asserts or "raises(" in ast.unparse(node), f"{node.name} asserts nothing"


def test_the_standard_holds_no_code() -> None:
    assert list((ROOT / "spec").rglob("*.py")) == []


@pytest.mark.parametrize("folder", ["checks", "evidence", "probes"])
def test_the_judge_has_a_room_for_each_chapter_under_its_name(folder: str) -> None:
    chapters = {path.stem for path in (ROOT / "spec" / "chapters").glob("*.md")}
    rooms = {path.stem for path in (ROOT / "conformance" / folder).iterdir() if not path.stem.startswith("_")}
    furniture = {"altered", "refusal", "described", "evidence", "terms", "probe", "visit", "calendar"}
    assert rooms - chapters <= furniture


def test_the_server_has_a_room_for_each_chapter_under_its_name() -> None:
    chapters = {path.stem for path in (ROOT / "spec" / "chapters").glob("*.md")}
    for folder in ("faults", "rules", "operations"):
        rooms = {path.stem for path in (ROOT / "reference_server" / folder).iterdir() if not path.stem.startswith("_")}
        assert rooms - chapters <= {"rules", "answers"}, folder
