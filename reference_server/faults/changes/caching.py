"""Ways of getting *Changes*, section *Caching*, wrong."""

from __future__ import annotations

from dataclasses import replace

from reference_server.fault import App, fault
from reference_server.rules import Changes
from reference_server.wire import Sent, edits


def _allowed(app: App, caching: str) -> App:
    def edit(sent: Sent) -> None:
        if sent.is_page:
            sent.headers.pop("cache-control")
            sent.headers |= {"cache-control": caching} if caching else {}

    return edits(app, edit)


@fault("changes.page-is-not-kept")
def lets_a_page_be_kept_for_an_hour(app: App) -> App:
    """Lets every cache keep a page for an hour, to spare the database."""
    return _allowed(app, "public, max-age=3600")


@fault("changes.page-is-not-kept")
def says_nothing_of_caching(app: App) -> App:
    """Sends pages without `Cache-Control`, so that each cache decides for itself."""
    return _allowed(app, "")


@fault("changes.page-is-not-kept", view="partner")
def lets_shared_caches_keep_what_is_private(app: App) -> App:
    """Sends the pages of partners as it sends those of the public."""
    return _allowed(app, "no-cache")


@fault("changes.unchanged-means-unchanged", needs="live-traffic")
def tags_every_page_alike(rules: Changes) -> Changes:
    """Takes the number of its release for the ETag."""
    return replace(rules, tag=lambda _rows, _complete: 'W/"4.2.0"')


@fault("changes.unchanged-means-unchanged", needs="live-traffic")
def takes_any_tag_for_the_present_one(rules: Changes) -> Changes:
    """Answers 304 to whoever sends an `If-None-Match`."""
    return replace(rules, is_unchanged=lambda _asked, _tag: True)
