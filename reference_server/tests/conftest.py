"""One gallery for each process of tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance.standard import Standard
from reference_server.clock import JumpingClock
from reference_server.gallery import Gallery
from reference_server.relay.office import Office
from reference_server.tests.judging import Court
from reference_server.tests.nights import held, night, office_in


@pytest.fixture(scope="session")
def court(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Court]:
    """The suite and the servers, with one clock that jumps."""
    clock = JumpingClock()
    gallery = Gallery(clock)
    yield Court(Standard.read(), clock, gallery, tmp_path_factory.mktemp("reports"))
    gallery.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A relay with a first night of forty cases in it."""
    opened = office_in(tmp_path / "extracts", JumpingClock())
    night(opened, "first", held())
    yield opened
    opened.close()
