"""The suite with credentials that it gets for itself: it renews its token, and no report tells it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from joserfc.jwk import ECKey, RSAKey

from conformance.cli import run
from conformance.cli.main import guarded
from conformance.model.report import Exit, Report
from conformance.report import document, junit
from conformance.runner import run as judge
from conformance.target import OAuth, Target
from reference_server.assembly import Behaviour, Wishes, assemble
from reference_server.callers import Caller
from reference_server.clock import JumpingClock
from reference_server.publisher import TOKEN
from reference_server.rules import STANDARD
from reference_server.tests.judging import Court, told
from reference_server.tests.opened import listening

SEED = 20261123


def issued(report: Report) -> int:
    """How many tokens a run was given."""
    return sum(e.request.url.endswith("/oauth/token") and e.status == 200 for e in report.exchanges)


def wrong_tokens(report: Report) -> int:
    """How many tokens that are none a run has shown: after some more many a door stays shut."""
    shown = ((name, value) for e in report.exchanges if e.status == 401 for name, value in e.request.headers)
    return sum(name == "Authorization" and value.startswith("Bearer ") for name, value in shown)


def target(court: Court, folder: Path) -> Target:
    base = court.gallery.base("standard", "partner")
    url = base.replace("/v0/partner", "/oauth/token")
    return Target(base, oauth=OAuth(url, "partner", TOKEN), seed=SEED, report_dir=folder)


def test_a_run_renews_its_token_and_no_file_tells_it(court: Court, tmp_path: Path) -> None:
    secrets: list[str] = []
    whole = target(court, tmp_path)
    issuer = court.gallery._room("standard").publisher.issuer
    plain = issuer.issue

    def noted(*arguments: object) -> dict[str, object]:
        answer = plain(*arguments)  # type: ignore[arg-type]
        secrets.append(str(answer["access_token"]))
        return answer

    issuer._rules = replace(issuer._rules, seconds=12)
    issuer.issue = noted  # type: ignore[assignment, method-assign]
    report = judge(court.standard, whole, court.clock)
    court.gallery.take_down("standard")
    assert report.exit_code is Exit.CONFORMS, told(report)
    assert issued(report) == len(secrets) >= 2
    assert wrong_tokens(report) <= 5
    document.save(report, tmp_path)
    junit.save(report, tmp_path)
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert all(secret.encode() not in written for secret in (TOKEN, *secrets))


def test_a_run_with_a_static_token_shows_few_that_are_none(court: Court) -> None:
    assert wrong_tokens(court.judge("standard", SEED, view="partner")) <= 5


def test_a_wrong_secret_is_no_verdict(court: Court, tmp_path: Path) -> None:
    right = target(court, tmp_path)
    assert right.oauth
    report = judge(court.standard, replace(right, oauth=replace(right.oauth, secret="not-the-secret")), court.clock)  # noqa: S106
    assert report.exit_code is Exit.COULD_NOT_JUDGE
    assert "gives no token (401: invalid_client)" in report.trouble


@pytest.mark.parametrize("form", ["pem", "jwk"])
@pytest.mark.parametrize("sort", ["EC", "RSA"])
def test_a_client_can_sign_who_it_is(tmp_path: Path, sort: str, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    key = ECKey.generate_key("P-256") if sort == "EC" else RSAKey.generate_key(2048)
    text = key.as_pem(private=True).decode() if form == "pem" else json.dumps(key.as_dict(private=True))
    (tmp_path / "key").write_text(text, "utf-8")
    caller = Caller("register", "", "partner", key=key.as_dict(private=False))
    clock = JumpingClock()
    whole = assemble(Behaviour(STANDARD), Wishes(tmp_path / "s.sqlite", clock, callers=(caller,)), "")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONFORMANCE_CLIENT_ID", "register")
    monkeypatch.setattr(run, "SystemClock", lambda: clock)
    with listening(whole.api) as base:
        flags = ["--base-url", f"{base}/v0/partner", "--level", "smoke", "--oauth-token-url", f"{base}/oauth/token"]
        assert guarded([*flags, "--oauth-client-key-file", "key"]) == 0
    whole.close()
    assert "eyJ" not in (tmp_path / ".conformance/report.json").read_text("utf-8")
