"""The day of one application is as it is written down: whoever runs it finds the files of the standard."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from reference_server import spec
from reference_server.__main__ import main
from reference_server.day import looking_up, run
from reference_server.day.case import EMAIL, TELEPHONE
from reference_server.day.diary import OtherThanTold
from reference_server.day.run import live

FOLDER = spec.folder() / "day"
WRITTEN = {path.name: path.read_text("utf-8") for path in sorted(FOLDER.glob("*"))}
RENEW = "the day goes otherwise than spec/day has it; `python -m reference_server day` writes it anew"
# A token of an issuer, the signature of a URL and that of a notification, and the key of the latter.
SECRETS = (
    re.compile(r"eyJ[\w-]{10,}"),
    re.compile(r"signature=(?!SIGNATURE\b)"),
    re.compile(r'"v1,(?!SIGNATURE")'),
    re.compile(r"whsec_(?!(SECRET)+\")"),
    re.compile(r"127\.0\.0\.1"),
)
EMAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
TELEPHONE_NUMBER = re.compile(r"\b0\d{3,4}[ -]?\d{3}[ -]?\d{3,4}\b")


def exchanges() -> list[dict[str, Any]]:
    return [json.loads(text) for text in WRITTEN.values()]


@pytest.fixture(scope="module")
def lived() -> dict[str, str]:
    return live()


def test_the_day_goes_as_it_is_written(lived: dict[str, str]) -> None:
    assert list(lived) == list(WRITTEN), RENEW
    assert [name for name in lived if lived[name] != WRITTEN[name]] == [], RENEW


def test_all_twelve_systems_take_part() -> None:
    systems = {path.stem for path in (spec.folder() / "profiles").glob("*.yaml")}
    assert {exchange[name] for exchange in exchanges() for name in ("from", "to")} == systems
    assert len(systems) == 12
    assert 25 <= len(exchanges()) <= 45


def test_no_file_holds_a_secret_or_an_address_of_a_machine() -> None:
    assert [
        (name, found[0]) for name, text in WRITTEN.items() for word in SECRETS if (found := word.search(text))
    ] == []


def test_no_public_view_shows_how_to_reach_a_person() -> None:
    public = [one for one in exchanges() if one["request"]["base"].endswith(("/national", "/public"))]
    assert len(public) >= 10
    for exchange in public:
        body = json.dumps(exchange["answer"].get("body"), ensure_ascii=False)
        assert not EMAIL_ADDRESS.search(body), exchange["title"]
        assert not TELEPHONE_NUMBER.search(body), exchange["title"]


def test_what_is_looked_for_would_be_found() -> None:
    assert EMAIL_ADDRESS.search(EMAIL)
    assert TELEPHONE_NUMBER.search(TELEPHONE)
    assert any(TELEPHONE_NUMBER.search(text) for text in WRITTEN.values())


def test_a_day_that_goes_otherwise_ends_in_one_line_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "PARTS", (looking_up.look_up,))
    monkeypatch.setattr(looking_up, "UPRN", "900000000418")
    with pytest.raises(OtherThanTold):
        live()
    told = CliRunner().invoke(main, ["day", "--to", str(tmp_path / "out")])
    assert told.exit_code == 1
    assert told.output == "Error: the property number leads elsewhere\n"
    assert not (tmp_path / "out").exists()


def test_the_command_writes_the_day_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lived: dict[str, str]
) -> None:
    monkeypatch.setattr("reference_server.day.command.live", lambda: lived)
    (tmp_path / "99-of-an-earlier-day.json").write_text("{}", "utf-8")
    (tmp_path / "README.md").write_text("kept", "utf-8")
    assert CliRunner().invoke(main, ["day", "--to", str(tmp_path)]).exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {*lived, "README.md"}
