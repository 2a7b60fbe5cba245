"""Put limits and walls around this process, then become another program.

Started by ``processes.py`` as ``python -I -S confine.py <worker> <limits as JSON> <walls as JSON> program arguments...``. A
small program of its own because code between fork and exec of a threaded worker may deadlock. It must import nothing of the
house.

The walls are Landlock's (Linux 5.13 and later, no privilege and no namespace needed): the process can read what it was
given, write below one folder, and, from Linux 6.7 on, open no TCP connection. They hold for all its children.
"""

import contextlib
import ctypes
import json
import os
import resource
import signal
import stat
import sys

_DIE_WITH_PARENT, _NO_NEW_PRIVILEGES = 1, 38
# The same numbers on every architecture (linux/landlock.h, asm-generic/unistd.h).
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG, _BENEATH = 1, 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_FOLDER = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_FOLDER, _REMOVE_FILE, _MAKE_FOLDER, _MAKE_FILE = 1 << 4, 1 << 5, 1 << 7, 1 << 8
_TRUNCATE = 1 << 14
_RIGHTS_BY_VERSION = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_RIGHTS_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
_LOOK = _EXECUTE | _READ_FILE | _READ_FOLDER
_WORK = _LOOK | _WRITE_FILE | _REMOVE_FOLDER | _REMOVE_FILE | _MAKE_FOLDER | _MAKE_FILE | _TRUNCATE
_TCP, _TCP_SINCE = 0b11, 4
_SCOPES, _SCOPES_SINCE = 0b11, 6
"""No signal to processes and no word to abstract sockets outside."""


class _Ruleset(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scopes", ctypes.c_uint64)]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("rights", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def landlock_version() -> int:
    """Which Landlock this system has; 0 for none."""
    if sys.platform != "linux":
        return 0
    return max(0, _syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION_FLAG))


def die_with(parent: int) -> None:
    """A worker that is killed outright must not leave an encoder behind, also if that happens while we start."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit("The worker died before its program began.")


def limit(limits: dict[str, int]) -> None:
    """Set what the system can set; macOS knows no limit on memory."""
    for name, value in limits.items():
        if name == "nice":
            be_modest(value)
        else:
            with contextlib.suppress(ValueError, OSError, AttributeError):
                resource.setrlimit(getattr(resource, f"RLIMIT_{name.upper()}"), (value, value))


def be_modest(niceness: int) -> None:
    """Let others go first. Where Linux shares the processors out by session (sched(7), autogroup), all of ours must too."""
    os.nice(niceness)
    if niceness:
        with contextlib.suppress(OSError), open("/proc/self/autogroup", "w") as share:  # noqa: PTH123  (pathlib starts slowly)
            share.write(str(niceness))


def wall_in(reads: list[str], writes: list[str]) -> None:
    """From here on this process sees only these files and folders. Raises OSError where that cannot be had."""
    version = landlock_version()
    rights = next(_RIGHTS_BY_VERSION[known] for known in (5, 3, 2, 1) if known <= version)
    ruleset = _Ruleset(
        rights, _TCP if version >= _TCP_SINCE else 0, _SCOPES if version >= _SCOPES_SINCE else 0
    )
    size = 8 * (1 + (version >= _TCP_SINCE) + (version >= _SCOPES_SINCE))
    rules = _checked(_CREATE_RULESET, ctypes.byref(ruleset), ctypes.c_size_t(size), 0)
    for path in reads:
        _allow(rules, path, _LOOK & rights)
    for path in writes:
        _allow(rules, path, _WORK & rights)
    ctypes.CDLL(None).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    _checked(_RESTRICT_SELF, rules, 0)
    os.close(rules)


def _allow(rules: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return  # not every system has a /lib64
    if not stat.S_ISDIR(os.fstat(place).st_mode):
        rights &= _RIGHTS_OF_FILES
    _checked(_ADD_RULE, rules, _BENEATH, ctypes.byref(_Beneath(rights, place)), 0)
    os.close(place)


def _checked(number: int, *arguments: object) -> int:
    answer = _syscall(number, *arguments)
    if answer < 0:
        raise OSError(ctypes.get_errno(), f"Landlock: {os.strerror(ctypes.get_errno())}")
    return answer


def _syscall(number: int, *arguments: object) -> int:
    return int(ctypes.CDLL(None, use_errno=True).syscall(number, *arguments))


if __name__ == "__main__":
    die_with(int(sys.argv[1]))
    limit(json.loads(sys.argv[2]))
    if walls := json.loads(sys.argv[3]):
        wall_in(walls["reads"], walls["writes"])
    os.execv(sys.argv[4], sys.argv[4:])  # noqa: S606
