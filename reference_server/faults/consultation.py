"""Ways of getting the chapter *Consultation* wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from reference_server.fault import App, fault
from reference_server.rules import Publication, Rules
from reference_server.rules.publication import Change, Data
from reference_server.sample.council import cases, minted
from reference_server.wire import Entry, edits_data, edits_entries

OPINIONS = ("consulteeResponse", "publicComment")


def _of_the_first_case(kind: str, number: int) -> str:
    """A record of the council's first case, which is live in every view."""
    return minted(kind, f"{cases()[0].local_key}|{number}")


def _edits_opinions(app: App, edit: Callable[[Data], Data]) -> App:
    return edits_data(edits_data(app, OPINIONS[0], edit), OPINIONS[1], edit)


def _edits_parts(app: App, edit: Callable[[str], str]) -> App:
    """Edits what the public reads of a comment."""

    def change(data: Data) -> Data:
        parts = [{**part, "text": edit(part["text"])} for part in data.get("textRedacted", ())]
        return {**data, "textRedacted": parts} if parts else data

    return edits_data(app, "publicComment", change)


def _says(member: str, value: Any) -> Callable[[Data], Data]:  # noqa: ANN401 - JSON
    """Says another thing in a member that is there."""
    return lambda data: {**data, member: value} if member in data else data


def _without(member: str) -> Callable[[Data], Data]:
    return lambda data: {name: value for name, value in data.items() if name != member}


@fault("consultation.kinds-are-served")
def leaves_responses_in_the_mailbox(rules: Rules) -> Rules:
    """Claims to do consultations, and has the responses in its e-mail."""

    def settle(changes: tuple[Change, ...]) -> tuple[Change, ...]:
        return tuple(change for change in changes if change.kind != "consulteeResponse")

    def describe(facts: dict[str, Any]) -> dict[str, Any]:
        return {**facts, "kinds": [kind for kind in facts["kinds"] if kind != "consulteeResponse"]}

    publication = replace(rules.publication, settle=settle)
    return replace(rules, publication=publication, discovery=replace(rules.discovery, describe=describe))


@fault("consultation.round-has-its-own-number")
def numbers_every_round_one(app: App) -> App:
    """Opens the second round with the form of the first, its number among it."""
    return edits_data(app, "consultation", _says("round", 1))


@fault("consultation.later-round-has-a-higher-number")
def counts_rounds_from_the_last(app: App) -> App:
    """Numbers the rounds as its screen lists them, the latest first."""
    return edits_data(app, "consultation", lambda data: {**data, "round": 3 - data["round"]})


@fault("consultation.missing-notice-has-no-day")
def takes_an_unticked_box_for_no(app: App) -> App:
    """Says that there was no notice, beside the day of the notice, because nobody ticked the box."""
    return edits_data(app, "consultation", _says("siteNotice", False))


@fault("consultation.request-is-of-its-case")
def asks_under_another_case(app: App) -> App:
    """Files every request under the consultation that it opened first."""
    return edits_data(app, "consultationRequest", _says("consultation", _of_the_first_case("consultation", 1)))


@fault("consultation.sent-request-has-its-day")
def forgets_when_it_asked(app: App) -> App:
    """Says that a request is sent, and not when."""
    return edits_data(app, "consultationRequest", _without("requestedDate"))


@fault("consultation.sent-request-has-its-day")
def plans_what_it_has_sent(app: App) -> App:
    """Leaves requests on `planned` when they have gone out."""
    return edits_data(app, "consultationRequest", _says("status", "planned"))


@fault("consultation.response-is-of-its-case")
def answers_another_request(app: App) -> App:
    """Files every response under the request that it sent first."""
    first = _of_the_first_case("consultationRequest", 1)
    return edits_data(app, "consulteeResponse", _says("consultationRequest", first))


@fault("consultation.one-response-stands")
def keeps_both_responses(app: App) -> App:
    """Stores a second response beside the first, and does not say that it takes its place."""
    return edits_data(app, "consulteeResponse", _without("supersedes"))


@fault("consultation.supersedes-the-same-request")
def supersedes_itself(app: App) -> App:
    """Names in a new response the response that stands now, which is the new one."""

    def edit(entry: Entry) -> Entry:
        data = entry.get("data") or {}
        if entry["kind"] != "consulteeResponse" or "supersedes" not in data:
            return entry
        return {**entry, "data": {**data, "supersedes": entry["id"]}}

    return edits_entries(app, edit)


@fault("consultation.supersedes-the-same-request")
def supersedes_another_bodys_response(app: App) -> App:
    """Names the response that came in before, whoever gave it."""
    first = _of_the_first_case("consulteeResponse", 0)

    def edit(entry: Entry) -> Entry:
        if entry["kind"] != "consulteeResponse" or entry["op"] != "upsert" or entry["id"] == first:
            return entry
        return {**entry, "data": {"supersedes": first, **entry["data"]}}

    return edits_entries(app, edit)


