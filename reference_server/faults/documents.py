"""Ways of getting the chapter *Documents* wrong."""

from __future__ import annotations

from dataclasses import replace

from reference_server.fault import fault
from reference_server.rules import Documents


@fault("documents.grant-opens-its-document")
def cuts_the_document_short(rules: Documents) -> Documents:
    """Sends all but the last byte of a document."""
    return replace(rules, content=lambda body: body[:-1])


@fault("documents.grant-opens-its-document")
def stamps_the_document(rules: Documents) -> Documents:
    """Writes its own first byte over the document's, as a system that adds a watermark does."""
    return replace(rules, content=lambda body: b"#" + body[1:])


@fault("documents.grant-opens-its-document")
def grants_what_is_over(rules: Documents) -> Documents:
    """Refuses a grant at once."""
    return replace(rules, admits=lambda _now, _expires: False)


@fault("documents.grant-expires")
def never_looks_at_the_clock(rules: Documents) -> Documents:
    """Checks the signature of a grant and not its end."""
    return replace(rules, admits=lambda _now, _expires: True)


@fault("documents.grant-expires")
def compares_seconds_with_milliseconds(rules: Documents) -> Documents:
    """Compares the clock in seconds with an end in milliseconds."""
    return replace(rules, admits=lambda now, expires: now // 1000 < expires)
