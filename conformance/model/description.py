"""What an endpoint says of itself, read without trusting it."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.model.instant import Instant, read
from conformance.model.strict import Json

USUAL_PAGE = 1000
# Beyond this a double does not count, and the number means nothing that one could plan with.
LARGEST = 2**53


@dataclass(frozen=True, slots=True)
class Description:
    """The object at `{base}/description`. A member that is absent or of another type reads as None or empty."""

    members: dict[str, Json]

    def text(self, name: str) -> str:
        """A member that is a string, else ''."""
        value = self.members.get(name)
        return value if isinstance(value, str) else ""

    def words(self, name: str) -> tuple[str, ...]:
        """The strings of a member that is a list."""
        value = self.members.get(name)
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()

    def number(self, *path: str) -> float | None:
        """A number at a path of members that is above zero."""
        value: Json = self.members
        for name in path:
            value = value.get(name) if isinstance(value, dict) else None
        usable = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= LARGEST
        return float(value) if usable else None  # type: ignore[arg-type] # usable says so

    @property
    def classes(self) -> tuple[str, ...]:
        """The conformance classes that it claims."""
        return self.words("classes")

    @property
    def view(self) -> str:
        """The view that it serves."""
        return self.text("view")

    @property
    def is_public(self) -> bool:
        """Whether that view is open to everybody."""
        return self.view in ("national", "public")

    @property
    def earliest(self) -> Instant | None:
        """The instant from which its feed is whole."""
        return read(self.text("earliest"))

    @property
    def is_cut(self) -> bool:
        """Whether it says that a part of its history was cut off, so that the feed alone is no whole copy."""
        began, earliest = read(self.text("began")), self.earliest
        return began is not None and earliest is not None and began < earliest

    @property
    def page_size(self) -> int:
        """The most entries that it puts on a page."""
        return max(1, int(self.number("limits", "pageSize") or USUAL_PAGE))

    @property
    def quota(self) -> tuple[float, float] | None:
        """How many requests it serves in how many seconds."""
        requests = self.number("serviceLevels", "quota", "requests")
        seconds = self.number("serviceLevels", "quota", "seconds")
        return (requests, seconds) if requests and seconds else None
