"""The lint of profiles: each fault is named where the part says what it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.standard import Standard, spec_folder
from conformance.tests.test_lint import named, plant


def line_in(file: str, words: str) -> int:
    lines = (spec_folder() / file).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


@pytest.mark.parametrize(
    ("name", "part", "old", "new", "message"),
    [
        ("gazetteer", "publishes each address", "[core, lookup", "[floor, lookup", "codelists/class.csv has no floor"),
        ("gazetteer", "publishes each address", "[address]", "[bench]", "codelists/kind.csv has no bench"),
        ("gazetteer", "publishes each address", "view: partner", "view: nobody", "codelists/view.csv has no nobody"),
        ("gazetteer", "publishes each address", "[core, lookup", "[lookup", "add the class core"),
        ("gazetteer", "publishes each address", ", partner]", "]", "add the class partner"),
        ("gazetteer", "publishes each address", "[core, ", "[core, core, ", "a class stands twice in one part"),
        ("back-office", "out of last night", "decision, document]", "decision]", "needs the kind document"),
    ],
)
def test_a_fault_of_a_part_is_named_where_it_says_what_it_does(
    spec: Path, name: str, part: str, old: str, new: str, message: str
) -> None:
    file = f"profiles/{name}.yaml"
    complaints, _ = plant(spec, file, old, new)
    assert named(complaints, spec, file, line_in(file, part), message), [str(one) for one in complaints]


def test_a_view_that_is_served_twice_is_named(spec: Path) -> None:
    complaints, _ = plant(spec, "profiles/bops.yaml", "view: consultee", "view: public")
    assert named(complaints, spec, "profiles/bops.yaml", 1, "the view public is served twice")


def test_a_kind_that_nobody_serves_is_named_in_its_list(spec: Path) -> None:
    complaints, _ = plant(spec, "profiles/gazetteer.yaml", "kinds: [address]", "kinds: [site]")
    line = line_in("codelists/kind.csv", "address,")
    assert named(complaints, spec, "codelists/kind.csv", line, "no profile serves the kind address")


def test_what_a_profile_is_follows_from_its_parts() -> None:
    profiles = Standard.read().profiles
    assert [profiles[name].role for name in ("gazetteer", "planning-portal", "bops")] == ["server", "client", "both"]
    register = profiles["register"]
    assert register.views == ("public", "partner")
    assert [part.view for part in register.served] == ["public"]
    assert register.of("partner") is None
    assert set(register.classes) >= {"core", "relay", "deliver"}
