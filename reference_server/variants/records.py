"""Lawful but unusual ways to look records up."""

from __future__ import annotations

from reference_server.fault import App, variant
from reference_server.wire import Sent, edits


@variant
def finds_the_newest_first(app: App) -> App:
    """Lists what is found in an order of its own, which the standard leaves open."""

    def edit(sent: Sent) -> None:
        answer = sent.read() if sent.is_look_up else {}
        if "items" in answer:
            sent.write({**answer, "items": answer["items"][::-1]})

    return edits(app, edit)
