"""The quality gate of `make test`: style, types, migrations, deployment and translations first, then pytest."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field

from tests.services import template

LINES_OF_A_FAILURE = 30
# For two cores: two of four mostly wait, for a browser, an encoder or a worker that is to die.
WORKERS = "4"
MANAGE = (sys.executable, "manage.py")
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "festival.settings.production",
    "SECRET_KEY": "only-for-the-deployment-check-0123456789-abcdefghijklmnopqrstuvwxyz",
    "NOTE_SECRETS": "only-for-the-deployment-check-zyxwvutsrqponmlkjihgfedcba-9876543210",
    "ALLOWED_HOSTS": "portal.example.org",
    "PORTAL_URL": "https://portal.example.org",
}


@dataclass(frozen=True)
class Check:
    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)


CHECKS = (
    Check("style (ruff)", ("ruff", "check", ".")),
    Check("layout (ruff format)", ("ruff", "format", "--check", ".")),
    Check("types of the pure packages (mypy)", ("mypy",)),
    Check("migrations", (*MANAGE, "makemigrations", "--check", "--dry-run")),
    Check("deployment", (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
    Check("translations", (*MANAGE, "translations", "check")),
)


def main() -> int:
    """Both run in any case, so that one round tells everything; pytest's summary stands last unless a check failed."""
    with template.migrated_template() as migrating:
        print("\nChecking", flush=True)
        failed = [check.name for check in CHECKS if not _passes(check)]
        print("\nTesting", flush=True)
        code = _pytest(sys.argv[1:], template.environment_with(migrating))
    if failed:
        print(f"\nNot passed: {', '.join(failed)}. See above.", flush=True)
    return code or len(failed)


def _passes(check: Check) -> bool:
    began = time.monotonic()
    print(f"  {check.name} ...", end="", flush=True)
    outcome = subprocess.run(
        check.command,
        env={**os.environ, **check.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if outcome.returncode == 0:
        print(f" {time.monotonic() - began:.1f} s", flush=True)
    else:
        last_lines = outcome.stdout.splitlines()[-LINES_OF_A_FAILURE:]
        print(" FAILED", *last_lines, sep="\n    ", flush=True)
    return outcome.returncode == 0


def _pytest(arguments: list[str], more: dict[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", "-n", WORKERS, "--dist", "loadgroup", *arguments]
    environment = {**os.environ, **more, "DJANGO_SETTINGS_MODULE": "festival.settings.test"}
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
