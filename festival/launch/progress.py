"""Lines on the terminal while the portal gets ready. Unbuffered, so that a pipe shows them at once too."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


def say(sentence: str = "") -> None:
    print(sentence, flush=True)


def complain(sentence: str) -> None:
    print(f"\n{sentence}", file=sys.stderr, flush=True)


@contextmanager
def step(doing: str) -> Iterator[None]:
    """Says what is being done, then how long it took."""
    print(f"  {doing} ...", end="", flush=True)
    began = time.monotonic()
    took = ""
    try:
        yield
        took = f" {time.monotonic() - began:.1f} s"
    finally:
        print(took, flush=True)
