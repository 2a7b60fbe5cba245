"""Finding and checking TCP ports on this machine."""

import errno
import socket

from festival.launch.exceptions import CannotStart


def free_port() -> int:
    """A port on the loopback that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def ensure_free(host: str, port: int) -> None:
    """Refuse early and in words when the portal's address is taken or not ours to take."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(
            socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
        )  # as gunicorn does: TIME_WAIT is no refusal
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotStart(_refusal(host, port, error)) from error


def _refusal(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program; choose another one: make run PORT={port + 10}"
    if error.errno == errno.EACCES:
        return f"Port {port} is reserved for the administrator; choose one above 1023: make run PORT=8000"
    return f"The portal cannot listen on {host}, port {port}: {error.strerror}."
