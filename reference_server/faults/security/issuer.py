"""Ways of getting *Security*, section *The issuer*, wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reference_server.fault import App, fault
from reference_server.rules import Security
from reference_server.wire import Sent, edits

YEAR = 31_536_000


def _edits_tokens(app: App, edit: Callable[[Sent], None]) -> App:
    """An application whose answers about tokens pass through `edit`."""

    def change(sent: Sent) -> None:
        if sent.request.url.path.endswith("/oauth/token"):
            edit(sent)

    return edits(app, change)


@fault("security.access-token-is-short-lived", view="partner", needs="issuer")
def gives_tokens_for_a_year(rules: Security) -> Security:
    """Gives out tokens that last a year, so that nobody is troubled."""
    return replace(rules, seconds=YEAR)


@fault("security.access-token-is-short-lived", view="partner", needs="issuer")
def keeps_the_end_of_a_token_to_itself(app: App) -> App:
    """Does not say how long a token lasts."""

    def edit(sent: Sent) -> None:
        if sent.status == 200:
            sent.write({name: value for name, value in sent.read().items() if name != "expires_in"})

    return _edits_tokens(app, edit)


@fault("security.token-answer-is-not-stored", view="partner", needs="issuer")
def lets_an_issued_token_be_kept(app: App) -> App:
    """Says nothing of caching where it gives out a token."""
    return _edits_tokens(app, lambda sent: sent.headers.update({"cache-control": "private"}))


@fault("security.issuer-names-the-scope", view="partner", needs="issuer")
def issues_tokens_to_read(app: App) -> App:
    """Names a scope of its own, in which no view occurs."""

    def edit(sent: Sent) -> None:
        if sent.status == 200:
            sent.write({**sent.read(), "scope": "read"})

    return _edits_tokens(app, edit)


@fault("security.issuer-refuses-strangers", view="partner", needs="issuer")
def breaks_on_a_client_that_it_does_not_know(app: App) -> App:
    """Looks for the client, and does not expect to find none."""

    def edit(sent: Sent) -> None:
        if sent.status == 401:
            sent.status = 500
            sent.write({"message": "Internal Server Error"})

    return _edits_tokens(app, edit)


@fault("security.issuer-refuses-strangers", view="partner", needs="issuer")
def refuses_clients_in_words_of_its_own(app: App) -> App:
    """Refuses an unknown client with a code of its own product."""

    def edit(sent: Sent) -> None:
        if sent.status == 401:
            sent.write({"code": "ERR_4711"})

    return _edits_tokens(app, edit)
