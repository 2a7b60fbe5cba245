"""A database that is away for a moment is waited for, so that a restart of it does not cost an hour's encoding."""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

log = logging.getLogger(__name__)

AWAY = (OperationalError, InterfaceError)
"""What a dead connection, a server that is going down and one that is coming up all raise."""
PATIENCE_S = 120
LONGEST_PAUSE_S = 5
Answer = TypeVar("Answer")


def await_database(patience_s: float = PATIENCE_S) -> None:
    """Return with a connection that works, a new one if need be. Raises OperationalError after ``patience_s``.

    Inside a transaction it does nothing: what was written there is lost with its connection, and the caller must know.
    """
    if connection.in_atomic_block:
        return
    deadline, pause = time.monotonic() + patience_s, 0.2
    while True:
        try:
            if connection.connection is not None and not connection.is_usable():
                connection.close()
            connection.ensure_connection()
        except AWAY:
            if time.monotonic() > deadline:
                raise
            log.warning("The database is away; trying again in %.1f s.", pause)
            time.sleep(pause)
            pause = min(LONGEST_PAUSE_S, pause * 2)
        else:
            return


def patiently(do: Callable[[], Answer]) -> Answer:
    """Do something that may be done twice; once more if the connection died over it. Raises OperationalError."""
    try:
        return do()
    except AWAY:
        if connection.in_atomic_block:
            raise
        await_database()
        return do()
