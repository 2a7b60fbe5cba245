"""Put limits on this process, then become another program.

Started by ``ffmpeg.py`` as ``python -I -S confine.py <limits as JSON> program arguments...``. A small program of its
own because code between fork and exec of a threaded worker may deadlock. It must import nothing of the house.
"""

import contextlib
import ctypes
import json
import os
import resource
import signal
import sys

_DIE_WITH_PARENT = 1


def confine(limits: dict[str, int]) -> None:
    """Set what the system can set; macOS knows no limit on memory."""
    for name, value in limits.items():
        if name == "nice":
            os.nice(value)
        else:
            with contextlib.suppress(ValueError, OSError, AttributeError):
                resource.setrlimit(getattr(resource, f"RLIMIT_{name.upper()}"), (value, value))
    if sys.platform == "linux":
        # A worker that is killed outright must not leave an encoder writing behind its successor's back.
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


if __name__ == "__main__":
    confine(json.loads(sys.argv[1]))
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606
