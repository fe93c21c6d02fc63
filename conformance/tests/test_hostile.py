"""The judge in front of a sick or hostile endpoint: the right verdict, in bounded time and memory, and no harm done."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from conformance.cli.main import guarded
from conformance.client import line, patience
from conformance.tests import hostile
from conformance.tests.honest import BASE, Condition, served

CONFORMS, DOES_NOT_CONFORM, COULD_NOT_JUDGE = 0, 1, 3
# In place of the ten seconds and the minute of a real run.
DEADLINE, SILENCE = 1.0, 4.0
LONGEST = 20.0
MOST_MEMORY = 300 * 1024 * 1024
NO_EVIDENCE = "could not judge core 0.1"
NOT_STRICT = "FAIL errors.answer-is-described"

# What an endpoint does, where it does it, how a run ends, and what is said of it.
ROWS: tuple[tuple[Condition, str, int, str], ...] = (
    (hostile.keeps_the_standard, "changes", CONFORMS, "conforms to core 0.1, read-only"),
    (hostile.speaks_http_1_0, "changes", CONFORMS, "conforms to core 0.1, read-only"),
    (hostile.speaks_http_1_0, "description", CONFORMS, "conforms to core 0.1, read-only"),
    (hostile.paints_the_titles_of_its_refusals, "changes", CONFORMS, "conforms to core 0.1, read-only"),
    (hostile.promises_the_year_9999, "changes", DOES_NOT_CONFORM, "FAIL changes.watermark-is-not-ahead"),
    (hostile.begins_in_the_year_1, "description", CONFORMS, "conforms to core 0.1, read-only"),
    (hostile.has_pages_beyond_any_double, "description", CONFORMS, "conforms to core 0.1, read-only"),
    (hostile.dates_itself_in_no_calendar, "changes", DOES_NOT_CONFORM, "service.date-is-told"),
    (hostile.dates_itself_in_no_calendar, "description", DOES_NOT_CONFORM, "service.date-is-told"),
    # No answer, or a part of one, decides nothing.
    (hostile.drips_its_body, "changes", COULD_NOT_JUDGE, "no complete answer within 1 seconds, and so it went"),
    (hostile.drips_its_headers, "changes", COULD_NOT_JUDGE, "no complete answer within 1 seconds, and so it went"),
    (hostile.pours_its_body, "changes", COULD_NOT_JUDGE, "the body is longer than 33,554,432 bytes"),
    (hostile.pours_its_headers, "changes", COULD_NOT_JUDGE, "the headers are longer than 65,536 bytes"),
    (hostile.asks_to_continue_for_ever, "changes", COULD_NOT_JUDGE, "the headers are longer than 65,536 bytes"),
    (hostile.announces_more_than_it_sends, "changes", COULD_NOT_JUDGE, "the body ended before its Content-Length"),
    (hostile.breaks_a_chunk, "changes", COULD_NOT_JUDGE, NO_EVIDENCE),
    (hostile.hides_nothing_in_a_header, "changes", COULD_NOT_JUDGE, NO_EVIDENCE),
    (hostile.resets, "changes", COULD_NOT_JUDGE, "Connection reset by peer"),
    (hostile.hangs_up, "changes", COULD_NOT_JUDGE, "Empty reply from server"),
    (hostile.hangs_up_after_a_while, "changes", COULD_NOT_JUDGE, "Empty reply from server"),
    (hostile.talks_of_something_else, "changes", COULD_NOT_JUDGE, "Received HTTP/0.9 when not allowed"),
    # Nor does a refusal at the door.
    (hostile.wants_credentials, "changes", COULD_NOT_JUDGE, "refuses us with 401"),
    (hostile.wants_credentials_after_a_while, "changes", COULD_NOT_JUDGE, "refuses us with 401"),
    (hostile.is_always_too_busy, "changes", COULD_NOT_JUDGE, "20 answers in a row were 429"),
    (hostile.is_too_busy_until_tomorrow, "changes", COULD_NOT_JUDGE, "asks to come back in 86,400 seconds"),
    (hostile.is_too_busy_after_a_while, "changes", COULD_NOT_JUDGE, "asks to come back in 86,400 seconds"),
    (hostile.serves_one_request_a_day, "description", COULD_NOT_JUDGE, "has the next request wait 86,400 seconds"),
    # A whole answer that contradicts the standard does.
    (hostile.is_away_and_does_not_say_for_how_long, "changes", DOES_NOT_CONFORM, "service.refusal-says-when-to-retry"),
    (hostile.is_too_busy_until_no_date, "changes", DOES_NOT_CONFORM, "service.refusal-says-when-to-retry"),
    (hostile.announces_less_than_it_sends, "changes", DOES_NOT_CONFORM, "actual Unterminated string"),
    (hostile.sends_a_bomb, "changes", DOES_NOT_CONFORM, "actual byte 1 is not UTF-8"),
    (hostile.redirects_inside, "changes", DOES_NOT_CONFORM, "actual status 302"),
    (hostile.redirects_in_colour, "changes", DOES_NOT_CONFORM, "actual status 302"),
    (hostile.shows_a_login, "changes", DOES_NOT_CONFORM, "actual text/html"),
    (hostile.says_nothing, "changes", DOES_NOT_CONFORM, "actual Expecting value"),
    (hostile.has_no_content, "changes", DOES_NOT_CONFORM, "actual status 204"),
    (hostile.answers_999, "changes", DOES_NOT_CONFORM, "actual status 999"),
    (hostile.writes_nan, "changes", DOES_NOT_CONFORM, "actual NaN is no JSON number"),
    (hostile.writes_a_member_twice, "changes", DOES_NOT_CONFORM, "the member 'epoch' stands twice"),
    (hostile.nests_deep, "changes", DOES_NOT_CONFORM, "actual it is nested too deeply to read"),
    (hostile.writes_a_long_number, "changes", DOES_NOT_CONFORM, "10000 digits"),
    (hostile.writes_half_a_letter, "changes", DOES_NOT_CONFORM, "half of a surrogate pair"),
    (hostile.writes_utf_16, "changes", DOES_NOT_CONFORM, "actual byte 0 is not UTF-8"),
    (hostile.begins_with_a_mark, "changes", DOES_NOT_CONFORM, "actual it starts with a byte order mark"),
    (hostile.says_complete_in_words, "changes", DOES_NOT_CONFORM, "FAIL"),
    (hostile.never_completes, "changes", DOES_NOT_CONFORM, "FAIL changes.walk-ends"),
    (hostile.paints_its_ids, "changes", DOES_NOT_CONFORM, "FAIL changes.entry-is-whole"),
    (hostile.paints_its_reasons, "changes", DOES_NOT_CONFORM, "FAIL changes.removal-is-a-tombstone"),
    (hostile.paints_its_instants, "changes", DOES_NOT_CONFORM, "FAIL changes.instants-are-utc-milliseconds"),
    (hostile.paints_its_refusals, "changes", DOES_NOT_CONFORM, "FAIL errors.refusal-has-registered-type"),
    (hostile.names_a_member_in_colour, "changes", DOES_NOT_CONFORM, NOT_STRICT),
    (hostile.paints_its_description, "description", DOES_NOT_CONFORM, "FAIL discovery.names-its-environment"),
    (hostile.begins_before_the_year_1, "description", DOES_NOT_CONFORM, "FAIL discovery.describes-itself"),
    (hostile.begins_after_the_year_9999, "description", DOES_NOT_CONFORM, "FAIL discovery.describes-itself"),
    # Without a description there is nothing to judge.
    (hostile.drips_its_body, "description", COULD_NOT_JUDGE, "no complete answer within 1 seconds"),
    (hostile.drips_its_headers, "description", COULD_NOT_JUDGE, "no complete answer within 1 seconds"),
    (hostile.pours_its_body, "description", COULD_NOT_JUDGE, "the body is longer than 33,554,432 bytes"),
    (hostile.pours_its_headers, "description", COULD_NOT_JUDGE, "the headers are longer than 65,536 bytes"),
    (hostile.asks_to_continue_for_ever, "description", COULD_NOT_JUDGE, "the headers are longer than 65,536 bytes"),
    (hostile.announces_more_than_it_sends, "description", COULD_NOT_JUDGE, "ended before its Content-Length"),
    (hostile.announces_less_than_it_sends, "description", COULD_NOT_JUDGE, "something else than JSON"),
    (hostile.resets, "description", COULD_NOT_JUDGE, "Is the endpoint up, and is the address right?"),
    (hostile.hangs_up, "description", COULD_NOT_JUDGE, "Is the endpoint up, and is the address right?"),
    (hostile.talks_of_something_else, "description", COULD_NOT_JUDGE, "gives no answer"),
    (hostile.sends_a_bomb, "description", COULD_NOT_JUDGE, "something else than JSON: byte 1 is not UTF-8"),
    (hostile.redirects_inside, "description", COULD_NOT_JUDGE, f"redirects. If {hostile.INSIDE[:-1]}"),
    (hostile.redirects_in_colour, "description", COULD_NOT_JUDGE, r"redirects. If /\x1b]0;owned\x1bc"),
    (hostile.shows_a_login, "description", COULD_NOT_JUDGE, "is there a login before it?"),
    (hostile.says_nothing, "description", COULD_NOT_JUDGE, "something else than JSON"),
    (hostile.has_no_content, "description", COULD_NOT_JUDGE, "answers 204, where a description belongs"),
    (hostile.answers_999, "description", COULD_NOT_JUDGE, "answers 999, where a description belongs"),
    (hostile.wants_credentials, "description", COULD_NOT_JUDGE, "asks for credentials, and none were sent: 401"),
    (hostile.is_always_too_busy, "description", COULD_NOT_JUDGE, "20 answers in a row were 429"),
    (hostile.is_too_busy_until_tomorrow, "description", COULD_NOT_JUDGE, "asks to come back in 86,400 seconds"),
    (hostile.is_away_and_does_not_say_for_how_long, "description", COULD_NOT_JUDGE, "answers 503"),
    (hostile.writes_nan, "description", COULD_NOT_JUDGE, "NaN is no JSON number"),
    (hostile.writes_a_member_twice, "description", COULD_NOT_JUDGE, "the member 'epoch' stands twice"),
    (hostile.nests_deep, "description", COULD_NOT_JUDGE, "nested too deeply to read"),
    (hostile.writes_a_long_number, "description", COULD_NOT_JUDGE, "10000 digits"),
    (hostile.writes_utf_16, "description", COULD_NOT_JUDGE, "byte 0 is not UTF-8"),
    (hostile.begins_with_a_mark, "description", COULD_NOT_JUDGE, "byte order mark"),
    (hostile.names_a_member_in_colour, "description", COULD_NOT_JUDGE, "stands twice in one object"),
)


NAMES = {id(value): name for name, value in vars(hostile).items()}


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(line, "DEADLINE", DEADLINE)
    monkeypatch.setattr(patience, "SILENCE", SILENCE)
    # Where a crash would be written, and where no configuration is found.
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CONFORMANCE_TOKEN", raising=False)


def arguments(base_url: str) -> list[str]:
    return ["--base-url", base_url, "--level", "smoke", "--seed", "1", "--report-dir", "report"]


@pytest.mark.parametrize(
    ("condition", "where", "code", "words"), ROWS, ids=[f"{NAMES[id(row[0])]} at {row[1]}" for row in ROWS]
)
def test_a_hostile_endpoint_gets_the_right_verdict(
    condition: Condition, where: str, code: int, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.monotonic()
    with served(condition, where) as endpoint:
        got = guarded(arguments(endpoint.base_url))
        took = time.monotonic() - began
    out, err = capsys.readouterr()
    told = " ".join((out + err).split())
    assert (int(got), words in told) == (code, True), told
    assert took < LONGEST
    assert not {letter for letter in out + err if letter != "\n" and not letter.isprintable()}
    assert "Traceback" not in told
    assert not (tmp_path / ".conformance").exists()
    assert all(target.startswith(BASE) for target in endpoint.asked)
    if err.startswith("could not judge: "):
        # The preflight.
        assert (code, where, out) == (COULD_NOT_JUDGE, "description", "")
    look_at_the_files(tmp_path / "report", code, endpoint.base_url)


def look_at_the_files(folder: Path, code: int, base_url: str) -> None:
    """Both files are what their names say, and agree with the command; no other host was asked."""
    report = json.loads((folder / "report.json").read_text("utf-8"))
    assert report["exitCode"] == code
    assert {urlsplit(exchange["url"]).netloc for exchange in report["exchanges"]} == {urlsplit(base_url).netloc}
    assert report["requests"] <= 40
    suite = ET.parse(folder / "junit.xml").getroot()  # noqa: S314 - it is our own, and that it parses is the point
    assert [case.get("name") for case in suite.iter("testcase")] == (
        [row["id"] for row in report["requirements"]] or ["preflight"]
    )
    assert bool(list(suite.iter("failure"))) is (code == DOES_NOT_CONFORM)


JUDGE = """
import resource, sys
from conformance.cli.main import guarded
from conformance.client import line
line.DEADLINE = 1.0
code = guarded(sys.argv[1:])
unit = 1 if sys.platform == "darwin" else 1024
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit, file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize(
    ("condition", "code"),
    [(hostile.pours_its_body, COULD_NOT_JUDGE), (hostile.sends_a_bomb, DOES_NOT_CONFORM)],
    ids=["pours_its_body", "sends_a_bomb"],
)
def test_what_is_poured_out_over_the_judge_does_not_fill_its_memory(condition: Condition, code: int) -> None:
    with served(condition, "changes") as endpoint:
        # A shell between us: the kernel counts the memory of whoever starts a process as the process's own.
        call = ["sh", "-c", '"$@"; exit $?', "sh", sys.executable, "-c", JUDGE, *arguments(endpoint.base_url)]
        done = subprocess.run(call, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 - our own
    assert done.returncode == code, done.stderr
    assert 0 < int(done.stderr.split()[-1]) < MOST_MEMORY
