"""Servers side by side: each has a place of its own, which goes with it."""

from __future__ import annotations

from urllib.request import urlopen

from reference_server.clock import JumpingClock
from reference_server.gallery import Gallery


def test_nothing_stays_of_a_server_that_is_taken_down() -> None:
    gallery = Gallery(JumpingClock())
    try:
        places = gallery.folder / "rooms"
        for _ in range(2):
            with urlopen(f"{gallery.base('standard')}/description") as answer:  # noqa: S310 - our own server
                assert answer.status == 200
            assert [place.name for place in places.iterdir()] == ["standard"]
            gallery.take_down("standard")
            assert list(places.iterdir()) == []
    finally:
        gallery.close()
    assert not gallery.folder.exists()
