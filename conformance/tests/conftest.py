"""What tests of the judge share: how Hypothesis draws, the same each time, and a copy of the standard to spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from conformance.standard import spec_folder

settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """A copy of the standard."""
    shutil.copytree(spec_folder(), tmp_path / "spec")
    return tmp_path / "spec"
