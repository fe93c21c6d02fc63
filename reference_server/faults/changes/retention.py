"""Ways of getting *Changes*, section *Retention*, wrong."""

from __future__ import annotations

from itertools import count

from reference_server.fault import App, fault
from reference_server.wire import edits_description, edits_pages


@fault("changes.epoch-stays")
def names_an_epoch_for_each_instance(app: App) -> App:
    """Is two servers behind one address, each of which has made an epoch of its own when it was started."""
    numbers = count()
    return edits_pages(app, lambda page: {**page, "epoch": f"{page['epoch']}-{next(numbers) % 2}"})


@fault("changes.epoch-stays")
def describes_an_epoch_that_is_gone(app: App) -> App:
    """Serves the description as a file, in which the epoch of the first day still stands."""
    return edits_description(app, lambda described: {**described, "epoch": "2026-03-01"})
