"""The programs of a one-machine portal: web server, two kinds of workers and the clock."""

import os
import sys
from pathlib import Path

from festival.launch.place import REPOSITORY
from festival.launch.processes import Command

CELERY = [sys.executable, "-m", "celery", "-A", "festival"]


def web(host: str, port: int) -> Command:
    """Many threads, because a slow upload holds one for minutes and must not keep readers waiting."""
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    arguments = [sys.executable, "-m", "gunicorn", "festival.wsgi:application", "--bind", bind]
    arguments += ["--workers", "2", "--worker-class", "gthread", "--threads", "64"]
    arguments += ["--keep-alive", "30", "--timeout", "120", "--graceful-timeout", "3", "--no-control-socket"]
    return Command("web", arguments)


def workers() -> list[Command]:
    """Verdicts, copies and letters are quick and must never queue behind an hour of transcoding.

    Where films lie in a bucket, one worker more carries them there, so that a long way holds up nobody either.
    """
    carries = bool(os.environ.get("S3_BUCKET"))
    quick = "verdict,play,default" if carries else "verdict,play,default,spool"
    found = [
        Command("worker-quick", _worker("quick", quick, concurrency=3)),
        Command("worker-transcode", _worker("transcode", "verify,ladder,chunks", concurrency=1)),
    ]
    return [*found, Command("worker-spool", _worker("spool", "spool", concurrency=2))] if carries else found


def _worker(name: str, queues: str, *, concurrency: int) -> list[str]:
    arguments = [*CELERY, "worker", "--queues", queues, "--concurrency", str(concurrency)]
    return [
        *arguments,
        "--hostname",
        f"{name}@%h",
        "--without-gossip",
        "--without-mingle",
        "--loglevel",
        "INFO",
    ]


def clock(run: Path) -> Command:
    return Command("beat", [*CELERY, "beat", "--schedule", str(run / "beat-schedule"), "--pidfile", ""])


def manage(name: str, *arguments: str, is_shown: bool = False) -> Command:
    """A management command; `is_shown` lets it talk to the terminal."""
    return Command(name, [sys.executable, str(REPOSITORY / "manage.py"), *arguments], is_shown=is_shown)
