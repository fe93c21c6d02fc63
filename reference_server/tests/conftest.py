"""One gallery for each process of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from conformance.standard import Standard
from reference_server.clock import JumpingClock
from reference_server.gallery import Gallery
from reference_server.tests.judging import Court


@pytest.fixture(scope="session")
def court(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Court]:
    """The suite and the servers, with one clock that jumps."""
    clock = JumpingClock()
    gallery = Gallery(clock)
    yield Court(Standard.read(), clock, gallery, tmp_path_factory.mktemp("reports"))
    gallery.close()
