"""A real gunicorn beside the test, on the test's database, with a spool of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode
from uuid import UUID

from django.conf import settings
from django.db import connection


@dataclass
class Server:
    port: int
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def originals(self) -> list[bytes]:
        """What the workshop has received."""
        return [path.read_bytes() for path in (self.folder / "media/originals").rglob("*") if path.is_file()]

    def spool(self, upload_id: UUID) -> bytes:
        return (self.folder / "spool" / upload_id.hex).read_bytes()

    def spooled(self, upload_id: UUID) -> int:
        path = self.folder / "spool" / upload_id.hex
        return path.stat().st_size if path.exists() else 0

    def clear(self) -> None:
        """Nothing spooled, nothing received: as it was at the start."""
        for name in ("spool", "media"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def workers(self) -> list[int]:
        found = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, check=False)
        return [int(pid) for pid in found.stdout.split()]


@contextmanager
def gunicorn(folder: Path, *, threads: int = 8) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "festival.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--threads", str(threads), "--log-level", "warning"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, env=_environment(folder), stdout=log, stderr=log)
    try:
        _wait_for(port, process)
        yield Server(port, folder, process)
    finally:
        process.terminate()
        process.wait(20)


def _environment(folder: Path) -> dict[str, str]:
    row = connection.settings_dict
    host = urlencode({"host": row["HOST"], **({"port": row["PORT"]} if row["PORT"] else {})})
    user = f"{quote(row['USER'])}:{quote(row['PASSWORD'])}"
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "festival.settings.local",
        "DATABASE_URL": f"postgresql://{user}@/{row['NAME']}?{host}",
        "REDIS_URL": settings.REDIS_URL,
        "VAR_DIR": str(folder),
        "SPOOL_ROOT": str(folder / "spool"),
        "MEDIA_ROOT": str(folder / "media"),
        "UPLOAD_DISK_RESERVE_BYTES": "1000000",
        "SECRET_KEY": settings.SECRET_KEY,
    }


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 90
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("gunicorn did not start")
