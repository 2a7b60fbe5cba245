"""The small commands around a portal: one beside services, one step of the set-up."""

import os
import subprocess
import sys

import pytest

from festival.launch import setup_step
from festival.launch.place import REPOSITORY

pytestmark = pytest.mark.launch

ASK_BOTH = """
import os, psycopg2, redis
connection = psycopg2.connect(os.environ["DATABASE_URL"])
redis.Redis.from_url(os.environ["REDIS_URL"]).ping()
print("both answer", flush=True)
raise SystemExit(3)
"""


def launch(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}
    }
    return subprocess.run(
        [sys.executable, "-m", "festival.launch", *arguments],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_command_beside_services_keeps_its_exit_code() -> None:
    finished = launch("with-services", "--", sys.executable, "-c", ASK_BOTH)
    assert (finished.returncode, finished.stdout, finished.stderr) == (3, "both answer\n", "")


def test_a_missing_command_is_one_sentence() -> None:
    finished = launch("with-services", "--", "/nowhere/projector")
    assert finished.returncode == 1
    assert finished.stderr == "\ncommand cannot be started: No such file or directory (/nowhere/projector).\n"


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full; make room and try again."),
        (
            "NewConnectionError: [Errno -3] Temporary failure in name resolution",
            "The package registry cannot be reached; check the network and try again.",
        ),
        (
            "npm error code ENOTFOUND",
            "The package registry cannot be reached; check the network and try again.",
        ),
        (
            "THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "A package differs from the one that was pinned; do not go on with it.",
        ),
        ("one\ntwo", "This step failed:\none\ntwo"),
    ],
)
def test_a_failed_step_is_one_sentence(output: str, sentence: str) -> None:
    assert setup_step.in_words(output) == sentence
