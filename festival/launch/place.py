"""Where a portal keeps what lasts, and the promise that only one launcher uses it at a time."""

import errno
import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from festival.launch.exceptions import CannotStart

REPOSITORY = Path(__file__).resolve().parent.parent.parent
LEAST_FREE_BYTES = 1024**3


@dataclass(frozen=True)
class Place:
    """The folder VAR_DIR, `var/` in the repository unless the environment says otherwise."""

    var: Path

    @classmethod
    def from_environment(cls) -> "Place":
        return cls(Path(os.environ.get("VAR_DIR") or REPOSITORY / "var").resolve())

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def run(self) -> Path:
        return self.var / "run"

    def prepare(self) -> None:
        """Make the folders and the two secrets. Raises CannotStart when there is no room or no right to."""
        try:
            for folder in (self.logs, self.run):
                folder.mkdir(parents=True, exist_ok=True)
            self._keep_secret("secret_key")
            self._keep_secret("note_secret")
        except OSError as error:
            raise CannotStart(in_words(error)) from error
        free = shutil.disk_usage(self.var).free
        if free < LEAST_FREE_BYTES:
            raise CannotStart(
                f"Only {free // 1024**2} MB are free where {self.var} lies; "
                f"the portal needs {LEAST_FREE_BYTES // 1024**2} MB to start."
            )

    def _keep_secret(self, name: str) -> None:
        key = self.var / name
        if not key.exists():
            key.touch(mode=0o600)
            key.write_text(secrets.token_urlsafe(64))

    @contextmanager
    def only_one(self, address: str) -> Iterator[None]:
        """Hold the place. The lock ends with the process, so a crash leaves none behind."""
        with (self.run / "launcher.lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                lock.seek(0)
                raise CannotStart(f"This portal runs already: {lock.read().strip()}") from error
            lock.truncate(0)
            lock.write(f"{address} (process {os.getpid()})\n")
            lock.flush()
            yield


def in_words(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "The disk is full; make room and try again."
    return f"{error.strerror or error}: {error.filename}" if error.filename else str(error)
