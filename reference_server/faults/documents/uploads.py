"""Ways of getting *Documents*, sections *Uploads* and *Withdrawal*, wrong."""

from __future__ import annotations

import json
from dataclasses import replace

from reference_server.fault import fault
from reference_server.rules import Uploads


@fault("documents.upload-is-reserved", view="partner", mode="sandbox")
def takes_no_bytes_at_its_own_address(rules: Uploads) -> Uploads:
    """Reserves a place, and then takes only forms that are posted there."""
    return replace(rules, methods=("POST",))


@fault("documents.bad-reservation-is-refused", view="partner", mode="sandbox")
def reserves_whatever_is_asked(rules: Uploads) -> Uploads:
    """Makes a place for a file of a negative size."""
    return replace(rules, flaw=lambda _asked: "")


@fault("documents.upload-needs-its-bytes", view="partner", mode="sandbox")
def completes_what_never_came(rules: Uploads) -> Uploads:
    """Believes whoever says that the bytes are there."""
    return replace(rules, checks=False)


@fault("documents.upload-grant-only-writes", view="partner", mode="sandbox")
def lets_the_writer_read(rules: Uploads) -> Uploads:
    """Signs a place for every method, reading among them."""
    return replace(rules, methods=("PUT", "GET"))


@fault("documents.upload-waits-for-completion", view="partner", mode="sandbox")
def publishes_what_is_only_reserved(rules: Uploads) -> Uploads:
    """Publishes the document when its place is reserved, and gives out grants for it."""
    return replace(rules, is_early=True)


@fault("documents.completed-upload-is-available", view="partner", mode="sandbox")
def completes_and_does_not_publish(rules: Uploads) -> Uploads:
    """Says that an upload is complete, and leaves its record to the next night."""
    return replace(rules, keeps=lambda _data: None)


@fault("documents.completed-upload-is-available", view="partner", mode="sandbox")
def renames_what_comes_in(rules: Uploads) -> Uploads:
    """Publishes a file under the name that its store gave it."""
    return replace(rules, keeps=lambda data: {**data, "filename": "upload.bin"})


@fault("documents.wrong-bytes-are-never-available", view="partner", mode="sandbox")
def takes_any_bytes(rules: Uploads) -> Uploads:
    """Does not compare what came with what was announced."""
    return replace(rules, takes=lambda _body, _size, _digest: True)


@fault("documents.wrong-bytes-are-never-available", view="partner", mode="sandbox")
def compares_the_length_alone(rules: Uploads) -> Uploads:
    """Takes bytes of the right number for the right ones."""
    return replace(rules, takes=lambda body, size, _digest: len(body) == size)


@fault("documents.completed-upload-stands", view="partner", mode="sandbox")
def lets_bytes_be_replaced(rules: Uploads) -> Uploads:
    """Keeps whatever comes to the place, as long as the grant to write lives."""
    return replace(rules, overwrites=True)


@fault("documents.completed-upload-stands", view="partner", mode="sandbox")
def destroys_what_it_refuses_to_replace(rules: Uploads) -> Uploads:
    """Refuses bytes that come later, and deletes the file that was there."""
    return replace(rules, spoils=True)


@fault("documents.completion-is-repeatable", view="partner", mode="sandbox")
def completes_only_once(rules: Uploads) -> Uploads:
    """Refuses the second completion as an error of the client."""
    return replace(rules, repeats=False)


@fault("documents.unknown-upload-is-refused", view="partner", mode="sandbox")
def calls_an_unknown_upload_incomplete(rules: Uploads) -> Uploads:
    """Answers 409 for an upload that never was."""
    return replace(rules, unknown="upload-incomplete")


@fault("documents.withdrawal-time-is-declared")
def declares_no_time_for_withdrawal(rules: Uploads) -> Uploads:
    """Does not say how long a withdrawal takes."""
    return replace(rules, seconds=None)


@fault("documents.withdrawal-time-is-declared")
def takes_a_day_to_withdraw(rules: Uploads) -> Uploads:
    """Declares that a withdrawal takes up to a day."""
    return replace(rules, seconds=86_400)


@fault("documents.withdrawn-document-is-a-tombstone", view="partner", mode="sandbox")
def withdraws_without_a_word(rules: Uploads) -> Uploads:
    """Deletes the file, and leaves its record in the feed."""
    return replace(rules, buries=False)


@fault(
    "documents.withdrawn-document-gets-no-grant",
    "documents.unknown-document-is-refused",
    view="partner",
    mode="sandbox",
)
def grants_what_was_withdrawn(rules: Uploads) -> Uploads:
    """Gives grants by the table of files, whatever the view shows."""
    return replace(rules, grants_live_alone=False, clears=False)


@fault("documents.withdrawal-ends-old-grants", view="partner", mode="sandbox")
def leaves_the_bytes_where_they_are(rules: Uploads) -> Uploads:
    """Takes the record off the view, and leaves the file where old grants find it."""
    return replace(rules, clears=False)


@fault("documents.withdrawn-address-is-gone")
def keeps_the_address_of_what_is_gone(rules: Uploads) -> Uploads:
    """Leads from the address of a withdrawn document to its bytes."""
    return replace(rules, shows_live_alone=False)


@fault("documents.submission-keeps-its-bytes", view="partner", mode="sandbox")
def writes_a_submission_again(rules: Uploads) -> Uploads:
    """Reads what an applicant sent, and keeps what its own program makes of it."""
    return replace(rules, holds=lambda body: json.dumps(json.loads(body)).encode())


@fault("documents.submission-keeps-its-bytes", view="partner", mode="sandbox")
def drops_a_submission_when_it_is_read(rules: Uploads) -> Uploads:
    """Makes a case of what an applicant sent, and keeps no bytes of it."""
    return replace(rules, holds=lambda _body: None)
