"""The SQLite file: its tables, and how a connection to it is opened."""

from __future__ import annotations

import sqlite3
from pathlib import Path

# `state` is what holds after all entries up to and at an instant; its total is a number in hexadecimal digits.
# `until` is the instant of the entry that superseded this one; null for the latest of its record.
# `upload` is what partners hand in: `asked` is the reservation, `body` what has come.
# `journal` is every version of what the returns are counted from, its data null where that was removed.
# `term` is what entries are found by: each row is one word that leads to one entry, in the order of the log. `holds` is
# 0 where the record answered to the word once and does so no more. An entry has its `words` too: they go with it.
TABLES = """
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entry (
    view TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, until INTEGER,
    kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, op TEXT NOT NULL,
    digest TEXT NOT NULL, words TEXT NOT NULL, item BLOB NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS log ON entry (view, at, seq);
CREATE INDEX IF NOT EXISTS latest ON entry (view, kind, id, until);
CREATE INDEX IF NOT EXISTS live ON entry (view, kind, id) WHERE until IS NULL AND op = 'upsert';
CREATE INDEX IF NOT EXISTS superseded ON entry (until) WHERE until IS NOT NULL;
CREATE TABLE IF NOT EXISTS term (
    view TEXT NOT NULL, word TEXT NOT NULL, at INTEGER NOT NULL, seq INTEGER NOT NULL,
    entry INTEGER NOT NULL, holds INTEGER NOT NULL, PRIMARY KEY (view, word, at, seq)
) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS forget AFTER DELETE ON entry BEGIN
    DELETE FROM term WHERE view = old.view AND word IN (SELECT value FROM json_each(old.words))
        AND at = old.at AND seq = old.seq;
END;
CREATE TABLE IF NOT EXISTS state (
    view TEXT NOT NULL, at INTEGER NOT NULL, records INTEGER NOT NULL, total TEXT NOT NULL, PRIMARY KEY (view, at)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS journal (
    view TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, seq INTEGER NOT NULL, data BLOB,
    PRIMARY KEY (view, kind, id, seq)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS document (
    id TEXT PRIMARY KEY, path TEXT UNIQUE NOT NULL, mime_type TEXT NOT NULL, filename TEXT NOT NULL, body BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS answered (
    caller TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL, at INTEGER NOT NULL, answer BLOB NOT NULL,
    PRIMARY KEY (caller, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS subscription (
    id TEXT PRIMARY KEY, view TEXT NOT NULL, url TEXT NOT NULL, secret TEXT NOT NULL, number INTEGER NOT NULL,
    seq INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS upload (
    id TEXT PRIMARY KEY, view TEXT NOT NULL, document TEXT NOT NULL, path TEXT UNIQUE NOT NULL,
    expires INTEGER NOT NULL, asked BLOB NOT NULL, body BLOB, complete INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS delivery (publisher TEXT PRIMARY KEY, epoch TEXT NOT NULL, last INTEGER NOT NULL);
"""


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection whose transactions are begun by hand. A commit is on disk when it returns."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
    connection.execute("PRAGMA page_size = 16384")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    return connection


def fact(connection: sqlite3.Connection, name: str, otherwise: str) -> str:
    """A remembered fact; the given one is remembered if there is none yet."""
    connection.execute("INSERT OR IGNORE INTO fact VALUES (?, ?)", (name, otherwise))
    value: str = connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()[0]
    return value


def remember(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Set a fact."""
    connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))
