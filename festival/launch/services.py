"""The two servers behind a portal, embedded unless the environment already names some."""

import os
from pathlib import Path

from festival.launch import postgres, redis
from festival.launch.processes import Processes
from festival.launch.progress import step


def start(processes: Processes, data: Path) -> dict[str, str]:
    """The environment of a portal whose data shall last: DATABASE_URL and REDIS_URL."""
    environment = {}
    if "DATABASE_URL" not in os.environ:
        with step("Starting PostgreSQL"):
            environment["DATABASE_URL"] = postgres.start(processes, data / "postgres", database="portal")
    if "REDIS_URL" not in os.environ:
        with step("Starting Redis"):
            environment["REDIS_URL"] = redis.start(processes, data / "redis", keep=True)
    return environment


def start_for_tests(processes: Processes, data: Path) -> dict[str, str]:
    """The same two, faster because nothing of theirs has to outlive the tests."""
    environment = {}
    if "DATABASE_URL" not in os.environ:
        environment["DATABASE_URL"] = postgres.start(
            processes, data / "postgres", database="portal", options=postgres.FAST_AND_FORGETFUL
        )
    if "REDIS_URL" not in os.environ:
        environment["REDIS_URL"] = redis.start(processes, data / "redis", keep=False)
    return environment
