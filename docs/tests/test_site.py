"""The site is built from the standard, and every rule can be linked to."""

from __future__ import annotations

import html
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from conformance.standard import Standard
from reference_server import faults

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    call = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    built = subprocess.run(  # noqa: S603 - our own site
        call, cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    return folder


def test_every_requirement_has_an_anchor_under_its_id(site: Path) -> None:
    for requirement in Standard.read().requirements.values():
        page = (site / "standard" / requirement.chapter / "index.html").read_text("utf-8")
        assert f'id="{requirement.id}"' in page
        assert requirement.title in page


def test_every_fault_stands_in_the_table_with_the_rules_that_it_breaks(site: Path) -> None:
    page = (site / "run" / "faults" / "index.html").read_text("utf-8")
    for fault in faults.ALL:
        assert fault.name in page
        assert all(f"#{name}" in page for name in fault.breaks)


def test_every_schema_codelist_and_number_is_published(site: Path) -> None:
    standard = Standard.read()
    assert all((site / "schemas" / f"{name}.json").is_file() for name in standard.schemas)
    codelists = (site / "codelists" / "index.html").read_text("utf-8")
    assert all(f'id="{name}"' in codelists for name in standard.codelists)
    numbers = (site / "service-levels" / "index.html").read_text("utf-8")
    assert all(name in numbers for name in standard.levels)


def test_every_profile_and_every_class_stands_on_a_page_for_people(site: Path) -> None:
    standard = Standard.read()
    systems = (site / "profiles" / "index.html").read_text("utf-8")
    for profile in standard.profiles.values():
        assert f'id="{profile.name}"' in systems
        assert all(part.does in html.unescape(systems) for part in profile.parts)
    ladder = (site / "ladder" / "index.html").read_text("utf-8")
    assert all(f"<code>{name}</code>" in ladder for name in standard.classes)
    assert "<!-- step" not in ladder


def test_the_day_has_a_step_for_each_exchange_and_all_who_take_part(site: Path) -> None:
    page = html.unescape((site / "day" / "index.html").read_text("utf-8"))
    for path in (ROOT / "spec" / "day").glob("*.json"):
        exchange = json.loads(path.read_text("utf-8"))
        assert f'id="step-{exchange["number"]}"' in page
        assert exchange["title"] in page
        assert all(f"#{name}" in page for name in exchange["shows"])
    assert all(f"<td>{profile.system}</td>" in page for profile in Standard.read().profiles.values())
    assert "```" not in page


def test_no_page_asks_another_host_for_anything(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert "fonts.googleapis" not in text
        assert "unpkg.com" not in text
        assert 'src="http' not in text


def test_reports_and_site_agree_on_the_address() -> None:
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    assert config["site_url"] == Standard.read().site


def test_every_state_and_every_move_is_shown_and_drawn(site: Path) -> None:
    page = (site / "lifecycle" / "index.html").read_text("utf-8")
    states = Standard.read().lifecycle.states
    assert page.count("<rect ") == len(states)
    assert all(f"<code>{name}</code>" in page for name in states)
