"""Ways of getting *Publication*, section *Personal data*, wrong."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from reference_server.fault import App, fault
from reference_server.wire import Entry, edits_data


def _adds(app: App, kind: str, member: str, words: str) -> App:
    """An application whose records of a kind end, in one of their texts, with some words."""
    return edits_data(app, kind, lambda data: {**data, member: f"{data.get(member, '')} {words}".strip()})


@fault("publication.shows-no-email-address")
def names_the_agent_in_the_description(app: App) -> App:
    """Publishes the description as the agent has typed it, with where to reach him."""
    return _adds(app, "application", "description", "(agent: j.example@drawings.example)")


@fault("publication.shows-no-email-address")
def titles_a_letter_by_its_sender(app: App) -> App:
    """Titles a document by the first line of the message that it came with."""
    return _adds(app, "document", "name", "from neighbour77@mail.example")


@fault("publication.shows-no-telephone-number")
def says_how_to_get_in(app: App) -> App:
    """Publishes the officer's note on how to get into the site."""
    return _adds(app, "application", "notes", "Key with applicant, 07700 900123.")


@fault("publication.shows-no-telephone-number")
def gives_the_number_of_a_site(app: App) -> App:
    """Has the telephone number of the farm in its address."""
    return _adds(app, "site", "addressText", "(01632) 960 001")


@fault("publication.shows-no-telephone-number")
def gives_a_number_as_abroad(app: App) -> App:
    """Writes a telephone number into the reasons, as one dials it from another country."""

    def edit(data: Entry) -> Entry:
        return {**data, "refusalReasons": [*data.get("refusalReasons", []), "Ask on +44 (0)20 7946 0999."]}

    return edits_data(app, "decision", edit)


@fault("publication.shows-no-insurance-number")
def says_why_no_fee_is_due(app: App) -> App:
    """Publishes what proves that no fee is due."""
    return _adds(app, "document", "description", "Exempt, award letter of NI no. AB123456C")


@fault("publication.shows-no-insurance-number")
def files_by_insurance_number(app: App) -> App:
    """Files an applicant's papers by a number that everybody has."""
    return _adds(app, "application", "notes", "See also AB 12 34 56 C")


@fault("publication.shows-no-credential")
def pastes_a_token(app: App) -> App:
    """Publishes a note with the token of the portal's session, pasted with the address of a screen."""
    parts = [urlsafe_b64encode(part).decode().rstrip("=") for part in (b'{"alg": "HS256"}', b'{"sub": "clerk"}')]
    return _adds(app, "application", "notes", ".".join((*parts, "c2lnbmF0dXJlLW9mLWEtc2FtcGxl")))


@fault("publication.shows-no-credential")
def keeps_the_header_of_a_call(app: App) -> App:
    """Publishes how a document was fetched, header and all."""
    return _adds(app, "document", "description", "Authorization: Bearer 0123456789abcdef0123456789abcdef")
