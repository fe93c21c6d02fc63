"""A PostgreSQL server that is started for a while and thrown away, on a socket in its own folder."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

# PostgreSQL does not run as root, so root lends it the name of somebody who owns nothing.
NOBODY = "nobody"
PLACES = ("/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt")
SETTINGS = ("listen_addresses=", "fsync=off", "shared_buffers=16MB", "max_connections=40")
STARTING = 30.0


class NoPostgres(Exception):
    """There is no PostgreSQL that can be started here; the message says why."""


@contextmanager
def cluster() -> Iterator[str]:
    """How to connect to an empty server, for the length of a block. Raises `NoPostgres`."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    user = NOBODY if hasattr(os, "geteuid") and os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    try:
        _made(programs, folder, user)
        process = _started(programs, folder, user)
        try:
            yield _awaited(folder, process)
        finally:
            # PostgreSQL takes this as "at once": nothing of it is kept, so nothing need be put in order.
            process.send_signal(signal.SIGQUIT)
            process.wait(STARTING)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(address: str, name: str) -> Iterator[str]:
    """How to connect to a database of one's own on the server."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    yield f"{address} dbname={name}"


def _programs() -> Path:
    """Where `initdb` and `postgres` are: on the path, where Debian and others put them, or in a wheel."""
    found = [Path(place).parent for place in (shutil.which("initdb"),) if place]
    found += sorted((path.parent for place in PLACES for path in Path(place).glob("*/bin/initdb")), reverse=True)
    wheel = importlib.util.find_spec("pgserver")
    found += [Path(place) / "pginstall" / "bin" for place in (wheel.submodule_search_locations or () if wheel else ())]
    usable = (folder for folder in found if (folder / "postgres").exists())
    folder = next(usable, None)
    if folder is None:
        raise NoPostgres("there is no initdb on the path; Debian has it in the package postgresql")
    return folder


def _made(programs: Path, folder: Path, user: str | None) -> None:
    call = [f"{programs}/initdb", "-D", f"{folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
    try:
        done = subprocess.run(call, capture_output=True, text=True, check=False, user=user, cwd=folder)  # noqa: S603
    except (OSError, ValueError) as wrong:
        raise NoPostgres(f"initdb cannot be run: {wrong}") from None
    if done.returncode:
        raise NoPostgres(f"initdb failed: {done.stderr.strip()[-200:]}")


def _started(programs: Path, folder: Path, user: str | None) -> subprocess.Popen[bytes]:
    settings = [part for setting in (*SETTINGS, f"unix_socket_directories={folder}") for part in ("-c", setting)]
    log = (folder / "log").open("wb")
    with log:
        call = [f"{programs}/postgres", "-D", f"{folder}/data", *settings]
        return subprocess.Popen(call, stdout=log, stderr=log, user=user, cwd=folder)  # noqa: S603 - found above


def _awaited(folder: Path, process: subprocess.Popen[bytes]) -> str:
    address, end = f"host={folder} user=postgres", time.monotonic() + STARTING
    while time.monotonic() < end and process.poll() is None:
        try:
            psycopg.connect(address, dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return address
    process.kill()
    raise NoPostgres(f"postgres does not start: {(folder / 'log').read_text('utf-8')[-200:]}")
