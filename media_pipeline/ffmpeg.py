"""Run ffmpeg and ffprobe on files of strangers: whitelisted, limited, alone with one film, and always ended."""

import json
import shlex
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from media_pipeline import binaries, confine, hostile, processes
from media_pipeline.packets import PacketReader, PacketRun
from media_pipeline.processes import Finished, Limits, ProcessFailedError, Walls

MAX_PIXELS = 36_000_000
PROBE_LIMITS = Limits(wall_s=60, cpu_s=60, memory=3 * 1024**3, file_bytes=0, output_lines=50_000)
SCAN_LIMITS = replace(PROBE_LIMITS, wall_s=600, output_lines=100)
_KILLED = frozenset(128 + number for number in (4, 6, 7, 8, 9, 11, 15, 24, 25))
"""How bubblewrap tells of a program that a signal ended; ffmpeg's own codes for bad films lie elsewhere."""
_OF_THE_DISK = ("No space left on device", "Disk quota exceeded", "Read-only file system")
_TAIL_LINES = 20
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/fonts")


class FfmpegError(Exception):
    """ffmpeg failed. ``command`` can be pasted into a shell, ``tail`` is the end of what it said."""

    def __init__(
        self, command: str, tail: str, *, timed_out: bool = False, returncode: int | None = None
    ) -> None:
        """Keep what the operator needs; the filmmaker gets another sentence."""
        self.command, self.tail, self.timed_out, self.returncode = command, tail, timed_out, returncode
        super().__init__(
            f"{'stopped after its time' if timed_out else f'ended with {returncode}'}: {tail[-400:]}"
        )

    @property
    def is_ours(self) -> bool:
        """True when the machine failed, not the film: a limit, a kill, a full disk."""
        killed = self.returncode is None or self.returncode < 0 or self.returncode in _KILLED
        words = (*_OF_THE_DISK, "Cannot allocate memory", "Permission denied")
        return self.timed_out or killed or any(word in self.tail for word in words)


def input_guards(demuxers: Sequence[str]) -> dict[str, Any]:
    """Options that every opening of an uploaded file carries.

    Without them ffmpeg follows a playlist named film.mp4 into another maker's film.
    """
    return {
        "protocol_whitelist": "file",
        "format_whitelist": ",".join(demuxers),
        "max_streams": 64,
        "probesize": "20M",
        "analyzeduration": "20M",
    }


def source(path: Path) -> str:
    """Name a file so that no name can be an option, a pattern or another protocol."""
    return f"file:{path.absolute()}"


def run(
    command: Sequence[str],
    *,
    reads: Path,
    writes: Path | None = None,
    needs: Sequence[Path] = (),
    limits: Limits,
    on_progress: Callable[[float], None] | None = None,
    on_line: Callable[[str], None] | None = None,
    on_tick: Callable[[], None] | None = None,
) -> Finished:
    """Run one ffmpeg or ffprobe command within its limits; it sees ``reads`` and writes below ``writes``.

    ``needs`` names what another program than those must see of the machine besides (its library, its script).
    ``on_progress`` gets the seconds of film that are done, when the command holds ``-progress pipe:1``;
    ``on_line`` takes the output over, line by line, in another thread; ``on_tick`` is called several times a second
    in the caller's own. Raises FfmpegError.
    """
    boxed = [*_sandbox(command[0], reads, writes, needs), *command]
    progress = _Progress(on_progress)

    def tick() -> None:
        progress.tell()
        if on_tick is not None:
            on_tick()

    try:
        return processes.run(
            boxed,
            limits=limits,
            confined=True,
            walls=_walls(command[0], reads, writes, needs),
            on_line=on_line or progress.read,
            on_tick=tick,
            cwd=writes,
        )
    except ProcessFailedError as error:
        raise FfmpegError(
            shlex.join(command),
            _last_words(error.stderr),
            timed_out=error.timed_out,
            returncode=error.returncode,
        ) from error


def _last_words(lines: Sequence[str]) -> str:
    """The end of what was said; before it what was said of the disk, which the encoders' statistics push out of sight."""
    of_the_disk = [
        line
        for line in lines[:-_TAIL_LINES]
        if "[info]" not in line and any(word in line for word in _OF_THE_DISK)
    ]
    return "\n".join([*of_the_disk[:3], *lines[-_TAIL_LINES:]])


