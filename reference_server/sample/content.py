"""Bytes for documents that do not exist: the same for the same name, of the size that is asked for."""

from __future__ import annotations

from functools import lru_cache
from random import Random

HEADS = {
    "application/pdf": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff\xe0",
    "application/zip": b"PK\x05\x06",
    "image/svg+xml": b'<svg xmlns="http://www.w3.org/2000/svg"><!-- ',
    "text/html": b"<!doctype html><title>A sample</title><!-- ",
}


@lru_cache(maxsize=512)
def content(name: str, mime_type: str, size: int) -> bytes:
    """A head that fits the type, then noise that names can be told apart by."""
    head = HEADS.get(mime_type, f"Sample of {name}\n".encode())[:size]
    rest = size - len(head)
    if mime_type.startswith("text/") or mime_type == "image/svg+xml":
        words = f"{name}; ".encode("ascii", "replace")
        return head + (words * (rest // len(words) + 1))[:rest]
    return head + Random(name).randbytes(rest)