@fault("consultation.response-is-not-before-request")
def dates_the_response_like_its_template(app: App) -> App:
    """Takes the day of a response from the template of the letter."""
    return edits_data(app, "consulteeResponse", _says("receivedDate", "2019-01-07"))


@fault("consultation.unsaid-is-absent")
def takes_pending_for_a_position(app: App) -> App:
    """Writes `pending` where a body has not taken a position."""
    return edits_data(app, "consulteeResponse", lambda data: {"position": "pending", **data})


@fault("consultation.unsaid-is-absent")
def takes_not_stated_for_a_sentiment(app: App) -> App:
    """Writes `Not stated` for what everybody who commented thinks."""
    return edits_data(app, "publicComment", _says("sentiment", "Not stated"))


@fault("consultation.redacted-text-differs", view="partner")
def gives_the_whole_text_as_redacted(app: App) -> App:
    """Falls back to the whole text where the redacted one is asked for."""
    return edits_data(
        app,
        "consulteeResponse",
        lambda data: {**data, "textRedacted": data["text"]} if "textRedacted" in data else data,
    )


@fault("consultation.comment-is-of-its-case")
def puts_comments_under_another_case(app: App) -> App:
    """Files every comment under the consultation that it opened first."""
    return edits_data(app, "publicComment", _says("consultation", _of_the_first_case("consultation", 1)))


@fault("consultation.shown-after-received")
def dates_publication_by_the_migration(app: App) -> App:
    """Takes the night in which the old register was moved for the instant at which all was published."""
    return _edits_opinions(app, _says("publishedAt", "2014-06-01T02:00:00.000Z"))


@fault("consultation.shown-when-published")
def forgets_when_it_was_shown(app: App) -> App:
    """Shows comments and responses, and does not say since when."""
    return _edits_opinions(app, _without("publishedAt"))


@fault("consultation.shown-when-published", "consultation.shown-when-looked-at")
def shows_comments_as_they_come(rules: Publication) -> Publication:
    """Puts a comment on the register when it arrives, before anybody has read it."""
    register = {minted("application", case.local_key) for case in cases() if case.row["published"] == "yes"}

    def settle(changes: tuple[Change, ...]) -> tuple[Change, ...]:
        comments = [c for c in changes if c.kind == "publicComment" and c.data and c.data["application"] in register]
        return tuple(replace(change, reach="public") if change in comments else change for change in changes)

    return replace(rules, settle=settle)


@fault("consultation.shown-when-looked-at")
def shows_what_nobody_has_read(app: App) -> App:
    """Publishes on a timer, and says itself that nobody has looked."""
    return _edits_opinions(app, _says("redactionStatus", "not-assessed"))


@fault("consultation.shown-when-looked-at")
def shows_what_is_withheld(app: App) -> App:
    """Marks a response as withheld, and goes on showing it."""
    return edits_data(app, "consulteeResponse", _says("redactionStatus", "withheld"))


@fault("consultation.comment-shows-no-contact")
def leaves_the_telephone_number(app: App) -> App:
    """Takes names out of a comment, and leaves the number to ring."""
    return _edits_parts(app, lambda text: f"{text} Ring me on 01632 960018.")


@fault("consultation.comment-shows-no-contact")
def leaves_the_email_address(app: App) -> App:
    """Shows the signature that an e-mail programme put under a comment."""
    return _edits_parts(app, lambda text: f"{text} --\nP. O., p.o+home@mail.example")


def _shows_too(rules: Publication, kind: str, *members: str) -> Publication:
    """Lists some members more of one kind for every view."""

    def shows(of: str, view: str, data: Data) -> Data:
        more = {name: data[name] for name in members if name in data} if of == kind else {}
        return {**rules.shows(of, view, data), **more}

    return replace(rules, shows=shows)


@fault("consultation.people-are-for-the-case-alone", "publication.view-is-allow-listed")
def shows_who_commented(rules: Publication) -> Publication:
    """Prints the name and the address under a comment, as the letters page of a newspaper does."""
    return _shows_too(rules, "publicComment", "authorName", "authorAddress")


@fault("consultation.people-are-for-the-case-alone", "publication.view-is-allow-listed")
def shows_whom_it_wrote_to_at_a_body(rules: Publication) -> Publication:
    """Shows with a request the person to whom it went."""
    return _shows_too(rules, "consultationRequest", "contactName", "contactEmail")


@fault("consultation.neighbours-are-for-the-case-alone", "publication.view-is-allow-listed")
def lists_the_neighbours(rules: Publication) -> Publication:
    """Publishes with a consultation the addresses to which it sent letters."""
    return _shows_too(rules, "consultation", "neighboursNotified")