def probe(path: Path, demuxers: Sequence[str]) -> Mapping[str, Any]:
    """Ask ffprobe for format and streams. Raises FfmpegError when it cannot open the file."""
    command = [*_ffprobe(demuxers), "-show_format", "-show_streams", "-of", "json", source(path)]
    finished = run(command, reads=path, limits=PROBE_LIMITS)
    try:
        return hostile.mapping(json.loads("\n".join(finished.stdout)))
    except ValueError as error:
        raise FfmpegError(shlex.join(command), "the report is not JSON", returncode=0) from error


def scan_packets(path: Path, demuxers: Sequence[str]) -> dict[int, PacketRun]:
    """Walk over all packets without decoding any. Raises FfmpegError."""
    entries = "packet=stream_index,pts_time,dts_time,duration_time,size,flags"
    command = [*_ffprobe(demuxers), "-show_entries", entries, "-of", "compact=p=0", source(path)]
    reader = PacketReader()
    run(command, reads=path, limits=SCAN_LIMITS, on_line=reader.feed)
    return dict(reader.runs)


def _ffprobe(demuxers: Sequence[str]) -> list[str]:
    guards = [part for name, value in input_guards(demuxers).items() for part in (f"-{name}", str(value))]
    return [binaries.ffprobe().path, "-hide_banner", "-v", "error", *guards]


class _Progress:
    """Take the time from ffmpeg's ``-progress`` lines, and tell it in the caller's own thread."""

    def __init__(self, on_progress: Callable[[float], None] | None) -> None:
        self._on_progress, self._done, self._told = on_progress, 0.0, 0.0

    def read(self, line: str) -> None:
        """See one line of stdout."""
        name, _, value = line.partition("=")
        if name == "out_time_us" and (done := hostile.number(value)) is not None:
            self._done = max(self._done, done / 1_000_000)

    def tell(self) -> None:
        """Report when there is news."""
        if self._on_progress is not None and self._done > self._told:
            self._told = self._done
            self._on_progress(self._done)


def _sandbox(program: str, reads: Path, writes: Path | None, needs: Sequence[Path]) -> list[str]:
    """Let bubblewrap hide every other film, the network and the rest of the machine, where it works.

    Paths keep their names inside, so that a command can be pasted and tried without the sandbox.
    """
    if not sandbox_works():
        return []
    # No --new-session: processes.py began one already, without a terminal; in one session they are ended together, and
    # what confine.py said of their priority holds for all.
    box = ["bwrap", "--unshare-all", "--die-with-parent", "--cap-drop", "ALL"]
    box = [shutil.which("bwrap") or "bwrap", *box[1:], "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]  # noqa: S108
    for path in _of_the_machine(program, needs):
        box += ["--ro-bind-try", path, path]
    box += ["--ro-bind", str(reads.resolve()), str(reads.absolute())]
    if writes is not None:
        box += ["--bind", str(writes.resolve()), str(writes.resolve())]
    return [*box, "--"]


def _of_the_machine(program: str, needs: Sequence[Path]) -> list[str]:
    """What a program needs to start at all."""
    homes = (str(Path(program).resolve().parent), str(Path(program).parent))
    return [*_SYSTEM, *homes, *map(str, needs)]


def _walls(program: str, reads: Path, writes: Path | None, needs: Sequence[Path]) -> Walls | None:
    """Where bubblewrap may not work (in most containers), the kernel's own Landlock shuts out the same."""
    if sandbox_works() or not landlock_works():
        # A process behind Landlock's walls may mount nothing, so bubblewrap could not build its own inside.
        return None
    machine = [*_of_the_machine(program, needs), *_DEVICES, "/sys/devices/system/cpu"]
    written = () if writes is None else (str(writes.resolve()),)
    return Walls((*machine, str(reads.resolve())), (*written, "/dev/null"))


@cache
def landlock_works() -> bool:
    """Whether the kernel has Landlock and lets us use it; old container runtimes refuse its calls."""
    return confine.landlock_version() > 0


@cache
def sandbox_works() -> bool:
    """Whether bubblewrap is here and may make its namespaces (inside a container it often may not)."""
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        return False
    binds = [part for path in _SYSTEM for part in ("--ro-bind-try", path, path)]
    try:
        processes.run([bwrap, "--unshare-all", *binds, "/usr/bin/true"], limits=Limits(wall_s=10))
    except (OSError, ProcessFailedError):
        return False
    return True
