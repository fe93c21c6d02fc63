"""The command where there is something to lose: what it writes to a sandbox, and the secrets that it holds."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote_plus

import pytest

from conformance.cli import run
from conformance.cli.main import guarded
from reference_server.assembly import Behaviour
from reference_server.fault import App
from reference_server.publisher import TOKEN
from reference_server.tests.judging import Court
from reference_server.tests.opened import opened
from reference_server.tests.test_bad_input import ask
from reference_server.wire import Sent, edits, edits_description

# With it every way of writing it down looks different.
SECRET = "s3cr+t/T0ken=Westmarch~42"  # noqa: S105 - it is there to be looked for
RUN_ID = "feedbeef"
LONG_AGO = "from=2020-01-01T00:00:00.000Z"
# A run is then in the middle of what it writes.
MIDST = "400"


@pytest.fixture(autouse=True)
def jumps(court: Court, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Court:
    """The command in a folder of its own, with the clock of the servers in this process, which does not wait."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONFORMANCE_TOKEN", TOKEN)
    monkeypatch.setattr(run, "SystemClock", lambda: court.clock)
    return court


def report_in(folder: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((folder / "report.json").read_text("utf-8"))
    return report


def entries_of(base_url: str, token: str) -> list[dict[str, Any]]:
    """Everything in a feed."""
    items: list[dict[str, Any]] = []
    query, complete = LONG_AGO, False
    while not complete:
        _, page = ask(f"{base_url}/changes?{query}", token=token)
        items, complete, query = items + page["items"], page["complete"], f"cursor={page['cursor']}"
    return items


def ours(jumps: Court, base_url: str) -> Counter[str]:
    """What a feed holds of our run, by what the entries do."""
    # The quota, which is counted by the token, was the command's until now.
    jumps.clock.sleep(2.0)
    return Counter(item["op"] for item in entries_of(base_url, TOKEN) if RUN_ID in item["id"])


def sandbox(base_url: str, *arguments: str) -> int:
    return guarded(["--base-url", base_url, "--mode", "sandbox", "--run-id", RUN_ID, "--seed", "5", *arguments])


def test_a_sandbox_is_judged_by_writing_and_left_as_it_was(jumps: Court, tmp_path: Path) -> None:
    with opened(Behaviour(), jumps.clock, tmp_path) as bases:
        assert sandbox(f"{bases}/partner") == 0
        left = ours(jumps, f"{bases}/partner")
    report = report_in(tmp_path / ".conformance")
    passed = {row["id"] for row in report["requirements"] if row["outcome"] == "passed"}
    assert {"deliveries.applied-item-is-published", "deliveries.older-version-changes-nothing"} <= passed
    assert (report["mode"], report["runId"]) == ("sandbox", RUN_ID)
    assert set(left) == {"delete"}
    journal = [json.loads(line) for line in (tmp_path / ".conformance/journal.jsonl").read_text("utf-8").splitlines()]
    # A body that was cut off on purpose is no JSON, and what was rejected leaves nothing to take back.
    written = {name for row in journal for name in re.findall(r'"id":"([^"]+)"', row["body"])}
    edited = {row["url"].rpartition("/")[2] for row in journal if "/records/" in row["url"]}
    assert all(f"-{RUN_ID}-" in name for name in written | edited)
    assert len(written | edited) >= left["delete"] >= 5
    sent = [exchange["url"] for exchange in report["exchanges"] if exchange["method"] not in ("GET", "HEAD", "TRACE")]
    # Whether a grant to write can be read with is tried as well: that is on record, and changes nothing.
    noted = [row["url"] for row in journal if row["method"] != "GET"]
    assert noted == [url for url in sent if not re.search("/grants$|/d/", url)]
    assert {row["method"] for row in journal} >= {"POST", "PUT", "DELETE"}


def test_a_sandbox_is_left_as_it_was_when_the_budget_ends(jumps: Court, tmp_path: Path) -> None:
    with opened(Behaviour(), jumps.clock, tmp_path) as bases:
        assert sandbox(f"{bases}/partner", "--max-requests", MIDST) == 3
        left = ours(jumps, f"{bases}/partner")
    report = report_in(tmp_path / ".conformance")
    assert report["requests"] <= int(MIDST)
    assert "were spent" in report["verdict"]
    assert set(left) == {"delete"}


def test_what_cannot_be_taken_back_is_named(jumps: Court, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def rejects(sent: Sent) -> None:
        if sent.request.method == "POST" and sent.request.url.path.endswith("/changes"):
            answer = sent.read()
            sent.write({**answer, "results": [{**result, "status": "rejected"} for result in answer["results"]]})

    with opened(Behaviour(wrap=lambda app: edits(app, rejects)), jumps.clock, tmp_path) as bases:
        sandbox(f"{bases}/partner")
    left = report_in(tmp_path / ".conformance")["left"]
    assert left
    assert all(RUN_ID in name for name in left)
    told = capsys.readouterr().out
    assert "could not take back" in told
    assert left[0] in told


def test_nothing_is_written_to_what_does_not_say_that_it_is_a_sandbox(
    jumps: Court, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    methods: list[str] = []

    def live(app: App) -> App:
        described = edits_description(app, lambda told: {**told, "environment": "live"})
        return edits(described, lambda sent: methods.append(sent.request.method))

    with opened(Behaviour(wrap=live), jumps.clock, tmp_path) as bases:
        assert sandbox(f"{bases}/partner") == 3
    assert "does not say `environment: sandbox`" in capsys.readouterr().err
    assert set(methods) == {"GET"}
    assert not (tmp_path / ".conformance/journal.jsonl").exists()


class Parrot:
    """A server that repeats whatever secret it is told or gives out, in every way there is, wherever it can."""

    def __init__(self) -> None:
        self.signed: list[str] = []
        self.repeated = 0

    def repeat(self, sent: Sent) -> None:
        """Edit one answer."""
        given = sent.request.headers.get("authorization", "").removeprefix("Bearer ")
        if sent.request.url.path.endswith("/grants") and sent.status == 200:
            self.signed += [grant["url"] for grant in sent.read()["grants"]]
        words = " ".join(form for secret in (given, *self.signed[-1:]) if secret for form in written(secret))
        self.repeated += bool(words)
        sent.headers["x-parrot"] = sent.headers["x-token"] = words
        if sent.headers.get("content-type") == "application/problem+json":
            sent.write({**sent.read(), "type": given, "title": words, "detail": words, "instance": words})
            # As PHP writes JSON.
            sent.body = sent.body.replace(b"/", b"\\/")
        elif sent.is_page:
            page = sent.read()
            spoilt = [{**item, "kind": words} if n % 3 == 0 else item for n, item in enumerate(page["items"])]
            sent.write({**page, "epoch": words, "items": spoilt})


def written(secret: str) -> Iterator[str]:
    """The ways of writing a secret down that a server is known to use."""
    raw = secret.encode()
    yield from (secret, quote(secret, safe=""), raw.hex(), raw.hex().upper())
    for before in (b"", b"k", b"ke"):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            yield encode(before + raw + b" and more").decode()


def read_every_way(text: str) -> Iterator[str]:
    """A text, and all that somebody who looks for secrets could make of it."""
    yield text
    yield unquote_plus(text)
    yield text.replace("\\/", "/")
    for run_of in re.findall("[0-9A-Fa-f]{16,}", text):
        for shift in (0, 1):
            yield bytes.fromhex(run_of[shift : shift + (len(run_of) - shift) // 2 * 2]).decode("latin-1")
    for run_of in re.findall("[A-Za-z0-9+/_-]{12,}", text):
        for shift in range(4):
            part = run_of[shift : shift + (len(run_of) - shift) // 4 * 4].replace("-", "+").replace("_", "/")
            try:
                yield base64.b64decode(part).decode("latin-1")
            except binascii.Error:
                continue


@pytest.mark.parametrize("secret", [SECRET, "plain-old-token", "eyJhbGciOi.J9-_x.c2lnbmF0dXJl"])
def test_every_way_of_writing_a_secret_is_found_by_the_search(secret: str) -> None:
    for form in written(secret):
        assert any(secret in reading for reading in read_every_way(f"x={form}&y")), form


def test_no_secret_is_in_anything_that_a_run_leaves(
    jumps: Court, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONFORMANCE_TOKEN", SECRET)
    parrot = Parrot()
    with opened(Behaviour(wrap=lambda app: edits(app, parrot.repeat)), jumps.clock, tmp_path, SECRET) as bases:
        code = sandbox(f"{bases}/partner", "--report-dir", "report")
    captured = capsys.readouterr()
    assert code == 1, captured
    assert parrot.repeated > 100
    assert parrot.signed
    files = {path: path.read_bytes().decode("utf-8", "replace") for path in Path("report").rglob("*") if path.is_file()}
    assert {path.name for path in files} >= {"report.json", "junit.xml", "journal.jsonl"}
    assert any(path.parent.name == "bodies" for path in files)
    texts = {"stdout": captured.out, "stderr": captured.err, **{str(path): text for path, text in files.items()}}
    secrets = [SECRET, *(query for url in parrot.signed for query in signature_in(url))]
    leaks = {
        (place, secret)
        for place, text in texts.items()
        for reading in read_every_way(text)
        for secret in secrets
        if secret in reading
    }
    assert leaks == set()
    assert sum("~secret-1~" in text for text in texts.values()) >= 3


def signature_in(url: str) -> tuple[str, str]:
    """The query of a signed address, and the part of it that nobody can guess."""
    query = url.partition("?")[2]
    return query, query.rpartition("signature=")[2]
