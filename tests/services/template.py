"""A database with all migrations done, made beside the checks: each pytest worker copies it in a second."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

import psycopg2

VARIABLE = "TEST_DATABASE_TEMPLATE"
NAME = f"migrated_for_tests_{os.getpid()}"


@contextmanager
def migrated_template() -> Iterator[subprocess.Popen[bytes]]:
    """Migrates while the body runs; `environment_with` waits for it. The database is dropped at the end."""
    here = os.environ["DATABASE_URL"]
    _do(here, f'CREATE DATABASE "{NAME}"')
    environment = {**os.environ, "DATABASE_URL": urlsplit(here)._replace(path=f"/{NAME}").geturl()}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    migrating = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield migrating
    finally:
        migrating.kill()
        migrating.wait()
        _do(here, f'DROP DATABASE "{NAME}" WITH (FORCE)')


def environment_with(migrating: "subprocess.Popen[bytes]") -> dict[str, str]:
    """Where the migrations fail, nobody copies anything: the workers migrate themselves, and tell why."""
    return {VARIABLE: NAME} if migrating.wait() == 0 else {}


def _do(address: str, statement: str) -> None:
    with closing(psycopg2.connect(address)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
