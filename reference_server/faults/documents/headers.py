"""Ways of getting *Documents*, section *Headers*, wrong."""

from __future__ import annotations

import base64
from dataclasses import replace
from urllib.parse import quote

from reference_server.fault import fault
from reference_server.rules import Content
from reference_server.rules.documents.content import Asked, Headers, Paper

NOSNIFF = {"X-Content-Type-Options": "nosniff"}
SESSION = {"Set-Cookie": "_session=41d0c2; path=/; HttpOnly"}


@fault("documents.type-is-as-stated")
def sends_everything_as_a_web_page(rules: Content) -> Content:
    """Sends every file as text/html, as a framework does that is not told otherwise."""
    return replace(rules, mime_type=lambda _paper: "text/html; charset=utf-8")


@fault("documents.type-is-as-stated")
def guesses_the_type_by_the_first_byte(rules: Content) -> Content:
    """Sends as text what begins like text, PDFs among it."""
    return replace(rules, mime_type=lambda paper: "text/plain" if paper.body[:1].isascii() else paper.mime_type)


@fault("documents.active-content-is-not-shown")
def shows_everything(rules: Content) -> Content:
    """Shows every file in the browser, drawings and pages with scripts too."""
    return replace(rules, disposition=lambda paper: f"inline; filename*=UTF-8''{quote(paper.filename, safe='')}")


@fault("documents.active-content-is-not-shown")
def shows_every_picture(rules: Content) -> Content:
    """Shows pictures in the browser, and takes an SVG drawing for one."""
    return replace(rules, disposition=lambda paper: "inline" if paper.mime_type.startswith("image/") else "attachment")


@fault("documents.active-content-is-not-shown")
def says_nothing_of_what_to_do(rules: Content) -> Content:
    """Sends no `Content-Disposition` at all, as storage does by itself."""
    return replace(rules, disposition=lambda _paper: None)


@fault("documents.disposition-is-well-formed")
def does_not_quote_the_name(rules: Content) -> Content:
    """Writes the name of the file without quotes."""
    return _named(rules, lambda name: f"filename={quote(name, safe=' ()+,;#&%' + chr(34))}")


@fault("documents.disposition-is-well-formed")
def writes_utf_8_into_a_plain_name(rules: Content) -> Content:
    """Writes the bytes of UTF-8 between the quotes, where readers take them for Latin-1."""
    return _named(rules, lambda name: 'filename="' + name.encode().decode("latin-1").replace('"', "_") + '"')


@fault("documents.disposition-is-well-formed")
def encodes_the_name_as_mail_does(rules: Content) -> Content:
    """Writes names beyond ASCII as mail headers have them."""
    return _named(rules, lambda name: f'filename="=?UTF-8?B?{base64.b64encode(name.encode()).decode()}?="')


@fault("documents.disposition-is-well-formed")
def tells_where_the_file_lay(rules: Content) -> Content:
    """Puts the folder before the name."""
    return _named(rules, lambda name: f"filename*=UTF-8''..%2Fscans%2F{quote(name, safe='')}")


def _named(rules: Content, write: object) -> Content:
    def disposition(paper: Paper) -> str:
        return f"attachment; {write(paper.filename)}"  # type: ignore[operator]

    return replace(rules, disposition=disposition)


@fault("documents.sets-no-cookie")
def opens_a_session(rules: Content) -> Content:
    """Opens a session for whoever fetches a document."""
    return replace(rules, says=lambda _asked: {**NOSNIFF, **SESSION})


@fault("documents.sets-no-cookie")
def opens_a_session_for_browsers(rules: Content) -> Content:
    """Opens a session for whoever comes from a web page."""
    return replace(rules, says=lambda asked: {**NOSNIFF, **(SESSION if "origin" in asked else {})})


@fault("documents.credentials-stay-home")
def lets_every_site_in(rules: Content) -> Content:
    """Repeats the origin of a request as the one that is allowed, with credentials."""

    def says(asked: Asked) -> Headers:
        origin = asked.get("origin")
        return {**NOSNIFF, **(_allowed(origin) if origin else {})}

    return replace(rules, says=says)


@fault("documents.credentials-stay-home")
def allows_credentials_from_anywhere(rules: Content) -> Content:
    """Allows any origin, and credentials with it."""
    return replace(rules, says=lambda _asked: {**NOSNIFF, **_allowed("*")})


def _allowed(origin: str) -> Headers:
    return {"Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true"}


@fault("documents.type-is-not-guessed")
def lets_browsers_guess(rules: Content) -> Content:
    """Does not tell browsers to keep to the type."""
    return replace(rules, says=lambda _asked: {})
