"""A film in pieces: the pictures of each one apart, the sound once for all, and everything together again."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import ffmpeg as graph

from media_pipeline.chunks.planning import Cut
from media_pipeline.ffmpeg import input_guards, source
from media_pipeline.ladder import OWN_PIECE_S, Rung, output_rate
from media_pipeline.recipes.opening import Source, command, open_film
from media_pipeline.recipes.picture import upright
from media_pipeline.recipes.streams import PLAYLIST, aac, h264, hls, sounds_for

TRACK = "track.mp4"
_NAMELESS = {"map_metadata": -1, "map_chapters": -1}


def picture_file(rung_name: str) -> str:
    """What a rung's pictures are called, those of a piece as well as those of the whole film."""
    return f"{rung_name}.mp4"


def list_packets(binary: str, src: Source) -> list[str]:
    """Ask ffprobe for the time and the flags of each packet of the film stream, and when the whole file starts."""
    guards = [part for name, value in input_guards(src.demuxers).items() for part in (f"-{name}", str(value))]
    asked = [
        "-select_streams",
        str(src.film.index),
        "-show_entries",
        "packet=pts_time,flags:format=start_time",
    ]
    return [
        binary,
        "-hide_banner",
        "-v",
        "error",
        *guards,
        *asked,
        "-of",
        "compact=p=0:nk=1",
        source(src.path),
    ]


def chunk(
    binary: str,
    src: Source,
    out: Path,
    *,
    cut: Cut,
    rungs: Sequence[Rung],
    preset: str = "veryfast",
    tone_map: bool = True,
) -> list[str]:
    """Decode from the key frame before a cut; encode exactly its pictures, in all rungs."""
    film, rate = src.film, output_rate(src.film)
    opened = open_film(src, **_approach(cut, rate))
    picture = (
        opened[str(film.index)]
        # Pictures get their number in the whole film; then they are taken by number, and no second is rounded.
        .filter("fps", fps=f"{rate.numerator}/{rate.denominator}")
        .filter("trim", **_numbers(cut))
        # From its own first picture: if that is missing, so is one of the number, and the join will notice.
        .filter("setpts", "PTS-STARTPTS")
    )
    picture = upright(picture, film, tone_map=tone_map, largest=rungs[0])
    if len(rungs) > 1:
        # Taken by number: ffmpeg-python's multi-output node has no end to iterate to.
        split = picture.filter_multi_output("split", len(rungs))
        pictures = [split[copy] for copy in range(len(rungs))]
    else:
        pictures = [picture]
    outputs = [
        graph.output(
            one.filter("scale", rung.width, rung.height).filter("setsar", 1),
            str(out / picture_file(rung.name)),
            **h264(rung, rate, preset, opening=cut.first == 0),
            **_reserve(cut, rung),
            **_pieces_of_mp4(),
        )
        for one, rung in zip(pictures, rungs, strict=True)
    ]
    return command(binary, outputs, "-copyts", "-start_at_zero")


def _approach(cut: Cut, rate: Fraction) -> dict[str, Any]:
    if not cut.first:
        return {}
    # A quarter of a picture beyond it: a key frame on the cut itself is found, whatever its time was rounded to.
    # From there on nothing is dropped by time, only by number.
    return {"ss": f"{float((cut.first + Fraction(1, 4)) / rate):.6f}", "noaccurate_seek": None}


def _numbers(cut: Cut) -> dict[str, int]:
    return {"start_pts": cut.first} | ({} if cut.end is None else {"end_pts": cut.end})


def _reserve(cut: Cut, rung: Rung) -> dict[str, Any]:
    # In the middle of a film a capped encoder has used up part of its reserve. One that believes in a full one spends
    # it again after every cut: 7 % more bytes in pieces of four seconds, and peaks above the promised bandwidth.
    return {"rc_init_occupancy": f"{rung.bufsize_k * 3 // 5}k"} if cut.first else {}


def _pieces_of_mp4() -> dict[str, Any]:
    # Fragments can be put behind each other; times within them as in the segments that viewers get.
    flags = "+frag_keyframe+empty_moov+default_base_moof+negative_cts_offsets"
    return {"f": "mp4", "movflags": flags, **_NAMELESS}


def track(binary: str, src: Source, out: Path) -> list[str]:
    """Encode the whole sound once: an encoder that starts anew at each cut would leave a gap of 20 ms."""
    heard = sounds_for(open_film(src, vn=None), src, 1)[0]
    return command(binary, [heard.output(str(out / TRACK), f="mp4", **aac(), **_NAMELESS)])


def together(binary: str, folder: Path, names: Sequence[str], out: Path, *, with_sound: bool) -> list[str]:
    """Cut the joined pictures and the sound into HLS, as the encoder of a single pass would; nothing is encoded."""
    sounds = [_own(folder / TRACK)["a"]] if with_sound else []
    outputs = []
    for name in names:
        (out / name).mkdir(parents=True, exist_ok=True)
        streams = [_own(folder / picture_file(name))["v"], *sounds]
        outputs.append(
            graph.output(*streams, str(out / name / PLAYLIST), c="copy", **hls(out / name, OWN_PIECE_S))
        )
    return command(binary, outputs)


def _own(path: Path) -> Any:
    return graph.input(source(path), **input_guards(("mov",)))
