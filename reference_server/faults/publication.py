"""Ways of getting the chapter *Publication* wrong."""

from __future__ import annotations

from dataclasses import replace

from reference_server import spec
from reference_server.fault import App, fault
from reference_server.rules import Publication
from reference_server.wire import edits_data


@fault("publication.view-is-allow-listed")
def shows_what_partners_see(rules: Publication) -> Publication:
    """Shows in every view what the partner view shows, the officer's name among it."""
    shown = spec.shown
    return replace(
        rules, shows=lambda kind, _view, data: {name: data[name] for name in data if name in shown(kind, "partner")}
    )


@fault("publication.view-is-allow-listed")
def adds_a_field_of_its_own(app: App) -> App:
    """Publishes the key of an editing session beside the record."""
    return edits_data(app, "application", lambda data: {**data, "sessionId": "7f3a-44c1"})


@fault("publication.view-is-allow-listed")
def extends_a_public_record(app: App) -> App:
    """Puts what it likes under `extensions`, in a public view."""
    return edits_data(app, "site", lambda data: {**data, "extensions": {"keyVal": "QX1"}})
