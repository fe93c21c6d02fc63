"""Two folders of the standard are compared: each change is told for what it means, with its file and place."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from conformance.diff import Effect, compare_folders
from conformance.diff.tables import profiles
from conformance.model.strict import Json
from conformance.standard import spec_folder

BREAKING, ADDITIVE, EDITORIAL = Effect
RULE = "errors.refusal-has-registered-type"
HEADING = f"### A refusal has a registered type {{#{RULE} .core}}"
SENTENCE = "An endpoint MUST answer 400, 409, 410 and 422 with a problem document"
SHOULD = "\n### New {#errors.new-rule .core}\n\nAn endpoint SHOULD say more.\n"
MUST = SHOULD.replace("SHOULD", "MUST")
ROW = "live,Live"
NEW_ROW = 'new,New,A new one.,active,"this standard, CC BY 4.0",2026-11-23,'


@pytest.fixture
def head(tmp_path: Path) -> Path:
    """The standard, as links, so that a change of one file is a change of one file."""
    shutil.copytree(spec_folder(), tmp_path / "spec", copy_function=os.symlink)
    return tmp_path / "spec"


def edit(head: Path, file: str, old: str, new: str) -> None:
    path = head / file
    text = path.read_text("utf-8")
    assert old in text, f"{file} has no {old!r}: change something else"
    path.unlink()
    path.write_text(text.replace(old, new, 1), "utf-8")


def told(head: Path) -> list[tuple[Effect, str, str]]:
    return [
        (change.effect, f"{change.file}: {change.place}", change.says)
        for change in compare_folders(spec_folder(), head)
    ]


def test_a_standard_does_not_differ_from_itself(head: Path) -> None:
    assert told(head) == []


@pytest.mark.parametrize(
    ("old", "new", "place", "effect", "says"),
    [
        ("## Refusals", f"{MUST}\n## Refusals", "errors.new-rule", BREAKING, "a new MUST of the class core"),
        (
            "## Refusals",
            f"{MUST.replace('.core', '.new')}\n## Refusals",
            "errors.new-rule",
            ADDITIVE,
            "the new class new",
        ),
        ("## Refusals", f"{SHOULD}\n## Refusals", "errors.new-rule", ADDITIVE, "a new SHOULD"),
        (SENTENCE, SENTENCE.replace("MUST", "SHOULD"), RULE, BREAKING, "SHOULD, and was MUST"),
        (SENTENCE, SENTENCE.replace("409, ", ""), RULE, BREAKING, "the sentence of a MUST has other words"),
        (SENTENCE, SENTENCE.replace("400,", "`400`,"), RULE, EDITORIAL, "the same words"),
        ("**Why.** A program", "**Why.** A machine", RULE, EDITORIAL, "Why is worded otherwise"),
        (f"#{RULE} .core", f"#{RULE} .core .deliver", RULE, BREAKING, "the class deliver now"),
        (f"#{RULE} .core", f"#{RULE} .deliver", RULE, BREAKING, "the class core no longer"),
        (f"#{RULE} .core", f"#{RULE} .withdrawn", RULE, BREAKING, "the MUST is withdrawn"),
        (HEADING, HEADING.replace(RULE, "errors.renamed"), RULE, BREAKING, "it keeps its heading and its id"),
        ("# Errors\n", "# Errors\n\nWords.\n", "", EDITORIAL, "the text around the requirements"),
    ],
)
def test_a_change_of_a_chapter(head: Path, old: str, new: str, place: str, effect: Effect, says: str) -> None:
    edit(head, "chapters/errors.md", old, new)
    found = told(head)
    assert any(change[:2] == (effect, f"chapters/errors.md: {place}") and says in change[2] for change in found), found


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "effect", "says"),
    [
        ("schemas/entry.yaml", "[seq, changedAt", "[changedAt", "seq", BREAKING, "it is not required any more"),
        ("schemas/entry.yaml", "required: [data]", "required: []", "then.data", BREAKING, "not required any more"),
        (
            "schemas/decision.yaml",
            "required: [",
            "required: [decisionText, ",
            "decisionText",
            BREAKING,
            "it is required now",
        ),
        (
            "schemas/decision.yaml",
            "\nproperties:\n",
            "\nproperties:\n  hue: {type: string}\n",
            "hue",
            ADDITIVE,
            "it is new",
        ),
        ("schemas/decision.yaml", "in the words of the source", "as told", "decisionText", EDITORIAL, "`description`"),
        (
            "schemas/grant-request.yaml",
            "maxItems: 100",
            "maxItems: 50",
            "documents",
            BREAKING,
            "`maxItems` is 50, and was 100",
        ),
        (
            "schemas/grant-request.yaml",
            "maxItems: 100",
            "maxItems: 200",
            "documents",
            ADDITIVE,
            "`maxItems` is 200, and was 100",
        ),
        ("schemas/record-id.yaml", "pattern: '", "pattern: 'x", "", BREAKING, "`pattern` is"),
        ("paths/changes.yaml", "#/Epoch", "#/Uprn", "Epoch", BREAKING, "it is gone"),
        ("components/parameters.yaml", "maxLength: 1024", "maxLength: 512", "Cursor", BREAKING, "`maxLength` is 512"),
        ("components/headers.yaml", "  required: true\n", "", "Date", BREAKING, "it is not required any more"),
        ("openapi.yaml", "  - {}\n", "", "no token is not enough", BREAKING, ""),
        ("openapi.yaml", "\n  /snapshot:\n    $ref: paths/snapshot.yaml", "", "GET /snapshot", BREAKING, "it is gone"),
        ("codelists/class.csv", "\ncore,", f"\n{NEW_ROW},9\ncore,", "new", ADDITIVE, "a new code"),
        ("codelists/environment.csv", ROW, f"{NEW_ROW}\n{ROW}", "new", BREAKING, "a new code of a closed list"),
        ("codelists/document-type.csv", "\nplan", f"\n{NEW_ROW},\nplan", "new", ADDITIVE, "a new code"),
        (
            "codelists/codelist.csv",
            "2026-11-23,,yes",
            "2026-11-23,,no",
            "",
            BREAKING,
            "the list is extensible no longer",
        ),
        ("codelists/environment.csv", "sandbox,", "sandpit,", "sandbox", BREAKING, "the code is gone"),
        ("codelists/environment.csv", ",active,", ",retired,", "", ADDITIVE, "its status is retired"),
        ("codelists/environment.csv", "Live,", "Alive,", "live", EDITORIAL, "its name is worded otherwise"),
        (
            "codelists/decision.csv",
            ",,granted\n",
            ",,refused\n",
            "granted",
            BREAKING,
            "its odp is refused, and was granted",
        ),
        (
            "crosswalk/document.csv",
            ",public consultee",
            ",national public consultee",
            "",
            BREAKING,
            "the view national shows it now",
        ),
        (
            "crosswalk/site.csv",
            ",national public",
            ",public",
            "reference",
            BREAKING,
            "the view national shows it no longer",
        ),
        (
            "crosswalk/site.csv",
            "site.reference,minted",
            "site.reference,same",
            "reference",
            ADDITIVE,
            "its transform is same",
        ),
        (
            "service-levels.yaml",
            "value: 93600",
            "value: 90000",
            "replicationSecondsNightly",
            BREAKING,
            "90000 seconds, and was 93600",
        ),
        ("service-levels.yaml", "means: The", "means: A", "replicationSecondsNightly", EDITORIAL, "worded otherwise"),
        ("profiles/register.yaml", "[core, ", "[core, returns, ", "classes", BREAKING, '"returns" belongs to it now'),
        ("profiles/register.yaml", "title: A ", "title: Any ", "title", EDITORIAL, "worded otherwise"),
    ],
)
def test_a_change_beside_the_chapters(
    head: Path, file: str, old: str, new: str, place: str, effect: Effect, says: str
) -> None:
    edit(head, file, old, new)
    found = told(head)
    mine = [
        change for change in found if change[0] is effect and place in f"{change[1]} {change[2]}" and says in change[2]
    ]
    assert mine, found
    assert found[0][0] is effect, found


def test_a_file_that_nobody_knows_counts_as_breaking(head: Path, tmp_path: Path) -> None:
    base = tmp_path / "base"
    shutil.copytree(head, base, symlinks=True)
    for folder, row, words in ((base, "b", "x"), (head, "c", "x")):
        (folder / "places").mkdir()
        (folder / "places" / "row.csv").write_text(f"from,to,description\na,{row},{words}\n")
        (folder / "places" / "note.txt").write_text(row)
    found = {(change.effect, f"{change.file}: {change.place}") for change in compare_folders(base, head)}
    assert found == {
        (BREAKING, "places/row.csv: a b"),
        (BREAKING, "places/row.csv: a c"),
        (BREAKING, "places/note.txt: "),
    }
    (head / "places" / "note.txt").write_text("b")
    (head / "places" / "row.csv").write_text("from,to,description\na,b,other words\n")
    assert [change.effect for change in compare_folders(base, head)] == [EDITORIAL]


def test_a_part_of_a_profile_is_known_by_its_words() -> None:
    def profile(does: str, classes: list[str]) -> dict[str, Json]:
        server: Json = {"role": "server", "view": "public", "does": does, "classes": [*classes]}
        return {"register": {"parts": [server, {"role": "client", "view": "partner"}]}}

    base = profile("serves a register", ["core"])
    reworded = list(profiles(base, profile("is a register", ["core"])))
    assert [(change.effect, change.place) for change in reworded] == [(EDITORIAL, "parts server public does")]
    grown = list(profiles(base, profile("serves a register", ["core", "lookup"])))
    assert [(change.effect, change.place) for change in grown] == [(BREAKING, "parts server public classes")]


def test_a_folder_that_comes_or_goes_is_told(head: Path) -> None:
    (head / "schemas" / "site.yaml").unlink()
    (head / "profiles" / "register.yaml").unlink()
    (head / "schemas" / "bench.yaml").write_text("title: Bench\n")
    shutil.rmtree(head / "examples" / "decision")
    found = told(head)
    assert (BREAKING, "schemas/site.yaml: ", "the schema is gone") in found
    assert (BREAKING, "profiles/register.yaml: ", "the profile is gone") in found
    assert (ADDITIVE, "schemas/bench.yaml: ", "a new schema") in found
    assert any(change[:2] == (EDITORIAL, "examples/decision: ") and change[2].endswith(" gone") for change in found)
