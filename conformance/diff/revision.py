"""Finds the standard that a word of the command means: a folder, a document, or a revision of the repository."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from conformance.standard import spec_folder

FOLDER = "spec"
DOCUMENT = "openapi.yaml"


class NoStandard(Exception):
    """A word means neither a folder of the standard nor a revision that holds one; the message says why."""


def working_tree() -> Path:
    """The standard that is being edited: of the repository that one stands in, or else the one beside this package."""
    top = _git(Path.cwd(), "rev-parse", "--show-toplevel")
    folder = Path(top.decode().strip()) / FOLDER if top else None
    # Others have a spec/openapi.yaml too, and no chapters.
    ours = folder and (folder / DOCUMENT).is_file() and (folder / "chapters").is_dir()
    return folder if folder and ours else spec_folder()


@contextmanager
def standard_at(word: str) -> Iterator[Path]:
    """The folder, or the document, that a word means; that of a revision lives as long as it is looked at."""
    path = Path(word)
    if path.is_file():
        yield path
    elif path.is_dir():
        yield _folder(path)
    else:
        with TemporaryDirectory(prefix="spec-") as place:
            _unpack(word, Path(place))
            yield Path(place) / FOLDER


def _folder(path: Path) -> Path:
    for folder in (path, path / FOLDER):
        if (folder / DOCUMENT).is_file():
            return folder
    raise NoStandard(f"{path} is a folder without {DOCUMENT}, so it is not the standard.")


def _unpack(word: str, place: Path) -> None:
    repository = working_tree().parent
    if not _git(repository, "rev-parse", "--git-dir"):
        raise NoStandard(f"There is no folder {word!r}, and {repository} is no git repository to look it up in.")
    commit = _git(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{word}^{{commit}}")
    if not commit:
        raise NoStandard(f"{word!r} is neither a folder nor a revision of {repository}. `git log` names revisions.")
    archive = _git(repository, "archive", "--format=tar", commit.decode().strip(), FOLDER)
    if not archive:
        raise NoStandard(f"The revision {word!r} has no folder {FOLDER}.")
    with tarfile.open(fileobj=io.BytesIO(archive)) as held:
        held.extractall(place, filter="data")


def _git(folder: Path, *arguments: str) -> bytes:
    """What git answers; nothing if it cannot."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, and a word that it takes for a revision only
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - the git of whoever calls
            capture_output=True,
            check=False,
        )
    except OSError:
        return b""
    return done.stdout if done.returncode == 0 else b""
