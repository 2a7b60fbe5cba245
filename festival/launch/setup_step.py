"""Runs one command of the set-up quietly: `setup_step.py "Installing the packages" -- pip install ...`.

Run as a script by the Makefile before any package is there, so it uses only the standard library. The command's
output goes to var/log/setup.log; a failure becomes one plain sentence.
"""

import subprocess
import sys
import time
from pathlib import Path

LOG = Path(__file__).resolve().parent.parent.parent / "var" / "log" / "setup.log"

SENTENCES = {
    "No space left on device": "The disk is full; make room and try again.",
    "ENOSPC": "The disk is full; make room and try again.",
    "Temporary failure in name resolution": "The package registry cannot be reached; check the network and try again.",
    "Name or service not known": "The package registry cannot be reached; check the network and try again.",
    "nodename nor servname provided": "The package registry cannot be reached; check the network and try again.",
    "Network is unreachable": "The package registry cannot be reached; check the network and try again.",
    "Connection refused": "The package registry cannot be reached; check the network and try again.",
    "NewConnectionError": "The package registry cannot be reached; check the network and try again.",
    "ENOTFOUND": "The package registry cannot be reached; check the network and try again.",
    "EAI_AGAIN": "The package registry cannot be reached; check the network and try again.",
    "ECONNREFUSED": "The package registry cannot be reached; check the network and try again.",
    "ensurepip is not": "Python's venv module is missing; install it (on Debian: apt install python3-venv) and try again.",
    "No module named venv": "Python's venv module is missing; install it (on Debian: apt install python3-venv).",
    "THESE PACKAGES DO NOT MATCH THE HASHES": "A package differs from the one that was pinned; do not go on with it.",
    "EINTEGRITY": "An npm package differs from the one that was pinned; do not go on with it.",
}


def main() -> int:
    doing, separator, *command = sys.argv[1:]
    if separator != "--" or not command:
        raise SystemExit(__doc__)
    print(f"  {doing} ...", end="", flush=True)
    began = time.monotonic()
    code, output = _run(command)
    if code == 0:
        print(f" {time.monotonic() - began:.1f} s", flush=True)
        return 0
    print(flush=True)
    if code > 0:  # else somebody interrupted
        print(f"\n{in_words(output)}\nAll of it is in {LOG}", file=sys.stderr, flush=True)
    return 1


def _run(command: list[str]) -> tuple[int, str]:
    try:
        LOG.parent.mkdir(parents=True, exist_ok=True)
        with LOG.open("a+", errors="replace") as log:
            print("\n$", *command, file=log, flush=True)
            start = log.tell()
            code = subprocess.run(
                command, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=False
            ).returncode
            log.seek(start)
            return code, log.read()
    except KeyboardInterrupt:
        return -1, ""
    except OSError as error:
        return 1, f"{error.strerror}: {error.filename}"


def in_words(output: str) -> str:
    for sign, sentence in SENTENCES.items():
        if sign in output:
            return sentence
    return "This step failed:\n" + "\n".join(output.strip().splitlines()[-8:])


if __name__ == "__main__":
    sys.exit(main())
