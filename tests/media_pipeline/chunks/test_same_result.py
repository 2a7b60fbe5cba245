"""A film encoded in pieces is the film encoded at once: pictures, times, segments, sound."""

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from media_pipeline import binaries, workbench
from media_pipeline.chunks import bench as chunk_bench
from media_pipeline.chunks import fragments, planning
from media_pipeline.chunks.planning import Cut
from media_pipeline.ladder import Rung, output_rate
from media_pipeline.recipes import PLAYLIST, Source, picture_file
from tests.media_pipeline.chunks import films

pytestmark = pytest.mark.media


@dataclass(frozen=True)
class Both:
    """The same film made in both ways."""

    src: Source
    cuts: tuple[Cut, ...]
    rungs: tuple[Rung, ...]
    single: Path
    joined: Path


def source_of(path: Path) -> Source:
    look = workbench.look_at(path)
    return Source(path, look.signature.demuxers, look.probe)


def two_rungs(src: Source) -> tuple[Rung, ...]:
    film = src.film
    width, height = film.width // 2 * 2, film.height // 2 * 2
    return Rung("large", width, height, 21, 6000), Rung("small", width // 4 * 2, height // 4 * 2, 23, 1600)


def made_both_ways(path: Path, folder: Path) -> Both:
    src = source_of(path)
    rungs = two_rungs(src)
    # The smallest size is never made in pieces; here both are, so a third stands for it.
    plan = planning.plan(
        src.probe, (*rungs, rungs[-1]), chunk_bench.read_map(src), planning.Farm(**films.FARM)
    )
    assert plan.whole is None
    single, joined, parts = folder / "single", folder / "joined", folder / "parts"
    for place in (single, joined, parts):
        place.mkdir()
    workbench.make(src, single, rungs=rungs, look=False)
    in_pieces(src, plan.cuts, rungs, parts, joined)
    return Both(src, plan.cuts, rungs, single, joined)


def in_pieces(src: Source, cuts: tuple[Cut, ...], rungs: tuple[Rung, ...], parts: Path, out: Path) -> None:
    for number, cut in enumerate(cuts):
        (parts / str(number)).mkdir()
        chunk_bench.encode_pictures(src, parts / str(number), cut, rungs)
    if src.probe.sound:
        chunk_bench.encode_sound(src, parts)
    for rung in rungs:
        name = picture_file(rung.name)
        with (parts / name).open("wb") as target:
            whole = fragments.Whole(target, output_rate(src.film))
            for number, cut in enumerate(cuts):
                with (parts / str(number) / name).open("rb") as piece:
                    whole.add(piece, cut.count)
        assert whole.pictures == src.film.packets
    chunk_bench.put_together(
        parts, [rung.name for rung in rungs], out, with_sound=src.probe.sound is not None
    )


def packets(playlist: Path, kind: str, entries: str) -> list[dict]:
    command = [binaries.ffprobe().path, "-v", "error", "-select_streams", kind, "-show_packets"]
    asked = ["-show_entries", f"packet={entries}", "-show_data_hash", "sha256", "-of", "json", str(playlist)]
    done = subprocess.run([*command, *asked], check=True, capture_output=True, timeout=60)
    return json.loads(done.stdout)["packets"]


def times(playlist: Path) -> list[tuple[int, bool]]:
    found = packets(playlist, "v", "pts,flags")
    return sorted((packet["pts"], "K" in packet["flags"]) for packet in found)


def sound(playlist: Path) -> list[tuple[int, int, str]]:
    found = packets(playlist, "a", "pts,duration,data_hash")
    return [(packet["pts"], packet["duration"], packet["data_hash"]) for packet in found]


def likeness(one: Path, other: Path) -> float:
    command = [binaries.ffmpeg().path, "-nostdin", "-v", "info", "-i", str(one), "-i", str(other)]
    # Picture by picture: ffmpeg 8.1 counts the times of two HLS inputs from different beginnings.
    pairs = "[0:v]setpts=N/24/TB[one];[1:v]setpts=N/24/TB[other];[one][other]ssim"
    done = subprocess.run(
        [*command, "-lavfi", pairs, "-f", "null", "-"], check=True, capture_output=True, timeout=60
    )
    return float(re.findall(rb"All:([\d.]+)", done.stderr)[-1])


@pytest.mark.parametrize(
    "clip",
    [films.cinema, films.upright_from_the_editor, films.rounded_to_milliseconds, films.turned, films.bright],
)
def test_the_joined_film_is_the_single_pass_s(tmp_path: Path, clip):
    both = made_both_ways(clip(), tmp_path)
    assert len(both.cuts) >= 2
    for rung in both.rungs:
        single, joined = both.single / rung.name / PLAYLIST, both.joined / rung.name / PLAYLIST
        assert times(joined) == times(single)
        assert len(times(joined)) == both.src.film.packets
        assert joined.read_text() == single.read_text()
        assert sound(joined) == sound(single)
        assert likeness(joined, single) > 0.99
