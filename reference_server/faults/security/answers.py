"""Ways of getting *Security*, section *Answers*, wrong."""

from __future__ import annotations

from collections.abc import Callable

from starlette.types import Receive, Scope, Send

from reference_server.fault import App, fault
from reference_server.wire import Sent, edits

ELSEWHERE = "/changes", "/grants", "/service-levels"


def _adds(app: App, headers: Callable[[Sent], dict[str, str]]) -> App:
    """An application whose answers have further headers."""

    def edit(sent: Sent) -> None:
        sent.headers |= headers(sent)

    return edits(app, edit)


@fault("security.answer-repeats-no-token", view="partner")
def repeats_the_headers_that_it_was_sent(app: App) -> App:
    """Sends the headers of the request back, which helped when the proxy was set up."""

    def echo(sent: Sent) -> dict[str, str]:
        given = sent.request.headers.get("authorization", "")
        return {"x-request-authorization": given} if given and sent.status == 200 else {}

    return _adds(app, echo)


@fault("security.closed-answer-is-private", view="partner")
def lets_shared_caches_keep_look_ups(app: App) -> App:
    """Lets every cache keep for an hour what is not a page of the feed."""

    def edit(sent: Sent) -> None:
        if sent.status == 200 and not sent.request.url.path.endswith(ELSEWHERE):
            sent.headers["cache-control"] = "max-age=3600"

    return edits(app, edit)


@fault("security.closed-answer-varies", view="partner")
def forgets_that_answers_vary(app: App) -> App:
    """Says that an answer varies with the media type alone."""

    def edit(sent: Sent) -> None:
        if sent.status == 200:
            sent.headers["vary"] = "Accept"

    return edits(app, edit)


@fault("security.closed-view-is-for-no-other-site", view="partner")
def lets_every_site_read(app: App) -> App:
    """Sends the header of the public view in every view."""
    return _adds(app, lambda _sent: {"access-control-allow-origin": "*"})


@fault("security.closed-view-is-for-no-other-site", view="partner")
def repeats_the_origin_that_asks(app: App) -> App:
    """Names whoever asks as one who may."""

    def named(sent: Sent) -> dict[str, str]:
        origin = sent.request.headers.get("origin")
        return {"access-control-allow-origin": origin, "access-control-allow-credentials": "true"} if origin else {}

    return _adds(app, named)


@fault("security.software-keeps-its-version")
def names_its_software(app: App) -> App:
    """Tells the version of its web server, as that does by itself."""
    return _adds(app, lambda _sent: {"server": "Apache/2.4.41 (Ubuntu)"})


@fault("security.software-keeps-its-version")
def names_its_framework(app: App) -> App:
    """Tells the version of its framework."""
    return _adds(app, lambda _sent: {"x-powered-by": "PHP/7.4.3"})


@fault("security.unoffered-method-is-refused")
def answers_any_method_as_a_get(app: App) -> App:
    """Routes by the address, and never looks at the method."""

    async def routed(scope: Scope, receive: Receive, send: Send) -> None:
        known = scope.get("method") in ("GET", "HEAD", "POST", "OPTIONS")
        await app(scope if known else {**scope, "method": "GET"}, receive, send)

    return routed


@fault("security.unoffered-method-is-refused")
def repeats_what_is_traced(app: App) -> App:
    """Answers TRACE with the request, as an old web server does."""

    def edit(sent: Sent) -> None:
        if sent.request.method == "TRACE":
            sent.status = 200
            sent.headers["content-type"] = "message/http"
            sent.body = b"TRACE " + sent.request.url.path.encode()

    return edits(app, edit)
