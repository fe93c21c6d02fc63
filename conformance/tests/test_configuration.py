"""`conformance.toml`, and the target that flags, the environment and the file decide."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from conformance.cli.configuration import KEYS, Configuration, find, read
from conformance.cli.credentials import TOKEN
from conformance.cli.run import target_from
from conformance.cli.trouble import UsageTrouble
from conformance.target import Depth, Mode, Target
from conformance.tests.specimens import BASE, standard

SECRET = "a-token-of-some-length"  # noqa: S105 - invented
OTHER = "another-token-of-some-length"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "conformance.toml"


def test_a_file_decides_what_it_says(file: Path) -> None:
    file.write_text('base-url = "https://a.example/v0"\nseed = 7\n')
    configuration = read(file)
    assert (configuration.text("base-url"), configuration.number("seed")) == ("https://a.example/v0", 7)
    assert (configuration.text("profile"), configuration.number("profile")) == ("", None)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('\nbase-ulr = "x"', ":2: there is no key `base-ulr`. Did you mean `base-url`?"),
        ('seed = 1\n\n"base url" = "x"', ":3: there is no key `base url`. Did you mean `base-url`?"),
        ("seed = 1\nzzz = 1", f":2: there is no key `zzz`. The keys are {', '.join(KEYS)}."),
        ('# a note\n[run]\nmode = "x"', ":2: there is no key `run`."),
        ('[[tokens]]\nmode = "x"', ":1: there is no key `tokens`."),
        ("mode = 5", ":1: `mode` is text in quotes, not 5."),
        ("mode = true", ":1: `mode` is text in quotes, not true."),
        ('seed = 1\nmode = ["read-only"]', ":2: `mode` is text in quotes, not ['read-only']."),
        ('\n\nseed = "7"', ":3: `seed` is a whole number, not '7'."),
        ("seed = 7.5", ":1: `seed` is a whole number, not 7.5."),
        ("seed = true", ":1: `seed` is a whole number, not true."),
        ("seed 7", " is not TOML: "),
        ("seed = 7\nseed = 8", " is not TOML: "),
    ],
)
def test_what_a_file_gets_wrong_is_named_with_its_line(file: Path, text: str, complaint: str) -> None:
    file.write_text(text)
    with pytest.raises(UsageTrouble) as trouble:
        read(file)
    assert str(trouble.value).startswith(f"{file}{complaint}")


def test_a_file_that_is_no_text_is_named(file: Path) -> None:
    file.write_bytes(b'mode = "\xff"')
    with pytest.raises(UsageTrouble, match=re.escape(f"{file} cannot be read")):
        read(file)


def test_the_nearest_file_upwards_is_found(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    assert find(deep).path is None or tmp_path not in find(deep).path.parents  # type: ignore[union-attr] # or says so
    for folder, seed in ((tmp_path, 1), (tmp_path / "a", 2)):
        (folder / "conformance.toml").write_text(f"seed = {seed}")
    assert [find(folder).number("seed") for folder in (deep, deep.parent, tmp_path / "a", tmp_path)] == [2, 2, 2, 1]


def target(options: dict[str, Any] | None = None, environment: dict[str, str] | None = None, **file: Any) -> Target:  # noqa: ANN401 - values of TOML
    values = {name.replace("_", "-"): value for name, value in {"base_url": BASE, **file}.items()}
    return target_from(options or {}, Configuration(Path("conformance.toml"), values), environment or {}, standard())


def test_a_flag_goes_before_the_file() -> None:
    from_file = target(profile="register", mode="sandbox", level="full", seed=7)
    assert (from_file.profile, from_file.mode, from_file.depth, from_file.seed) == (
        "register",
        Mode.SANDBOX,
        Depth.FULL,
        7,
    )
    flags = {"base_url": "https://b.example/v0/", "profile": "", "mode": "read-only", "level": "smoke", "seed": 0}
    chosen = target(flags, profile="register", mode="sandbox", level="full", seed=7)
    assert chosen.base_url == "https://b.example/v0"
    assert (chosen.profile, chosen.mode, chosen.depth, chosen.seed) == ("", Mode.READ_ONLY, Depth.SMOKE, 0)


def test_what_nobody_decides_is_harmless() -> None:
    one = target()
    assert (one.mode, one.depth, one.strict, one.token, one.max_wait) == (Mode.READ_ONLY, Depth.DEFAULT, False, "", 90)
    assert one.run_id == ""
    assert one.effort.requests == 800


def test_numbers_of_flags_are_numbers() -> None:
    chosen = target({"max_requests": 12, "rps": 2.5, "max_wait": 0.0, "allow_host": ("a", "b"), "strict": True})
    assert (chosen.max_requests, str(chosen.effort.requests)) == (12, "12")
    assert (chosen.requests_per_second, chosen.max_wait) == (2.5, 0)
    assert (chosen.allowed_hosts, chosen.strict) == (("a", "b"), True)


def test_no_flag_allows_more_requests_than_the_largest_level() -> None:
    assert target({"max_requests": 10**9}).effort.requests == 10_000


def test_a_token_comes_from_a_file_before_a_variable_and_from_a_named_one_before_the_usual(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{OTHER}\n")
    usual, named = {TOKEN: SECRET}, {TOKEN: SECRET, "MINE": OTHER}
    assert target(environment=usual).token == SECRET
    assert target({"token_env": "MINE"}, named).token == OTHER
    assert target({}, named, token_env="MINE").token == OTHER  # noqa: S106 - the name of a variable
    assert target({"token_env": TOKEN}, named, token_env="MINE").token == SECRET  # noqa: S106
    assert target({"token_file": tmp_path / "token"}, usual).token == OTHER
    assert SECRET not in repr(target(environment=usual))


@pytest.mark.parametrize(
    ("options", "environment", "complaint"),
    [
        ({}, {TOKEN: "short"}, "The token has 5 characters; with fewer than 8 it cannot be masked."),
        ({}, {TOKEN: "two\nlines-of-it"}, "The token holds characters that no HTTP header takes."),
        ({}, {TOKEN: "caf\u00e9-caf\u00e9"}, "The token holds characters that no HTTP header takes."),
        ({"token_env": "MINE"}, {TOKEN: SECRET}, "The variable MINE, which is to hold the token, is not set."),
        ({"token_file": "nowhere"}, {}, "--token-file nowhere is no file."),
        ({"ca_bundle": "nowhere"}, {}, "--ca-bundle nowhere is no file."),
        ({"profile": "regster"}, {}, "There is no profile 'regster'; there are "),
        ({"mode": "write"}, {}, "There is no mode 'write'; there are read-only, sandbox."),
        ({"level": "deep"}, {}, "There is no level 'deep'; there are smoke, default, full."),
        ({"base_url": ""}, {}, "Say which endpoint to judge: --base-url URL"),
        ({"base_url": "planning.example"}, {}, "--base-url 'planning.example' is no address of the form"),
        ({"base_url": "ftp://planning.example"}, {}, "--base-url 'ftp://planning.example' is no address of the form"),
        ({"base_url": "http://"}, {}, "--base-url 'http://' is no address of the form"),
        ({"base_url": "http://[::1/v0"}, {}, "--base-url 'http://[::1/v0' is no address of the form"),
        (
            {"base_url": "http://a.example:port/v0"},
            {},
            "--base-url 'http://a.example:port/v0' is no address of the form",
        ),
        ({"base_url": "http://a.example:70000/v0"}, {}, "--base-url 'http://a.example:70000/v0' is no address of"),
        ({"base_url": "http://caf\u00e9.example/v0"}, {}, "--base-url 'http://caf\u00e9.example/v0' is no address of"),
        ({"base_url": "http://a.example/a b"}, {}, "--base-url 'http://a.example/a b' is no address of the form"),
        (
            {"base_url": f"{BASE}?x=1"},
            {},
            "--base-url has more than host and path; a token goes into CONFORMANCE_TOKEN",
        ),
        ({"base_url": f"{BASE}#x"}, {}, "--base-url has more than host and path"),
        ({"base_url": "https://me:word@a.example/"}, {}, "--base-url has more than host and path"),
    ],
)
def test_what_cannot_be_followed_is_told_with_its_cure(
    options: dict[str, Any], environment: dict[str, str], complaint: str
) -> None:
    with pytest.raises(UsageTrouble) as trouble:
        target(options, environment)
    assert str(trouble.value).startswith(complaint)


def test_a_token_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "token").write_bytes(b"\xff\xfe\x00\x01" * 4)
    with pytest.raises(UsageTrouble, match=r"--token-file .* is no text"):
        target({"token_file": tmp_path / "token"})
