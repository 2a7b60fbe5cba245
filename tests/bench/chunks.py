"""A film that two machines of one core each encode in pieces, and one such machine in one pass.

The machines are threads bound to a core each: what they start - ffmpeg, x264 - sees that one core and no more. All
they do is the house's own work: look at every picture and make the smallest size, make the pieces, join them.
"""

import os
import re
import subprocess
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from media_pipeline import binaries, workbench
from media_pipeline.chunks import bench, fragments
from media_pipeline.chunks.planning import Cut, Farm, plan, shared
from media_pipeline.ladder import Rung, output_rate, rungs
from media_pipeline.recipes import PLAYLIST, Source, picture_file
from tests import clips
from tests.bench import films, meter
from tests.bench.table import Row, row

SECONDS = 12
FARM = Farm(workers=2, worth_s=0, shortest_s=4)
EVERY = 6
"""VMAF looks at each so-manieth picture; more would cost more time than the encoding that it judges."""


@dataclass(frozen=True)
class Result:
    """What one way of encoding gave: seconds on the clock, and the largest size."""

    seconds: float
    stream: Path

    @property
    def bytes(self) -> int:
        """Of the largest size, all its segments."""
        return sum(path.stat().st_size for path in self.stream.parent.iterdir())


def measure(folder: Path) -> list[Row]:
    """Speed, size and quality of both ways. Nothing where programs cannot be bound to a core, or there is only one."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if len(cores) < 2:
        print("    (needs two cores to bind workers to: left out)")
        return []
    source = _source(folder)
    began_s = meter.orphans_s()
    alone = _alone(source, folder / "alone", cores[0])
    between_s = meter.orphans_s()
    together = _together(source, folder / "together", cores[:2])
    more = 100 * ((meter.orphans_s() - between_s) / (between_s - began_s) - 1)
    unit, best = _quality(alone.stream, source.path)
    _, ours = _quality(together.stream, source.path)
    bits = 100 * (together.bytes / alone.bytes - 1)
    speed = f"{alone.seconds / together.seconds:.2f} x as fast"
    told = f"{speed}; CPU {more:+.0f} %; 1080: {bits:+.1f} % bytes, {unit} {ours:.4g} ({ours - best:+.2g})"
    what = f"film in pieces of {FARM.shortest_s:.0f} s, two one-core workers (floor: one, one pass)"
    return [row(what, together.seconds, alone.seconds, "s", told)]


def _source(folder: Path) -> Source:
    path = folder / "chunks.mp4"
    clips.film(path, *films.GRAIN, "-g", "48", "-b:v", "16M", size=films.HD, seconds=SECONDS)
    look = workbench.look_at(path)
    assert look.probe is not None
    return Source(path, look.signature.demuxers, look.probe)


def _alone(source: Source, out: Path, core: int) -> Result:
    sizes = rungs(source.film)
    out.mkdir()
    seconds = _timed([core], [partial(workbench.make, source, out, rungs=sizes)])
    return Result(seconds, out / sizes[0].name / PLAYLIST)


def _together(source: Source, out: Path, cores: list[int]) -> Result:
    sizes, parts = rungs(source.film), out / "parts"
    parts.mkdir(parents=True)
    began = time.monotonic()
    cuts = plan(source.probe, sizes, bench.read_map(source), FARM).cuts
    seconds = time.monotonic() - began
    jobs = [
        partial(workbench.make, source, out, rungs=sizes[-1:]),
        partial(bench.encode_sound, source, parts),
    ]
    jobs += [partial(_piece, source, parts / str(number), cut, sizes) for number, cut in enumerate(cuts)]
    seconds += _timed(cores, jobs) + _timed(cores[:1], [partial(_join, source, parts, cuts, sizes, out)])
    return Result(seconds, out / sizes[0].name / PLAYLIST)


def _timed(cores: list[int], jobs: Iterable[Callable[[], object]]) -> float:
    """Seconds that workers, one a core, need for these jobs; each takes the next when it is done with one."""
    free = iter(cores)
    began = time.monotonic()
    with ThreadPoolExecutor(len(cores), initializer=lambda: os.sched_setaffinity(0, {next(free)})) as workers:
        for done in [workers.submit(job) for job in jobs]:
            done.result()
    return time.monotonic() - began


def _piece(source: Source, out: Path, cut: Cut, sizes: tuple[Rung, ...]) -> None:
    out.mkdir()
    bench.encode_pictures(source, out, cut, shared(sizes))


def _join(source: Source, parts: Path, cuts: tuple[Cut, ...], sizes: tuple[Rung, ...], out: Path) -> None:
    for rung in shared(sizes):
        name = picture_file(rung.name)
        with (parts / name).open("wb") as target:
            whole = fragments.Whole(target, output_rate(source.film))
            for number, cut in enumerate(cuts):
                with (parts / str(number) / name).open("rb") as piece:
                    whole.add(piece, cut.count)
    bench.put_together(parts, [rung.name for rung in shared(sizes)], out, with_sound=True)


def _quality(stream: Path, original: Path) -> tuple[str, float]:
    """VMAF, 0 to 100, where this ffmpeg can; else SSIM, 0 to 1."""
    command = [binaries.ffmpeg().path, "-nostdin", "-v", "info", "-i", str(stream), "-i", str(original)]
    # Both from nought: a player shows them so, while ffmpeg begins HLS two frames late.
    pair = "[0:v]setpts=PTS-STARTPTS[made];[1:v]setpts=PTS-STARTPTS[film];[made][film]"
    measures = (
        ("VMAF", f"{pair}libvmaf=n_threads=2:n_subsample={EVERY}", rb"VMAF score: ([\d.]+)"),
        ("SSIM", f"{pair}ssim", rb"All:([\d.]+)"),
    )
    for name, graph, score in measures:
        done = subprocess.run(
            [*command, "-lavfi", graph, "-f", "null", "-"], check=False, capture_output=True
        )
        if found := re.findall(score, done.stderr):
            return name, float(found[-1])
    raise RuntimeError("This ffmpeg measures neither VMAF nor SSIM.")
