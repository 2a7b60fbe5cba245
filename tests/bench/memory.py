"""What a worker holds in memory while it handles a 4K HEVC film, against the limit that its programs run under."""

import re
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Self

import psutil

from festival.models import User
from media_pipeline.enums import UNDER_WAY, AssetState
from media_pipeline.processes import Limits
from tests import clips
from tests.bench import meter, way
from tests.bench.sending import Sender
from tests.bench.table import Row

ONCE_S = 4
"""Made once, then repeated without being encoded again: what a film shows does not matter here, its length does."""
SHORT_S = 12
LONG_S = 600
PATIENCE_S = 4 * 3600
LOOK_EVERY_S = 0.25
MEGABYTE = 1024**2


def measure_short(sender: Sender, owner: User, folder: Path) -> list[Row]:
    """So long that the encoder has filled all its queues: two minutes on two cores."""
    return _measure(sender, owner, folder, SHORT_S)


def measure_long(sender: Sender, owner: User, folder: Path) -> list[Row]:
    """Ten minutes of film, which proves that length adds nothing: a quarter of an hour on two idle cores."""
    return _measure(sender, owner, folder, LONG_S)


def film(folder: Path, seconds: int) -> Path:
    """4K, HEVC, 10 bit, with grain."""
    once, target = folder / "once.mp4", folder / f"uhd-{seconds}.mp4"
    codec = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none:keyint=48")
    grain = ("-vf", "noise=alls=8:allf=t", "-pix_fmt", "yuv420p10le", "-tag:v", "hvc1")
    clips.film(once, *grain, *codec, size="3840x2160", seconds=ONCE_S)
    clips.run("-stream_loop", str(seconds // ONCE_S - 1), "-i", str(once), "-c", "copy", str(target))
    return target


@dataclass
class Scales:
    """Peaks in bytes, of the programs that workers start, of a worker's own process, and of one with all it started."""

    addresses: int = 0
    program: int = 0
    worker: int = 0
    together: int = 0
    _over: Event = field(default_factory=Event)

    def __enter__(self) -> Self:
        self._thread = Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(LOOK_EVERY_S):
            for master in meter.programs("celery", "worker"):
                with suppress(psutil.NoSuchProcess):
                    for worker in master.children():
                        self._weigh(worker)

    def _weigh(self, worker: psutil.Process) -> None:
        _, own, now = _status(worker.pid)
        self.worker = max(self.worker, own)
        for program in worker.children(recursive=True):
            addresses, peak, resident = _status(program.pid)
            self.addresses, self.program = max(self.addresses, addresses), max(self.program, peak)
            now += resident
        self.together = max(self.together, now)


def _status(number: int) -> tuple[int, int, int]:
    """Bytes: the peak of addresses, which is what the limit counts; the peak of real memory; real memory now."""
    try:
        told = Path(f"/proc/{number}/status").read_text(encoding="ascii")
    except OSError:  # it has just ended
        return 0, 0, 0
    found = dict(re.findall(r"^(VmPeak|VmHWM|VmRSS):\s+(\d+) kB", told, re.MULTILINE))
    return tuple(int(found.get(name, 0)) * 1024 for name in ("VmPeak", "VmHWM", "VmRSS"))


def _measure(sender: Sender, owner: User, folder: Path, seconds: int) -> list[Row]:
    path = film(folder, seconds)
    limit, began = Limits().memory, time.monotonic()
    with Scales() as scales:
        asset, _ = way.send(sender, owner, path)
        asset = way.wait(asset, UNDER_WAY, patience_s=PATIENCE_S, look_every_s=LOOK_EVERY_S)
    if asset.state != AssetState.READY:
        raise RuntimeError(f"{path.name} is {asset.state}: {asset.reason}")
    what = f"4K HEVC 10 bit, {seconds} s, {path.stat().st_size / MEGABYTE:.0f} MB, ready after {time.monotonic() - began:.0f} s"
    kept = "yes" if scales.addresses <= limit else "NO"
    return [
        Row(
            f"memory of a worker with its programs: {what}",
            f"{scales.together / MEGABYTE:.0f} MB resident",
            f"{scales.worker / MEGABYTE:.0f} MB the worker alone",
            f"{scales.together / scales.worker:.2f}",
            "reported",
        ),
        Row(
            f"memory of its largest program, {seconds} s",
            f"{scales.program / MEGABYTE:.0f} MB resident",
            f"{scales.addresses / MEGABYTE:.0f} MB of addresses",
            f"{scales.addresses / limit:.2f}",
            f"addresses <= {limit / MEGABYTE:.0f} MB (rlimit): {kept}",
        ),
    ]
