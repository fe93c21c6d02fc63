"""Checks of *Documents*, section *Grants*."""

from __future__ import annotations

import hashlib

from conformance.check import check
from conformance.evidence import Expiry
from conformance.model.finding import Findings


@check("documents.grant-opens-its-document", unseen="the feed holds no document that is available")
def a_live_grant_gives_the_bytes_that_it_states(expiry: Expiry) -> Findings:
    """A register that shows another file shows the public something else than the council decided on."""
    got, stated = expiry.before, expiry.grant
    digest = hashlib.sha256(got.body).hexdigest()
    if got.status != 200:
        yield expiry.breach("200 with the document's bytes", f"status {got.status} {got.trouble}".strip(), got)
    elif len(got.body) != stated.get("fileSize"):
        yield expiry.breach(f"{stated.get('fileSize')} bytes, as granted", f"{len(got.body)} bytes", got)
    elif digest != stated.get("sha256"):
        yield expiry.breach(f"bytes with the SHA-256 digest {stated.get('sha256')}", f"bytes with {digest}", got)
