"""What goes on at the council while somebody reads: seeded changes, so many a second."""

from __future__ import annotations

import threading
from random import Random

from reference_server.clock import Clock
from reference_server.rules.publication import Change
from reference_server.sample.council import AUTHORITIES, AUTHORITY, PUBLIC, minted
from reference_server.store import Store

LIVE_CASES = 12
# The share of changes to an open case that take it off the register.
WITHDRAWN = 0.2
# The share of the other changes with which a case is the neighbour's.
NEIGHBOURLY = 0.5


class Traffic:
    """Cases that are opened, changed, handed over and withdrawn again, apart from those of the sample."""

    def __init__(self, store: Store, clock: Clock, per_second: float, seed: int = 1) -> None:
        self._store = store
        self._clock = clock
        self._per_second = per_second
        self._random = Random(seed)
        self._began = clock.now()
        self._done = 0
        self._open = set(range(LIVE_CASES))
        self._lock = threading.Lock()
        for number in range(LIVE_CASES):
            store.publish(self._opened(number))

    def catch_up(self) -> None:
        """Make all the changes that are due by now."""
        with self._lock:
            due = int((self._clock.now() - self._began) / 1000 * self._per_second)
            while self._done < due:
                self._done += 1
                self._store.publish(self._change())

    def _change(self) -> tuple[Change, ...]:
        number = self._random.randrange(LIVE_CASES)
        if number in self._open and self._random.random() < WITHDRAWN:
            self._open.remove(number)
            return tuple(Change(kind, minted(kind, f"live {number}"), None, "") for kind in ("application", "site"))
        self._open.add(number)
        return self._opened(number, AUTHORITIES[self._random.random() < NEIGHBOURLY])

    def _opened(self, number: int, authority: str = AUTHORITY) -> tuple[Change, ...]:
        site, application = minted("site", f"live {number}"), minted("application", f"live {number}")
        where = {"planningAuthority": AUTHORITY, "addressText": f"{number} Quiet Lane, Westmarch"}
        what = {
            "reference": f"26/9{number:04d}/FUL",
            "planningAuthority": authority,
            "description": f"Change {self._done} of a case that is worked on just now",
            "applicationTypes": ["full"],
            "site": site,
            "stage": "assessment",
            "status": "undetermined",
        }
        return Change("site", site, where, PUBLIC), Change("application", application, what, PUBLIC)
