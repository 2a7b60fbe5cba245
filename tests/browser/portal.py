"""A whole portal for the browser journeys: web server, workers and beat as `make run` starts them, on data of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

import psycopg2

from festival.launch.ports import free_port
from tests.browser.stagehand import HOUSE, Stagehand
from tests.services import template

PATIENCE_S = 240


@dataclass(frozen=True)
class Portal:
    address: str
    environment: dict[str, str]
    log: Path

    @cached_property
    def stagehand(self) -> Stagehand:
        return Stagehand(self.environment, self.log.with_name("stagehand.log"))

    def run(self, script: str) -> str:
        """Run Python beside the portal, on its database; returns what it prints."""
        return self.stagehand.perform(script)


@contextmanager
def running_portal(folder: Path, **more: str) -> Iterator[Portal]:
    """Start it, wait until it answers, stop it again. Services are the tests' own, the database is new.

    `more` goes into its environment. Where the gate has made a migrated database, the portal begins with a copy:
    that a portal migrates an empty one is what tests/launch proves.
    """
    port = free_port()
    services = os.environ["DATABASE_URL"]
    database = f"journey_{os.getpid()}"
    _say_to(services, f"DROP DATABASE IF EXISTS {database}", f"CREATE DATABASE {database}{_as_template()}")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "festival.settings.local",
        "DATABASE_URL": urlunsplit(urlsplit(services)._replace(path=f"/{database}")),
        "REDIS_URL": _redis_of_its_own(),
        "VAR_DIR": str(folder),
        "PORTAL_URL": f"http://127.0.0.1:{port}",
        **more,
    }
    for name in ("MEDIA_ROOT", "SPOOL_ROOT", "SECRET_KEY", "NOTE_SECRETS"):
        environment.pop(name, None)
    log = folder / "launcher.log"
    command = [
        sys.executable,
        "-m",
        "festival.launch",
        "run",
        "--no-demo",
        "--follow-parent",
        "--port",
        str(port),
    ]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=HOUSE, env=environment, stdout=out, stderr=subprocess.STDOUT)
        portal = Portal(environment["PORTAL_URL"], environment, log)
        try:
            _wait_until_it_answers(portal, process)
            yield portal
        finally:
            portal.stagehand.leave()
            process.terminate()
            process.wait(timeout=60)
            _say_to(services, f"DROP DATABASE {database} WITH (FORCE)")


def _wait_until_it_answers(portal: Portal, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        assert process.poll() is None, portal.log.read_text()
        try:
            with urlopen(f"{portal.address}/healthz/", timeout=5) as answer:  # noqa: S310 - our own address
                if answer.status == 200:
                    return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    raise AssertionError(f"The portal does not answer:\n{portal.log.read_text()}")


def _say_to(server: str, *sentences: str) -> None:
    """Statements that must stand outside a transaction."""
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for sentence in sentences:
            cursor.execute(sentence)
    connection.close()


def _as_template() -> str:
    name = os.environ.get(template.VARIABLE)
    return f' TEMPLATE "{name}"' if name else ""


def _redis_of_its_own() -> str:
    """Another numbered database of the tests' Redis, so that no worker takes another test's or portal's work."""
    ours = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return urlunsplit(urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{15 - int(ours) % 8}"))
