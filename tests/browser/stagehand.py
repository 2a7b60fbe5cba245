"""Runs scripts beside the portal, each after the other: one process that has loaded the portal once.

Run as a module it is that process: a script a line comes in, what the script printed goes out, both as JSON.
"""

import contextlib
import io
import json
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent.parent


class Stagehand:
    """Begins with the first script, and anew after one that failed."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.environment, self.log = environment, log
        self.process: subprocess.Popen[str] | None = None

    def perform(self, script: str) -> str:
        """What the script prints. Fails with its traceback where it does."""
        if self.process is None:
            self.process = self._begin()
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(script) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            self.leave()
        assert answer, self.log.read_text(encoding="utf-8")
        return json.loads(answer)

    def leave(self) -> None:
        if self.process is not None:
            with self.process:
                self.process.kill()
            self.process = None

    def _begin(self) -> "subprocess.Popen[str]":
        command = [sys.executable, "-W", "ignore", "-m", "tests.browser.stagehand"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        with self.log.open("wb") as words:
            return subprocess.Popen(command, cwd=HOUSE, env=self.environment, stderr=words, **pipes)


def main() -> None:
    import django

    django.setup()
    from django.db import connections

    for line in sys.stdin:
        with contextlib.redirect_stdout(io.StringIO()) as said:
            exec(json.loads(line), {"__name__": "__main__"})  # noqa: S102 - the tests' own scripts
        connections.close_all()
        sys.stdout.write(json.dumps(said.getvalue().strip()) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
