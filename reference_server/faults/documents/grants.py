"""Ways of getting *Documents*, section *Grants*, wrong."""

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
