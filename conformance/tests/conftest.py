"""How Hypothesis draws in the tests of the judge: the same values each time, for as long as they take."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")
