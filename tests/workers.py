"""Real Celery workers as separate processes, on the test's own database, broker and media folder."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

HOUSE = Path(__file__).resolve().parent.parent


@contextmanager
def worker(
    log: Path, queues: str = "verdict,play,verify,chunks,ladder,default,spool", *, name: str = "worker"
) -> Iterator[subprocess.Popen[bytes]]:
    """Run one worker with one child until the block ends; its words go to ``log``."""
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "festival",
        "worker",
        "-Q",
        queues,
        "-n",
        f"{name}@%h",
        "-c",
        "1",
        "-l",
        "INFO",
    ]
    with log.open("ab") as words:
        process = subprocess.Popen(
            command, cwd=HOUSE, env=surroundings(), stdout=words, stderr=words, start_new_session=True
        )
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """As when the power fails: the worker and its children at once, nobody says goodbye."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


def surroundings() -> dict[str, str]:
    """The environment in which a process sees what this test sees."""
    database = connection.settings_dict
    host = f"?host={quote(database['HOST'])}" + (f"&port={database['PORT']}" if database["PORT"] else "")
    login = f"{quote(database['USER'])}:{quote(database['PASSWORD'])}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "festival.settings.local",
        "DATABASE_URL": f"postgresql://{login}@/{database['NAME']}{host}",
        "REDIS_URL": settings.REDIS_URL,
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "SPOOL_ROOT": str(settings.SPOOL_ROOT),
        "VAR_DIR": str(settings.VAR_DIR),
        "SECRET_KEY": settings.SECRET_KEY,
        "NOTE_SECRETS": ",".join(settings.NOTE_SECRETS),
    }


def wait_until(
    happened: Callable[[], object], *, within_s: float, what: str | Callable[[], str], every_s: float = 0.1
) -> None:
    """Look ten times a second, or as told; say plainly what did not happen."""
    deadline = time.monotonic() + within_s
    while not happened():
        if time.monotonic() > deadline:
            raise AssertionError(f"Not within {within_s} s: {what if isinstance(what, str) else what()}.")
        time.sleep(every_s)
