"""What the relay refuses of a night, or waits for: told with its place and its cure, and nothing else suffers."""

from __future__ import annotations

from pathlib import Path

import pytest

from reference_server import instant
from reference_server.relay import about
from reference_server.relay.office import Office
from reference_server.tests.nights import HOUR, Rows, feed, held, live, look, night, without, write_night


def spoilt(kind: str, **members: object) -> Rows:
    """The first record of a kind with other members than it had, among good ones."""
    some = held()
    some[kind][0] = {**some[kind][0], **members}
    return some


BAD_ROWS: dict[str, tuple[str, dict[str, object], str, str]] = {
    "no day": ("application", {"receivedDate": "28/03/2026"}, "receivedDate", "Write it as YYYY-MM-DD"),
    "stand-in": ("application", {"receivedDate": "1900-01-01"}, "receivedDate", "a day that is not known"),
    "no code": ("application", {"status": "live"}, "status", "One of: undetermined"),
    "absent": ("application", {"description": None}, "description", "What the proposed development is"),
    "wrong type": ("site", {"addressText": 7}, "addressText", "The address of the site"),
    "no number": ("site", {"uprns": ["0042"]}, "uprns", "without leading zeros"),
    "nowhere": ("application", {"site": "no such site"}, "site", "Put the site into the extract"),
    "not ours": ("site", {"planningAuthority": "local-authority:XYZ"}, "planningAuthority", "in relay.toml"),
}


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_bad_row_is_refused_alone_with_its_place_and_cure(office: Office, name: str) -> None:
    kind, members, field, cure = BAD_ROWS[name]
    before = live(office)
    some = spoilt(kind, **members)
    some["application"][-1]["description"] = "Altered on the same night"
    told = night(office, "second", some)
    assert told["outcome"] == "published"
    flaw = told["refused"][0]
    assert (flaw["file"], flaw["place"], flaw["field"]) == (f"{kind}.jsonl", "line 1", field)
    assert flaw["key"] == some[kind][0]["key"]
    assert cure in flaw["cure"]
    after = live(office)
    assert after.keys() == before.keys()
    altered = [after[key] for key in after if after[key]["version"] > before[key]["version"]]
    assert [entry["data"]["description"] for entry in altered] == ["Altered on the same night"]


def test_a_row_without_a_key_keeps_its_kind_from_losing_any(office: Office) -> None:
    some = without(held(), held()["application"][-1]["key"])
    some["application"][0] = {**some["application"][0], "key": ""}
    told = night(office, "second", some)
    assert told["outcome"] == "published"
    assert told["refused"][0]["why"] == "it has no key"
    assert not [entry for entry in feed(office) if entry["op"] == "delete" and entry["kind"] == "application"]


def test_a_line_that_is_no_json_spoils_no_other(office: Office) -> None:
    write_night(office.relay.folder / "second", office.relay.clock.now() - HOUR, held())
    path = office.relay.folder / "second" / "site.jsonl"
    lines = path.read_bytes().splitlines()
    path.write_bytes(b"\n".join([lines[0][:40], *lines[1:]]))
    told = look(office, "second")
    assert (told["outcome"], told["refused"][0]["place"]) == ("published", "line 1")
    assert told["kinds"]["site"]["unchanged"] == 39


def test_of_two_rows_with_one_key_the_first_counts(office: Office) -> None:
    some = held()
    some["site"].append({**some["site"][0], "addressText": "elsewhere"})
    told = night(office, "second", some)
    assert "the key stands on line 1 as well" in told["refused"][0]["why"]
    assert told["kinds"]["site"]["unchanged"] == 40


def test_an_extract_that_is_still_written_is_left_alone(office: Office) -> None:
    path = write_night(office.relay.folder / "second", office.relay.clock.now() - HOUR, held())
    manifest = (path / "manifest.json").rename(path / "manifest.part")
    lines: list[str] = []
    office.relay.tell = lines.append
    assert office.relay.look() == ()
    assert lines == ["second: waiting for its manifest.json"]
    manifest.rename(path / "manifest.json")
    assert look(office, "second")["outcome"] == "published"


def test_a_file_that_was_cut_off_is_not_read_until_it_is_whole(office: Office) -> None:
    some = held()
    path = write_night(office.relay.folder / "second", office.relay.clock.now() - HOUR, some)
    whole = (path / "site.jsonl").read_bytes()
    (path / "site.jsonl").write_bytes(b"".join(whole.splitlines(keepends=True)[:30]))
    told = look(office, "second")
    assert told["outcome"] == "unreadable"
    assert "holds 30 rows, and manifest.json announces 40" in told["why"]
    (path / "site.jsonl").write_bytes(whole)
    assert look(office, "second")["outcome"] == "published"


MANIFESTS = {
    "no JSON": ("{", "is no JSON"),
    "no instant": ('{"takenAt": "2026-11-22", "counts": {"site": 0}}', "`takenAt` is the instant"),
    "the future": ('{"takenAt": "2096-11-22T00:00:00Z", "counts": {"site": 0}}', "is still to come"),
    "no counts": ('{"takenAt": "2026-11-22T00:00:00Z"}', "`counts` gives the number"),
    "no number": ('{"takenAt": "2026-11-22T00:00:00Z", "counts": {"site": "40"}}', "`counts` gives the number"),
    "unknown kind": ('{"takenAt": "2026-11-22T00:00:00Z", "counts": {"tree": 1}}', "'tree' is no kind"),
    "uncounted": ('{"takenAt": "2026-11-22T00:00:00Z", "counts": {"decision": 0}}', "do not name its kind"),
    "no file": (
        '{"takenAt": "2026-11-22T00:00:00Z", "counts": {"site": 1, "decision": 1}}',
        "holds 0 files of the kind",
    ),
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_manifest_that_cannot_be_used_is_told_with_its_cure(office: Office, name: str) -> None:
    text, words = MANIFESTS[name]
    text = text.replace("2026-11-22T00:00:00Z", instant.text(office.relay.clock.now() - HOUR))
    before = feed(office)
    (office.relay.folder / "second").mkdir()
    (office.relay.folder / "second" / "site.jsonl").write_text('{"key": "1"}\n', "utf-8")
    (office.relay.folder / "second" / "manifest.json").write_text(text, "utf-8")
    told = look(office, "second")
    assert told["outcome"] == "unreadable"
    assert words in told["why"]
    assert feed(office) == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (about.EXAMPLE.replace("publisher", "publischer"), "there is no key `publischer`"),
        (about.EXAMPLE.replace('licence = "OGL-UK-3.0"', ""), '"licence" is a required property'),
        (about.EXAMPLE.replace('"sandbox"', '"test"'), "environment"),
        ("publisher =", "cannot be read"),
    ],
    ids=["unknown key", "missing key", "wrong word", "no TOML"],
)
def test_a_relay_toml_that_cannot_be_used_is_told_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "relay.toml").write_text(text, "utf-8")
    with pytest.raises(about.Unusable) as wrong:
        about.read(tmp_path)
    assert words in str(wrong.value)
