"""The peak memory of the encoder while it handles a 4K HEVC film, against the limit that it runs under."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from media_pipeline import binaries, budgets, confine, recipes, workbench
from media_pipeline.enums import Step
from media_pipeline.ladder import rungs
from media_pipeline.processes import Limits
from media_pipeline.recipes import Source
from tests import clips
from tests.bench.table import Row

SECONDS = 4
LOOPS = 3
MEGABYTE = 1024**2


def film(folder: Path) -> Path:
    """4K, HEVC, 10 bit, with grain; repeated without encoding it again. What ffmpeg holds does not grow with length."""
    once, target = folder / "once.mp4", folder / "uhd.mp4"
    codec = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none:keyint=48")
    grain = ("-vf", "noise=alls=8:allf=t", "-pix_fmt", "yuv420p10le", "-tag:v", "hvc1")
    clips.film(once, *grain, *codec, size="3840x2160", seconds=SECONDS)
    clips.run("-stream_loop", str(LOOPS - 1), "-i", str(once), "-c", "copy", str(target))
    return target


def measure(folder: Path) -> list[Row]:
    """One pass with everything, as a worker does it: all sizes, and everything that is learnt from every picture."""
    path, bench = film(folder), folder / "bench-uhd"
    bench.mkdir()
    look = workbench.look_at(path)
    assert look.probe is not None
    source, binary = Source(path, look.signature.demuxers, look.probe), binaries.ffmpeg()
    sizes = rungs(source.film)
    for size in sizes:
        (bench / size.name).mkdir(exist_ok=True)
    command = recipes.one_pass(
        binary.path,
        source,
        bench,
        rungs=sizes,
        look=True,
        tone_map=binary.can_tone_map,
        hears=binary.can_fingerprint_sound,
    )
    limits = budgets.limits(Step.LADDER, look.probe)
    limit, (virtual, resident) = limits.memory, _peaks(command, limits)
    return [
        Row(
            f"memory of the encoder, 4K HEVC 10 bit, {SECONDS * LOOPS} s, sizes {' '.join(one.name for one in sizes)}",
            f"{resident / MEGABYTE:.0f} MB resident",
            f"{virtual / MEGABYTE:.0f} MB of addresses",
            f"{virtual / limit:.2f}",
            f"addresses <= {limit / MEGABYTE:.0f} MB (rlimit): {'yes' if virtual <= limit else 'NO'}",
        )
    ]


def _peaks(command: Sequence[str], limits: Limits) -> tuple[int, int]:
    """Bytes of addresses, which is what the limit counts, and of real memory. Raises RuntimeError if it fails."""
    confined = [
        sys.executable,
        "-I",
        "-S",
        confine.__file__,
        str(os.getpid()),
        limits.as_json(),
        "{}",
        *command,
    ]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    program, peaks = subprocess.Popen(confined, env={**os.environ, "MALLOC_ARENA_MAX": "8"}, **quiet), (0, 0)
    while program.poll() is None:
        told = Path(f"/proc/{program.pid}/status").read_text(encoding="ascii")
        now = [
            int(kilobytes) * 1024
            for kilobytes in re.findall(r"^Vm(?:Peak|HWM):\s+(\d+) kB", told, re.MULTILINE)
        ]
        peaks = (max(peaks[0], now[0]), max(peaks[1], now[1])) if now else peaks
        time.sleep(0.05)
    if program.returncode:
        raise RuntimeError(f"{command[0]} ended with {program.returncode}")
    return peaks
