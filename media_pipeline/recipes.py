"""Build the arguments of ffmpeg; each option is there for a reason, and the reason stands beside it.

Nothing here runs anything: ``ffmpeg.py`` does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import ffmpeg as graph

from media_pipeline.ffmpeg import MAX_PIXELS, input_guards, source
from media_pipeline.ladder import (
    AUDIO_K,
    KEY_FRAME_S,
    SEGMENT_S,
    Quality,
    Rung,
    fit,
    output_rate,
    storyboard_grid,
    tile_size,
)
from media_pipeline.probe import HDR_TRANSFERS, AudioStream, FilmStream, Probe

PLAYLIST = "media.m3u8"
STORYBOARD = "storyboard.jpg"
POSTER = "poster.jpg"
_CHECK_WIDTH = 320
"""Black and frozen pictures show as well at this size, at a hundredth of the cost."""
_TO_SDR = (
    # PQ and HLG need linear light before the tone curve; without it highlights turn grey. npl: reference white.
    ("zscale", {"t": "linear", "npl": 100}),
    ("format", {"pix_fmts": "gbrpf32le"}),
    ("zscale", {"p": "bt709"}),
    ("tonemap", {"tonemap": "hable", "desat": 0}),
    ("zscale", {"t": "bt709", "m": "bt709", "r": "tv"}),
)


@dataclass(frozen=True)
class Source:
    """A film as the recipes need it."""

    path: Path
    demuxers: tuple[str, ...]
    probe: Probe

    @property
    def film(self) -> FilmStream:
        """The film stream; recipes are only cooked for files that have one."""
        if self.probe.film is None:
            raise ValueError("There is no film stream to work on.")
        return self.probe.film


def sound_check(binary: str, src: Source) -> list[str]:
    """Decode the sound alone (180 times faster than the film lasts): loudness, true peak, silence."""
    sound = _sound(src)
    heard = (
        _open(src, vn=None)[str(sound.index)]
        # peak=true: over-sampled peaks, what a converter will make of the samples.
        # verbose: only the summary is printed at our level (5.1 does not know "quiet").
        .filter("ebur128", peak="true", framelog="verbose")
        # -60 dB for two seconds is what nobody hears as sound.
        .filter("silencedetect", noise="-60dB", duration=2)
    )
    return _command(binary, [heard.output("-", f="null")])


def remux(binary: str, src: Source, out: Path) -> list[str]:
    """Cut a web-safe film into HLS without touching a picture: there to watch after a quarter of a second."""
    opened = _open(src)
    streams = [opened[str(src.film.index)]]
    options: dict[str, Any] = {"c:v": "copy", **_hls(out)}
    if src.probe.sound:
        streams.append(opened[str(src.probe.sound.index)])
        options |= {"c:a": "copy"} if plays_in_browsers(src.probe.sound) else _aac()
    return _command(binary, [graph.output(*streams, str(out / PLAYLIST), **options)])


def plays_in_browsers(sound: AudioStream) -> bool:
    """Only stereo AAC-LC is copied: browsers mix 5.1 down each in their own way."""
    return sound.codec == "aac" and sound.profile == "LC" and sound.channels <= 2


def one_pass(
    binary: str,
    src: Source,
    out: Path,
    *,
    rungs: Sequence[Rung] = (),
    preset: str = "veryfast",
    check: bool = True,
    storyboard: bool = True,
    tone_map: bool = True,
) -> list[str]:
    """Decode once and make everything from it: rungs, checks, storyboard (half the time of one run for each).

    Without rungs it is the check alone, which costs 3 % more than decoding.
    """
    film = src.film
    opened = _open(src)
    copies = len(rungs) + int(check) + int(storyboard)
    pictures = _upright(opened[str(film.index)], film, tone_map=tone_map, largest=rungs[0] if rungs else None)
    branches = pictures.filter_multi_output("split", copies) if copies > 1 else [pictures]
    sounds = _sounds(opened, src, len(rungs))
    outputs = []
    for position, rung in enumerate(rungs):
        (out / rung.name).mkdir(parents=True, exist_ok=True)
        streams = [branches[position], *sounds[position : position + 1]]
        outputs.append(_rung(streams, rung, src.film, out / rung.name, preset))
    if check:
        outputs.append(_check(branches[len(rungs)], opened, src, with_sound=not rungs))
    if storyboard:
        outputs.append(_storyboard(branches[copies - 1], src, out / STORYBOARD))
    return _command(binary, outputs)


def poster(binary: str, src: Source, out: Path, *, at_s: float, tone_map: bool = True) -> list[str]:
    """One telling picture near a time: the most typical of the dozen frames there, never a flash or a fade."""
    # Seeking before opening jumps to the key frame and decodes from there.
    opened = _open(src, ss=round(at_s, 3), an=None)
    picture = _upright(opened[str(src.film.index)], src.film, tone_map=tone_map, largest=None)
    width, height = poster_size(src.film)
    picture = picture.filter("thumbnail", 12).filter("scale", width, height).filter("setsar", 1)
    written = picture.filter("format", "yuvj420p").output(
        str(out / POSTER), f="image2", vcodec="mjpeg", **{"frames:v": 1, "q:v": 3, "update": 1}
    )
    return _command(binary, [written])


def poster_size(film: FilmStream) -> tuple[int, int]:
    """Large enough for a page's head, at most 1280 on the long side."""
    return fit(film.width, film.height, Quality(720, 1280, 0, 0))


def _open(src: Source, **more: Any) -> Any:
    return graph.input(
        source(src.path),
        # A picture of 200 kB can unpack to 727 MB; this is refused before any memory is taken.
        max_pixels=MAX_PIXELS,
        **input_guards(src.demuxers),
        **more,
    )


def _sound(src: Source) -> AudioStream:
    if src.probe.sound is None:
        raise ValueError("There is no sound to work on.")
    return src.probe.sound


def _upright(stream: Any, film: FilmStream, *, tone_map: bool, largest: Rung | None) -> Any:
    """Mend what every branch needs mended once: interlacing, high dynamic range, uneven frame rate.

    ffmpeg turns the picture by its display matrix by itself, before the first filter.
    """
    if film.interlaced:
        # One picture for each frame, not for each field: the frame count stays what the film has.
        stream = stream.filter("bwdif", mode="send_frame")
    if film.hdr and film.transfer in HDR_TRANSFERS and tone_map:
        if largest:
            # Tone mapping costs more than decoding; at the size of the largest rung it costs half.
            stream = stream.filter("scale", largest.width, largest.height)
        for name, options in _TO_SDR:
            stream = stream.filter(name, **options)
    return stream.filter("format", "yuv420p")


def _sounds(opened: Any, src: Source, copies: int) -> list[Any]:
    """The sound once for each rung: hls.js/light knows no shared sound track, and AAC costs one per cent."""
    if src.probe.sound is None or not copies:
        return []
    # The sound starts where the pictures start, and gaps become silence, else lips run away.
    track = opened[str(src.probe.sound.index)].filter("aresample", **{"async": 1, "first_pts": 0})
    if copies == 1:
        return [track]
    # Taken by number: ffmpeg-python's multi-output node has no end to iterate to.
    shared = track.filter_multi_output("asplit", copies)
    return [shared[copy] for copy in range(copies)]


def _rung(streams: list[Any], rung: Rung, film: FilmStream, out: Path, preset: str) -> Any:
    rate = output_rate(film)
    picture = streams[0].filter("scale", rung.width, rung.height).filter("setsar", 1)
    if film.unsteady or rate != film.fps:
        # Segments, frame stepping and comments by time code need a steady rate.
        picture = picture.filter("fps", fps=f"{rate.numerator}/{rate.denominator}")
    options = {**_h264(rung, rate, preset), **(_aac() if streams[1:] else {}), **_hls(out)}
    return graph.output(picture, *streams[1:], str(out / PLAYLIST), **options)


def _h264(rung: Rung, rate: Fraction, preset: str) -> dict[str, Any]:
    key_frames = max(1, round(rate * KEY_FRAME_S))
    return {
        "c:v": "libx264",
        # superfast saves 29 % of the time and needs twice the bits for the same picture.
        "preset": preset,
        "crf": rung.crf,
        "maxrate": f"{rung.maxrate_k}k",
        "bufsize": f"{rung.bufsize_k}k",
        # High with 8 bits is what every browser and phone decodes.
        "profile:v": "high",
        "pix_fmt": "yuv420p",
        # Key frames at the same places in every rung, so that a player can change rungs between segments.
        "g": key_frames,
        "keyint_min": key_frames,
        "sc_threshold": 0,
    }


def _aac() -> dict[str, Any]:
    return {"c:a": "aac", "b:a": f"{AUDIO_K}k", "ac": 2, "ar": 48000}


def _hls(out: Path) -> dict[str, Any]:
    return {
        "f": "hls",
        "hls_time": SEGMENT_S,
        "hls_playlist_type": "vod",
        "hls_segment_type": "fmp4",
        # Without it every time in the browser is two frames late (B-frame delay); notes by time code would be wrong.
        "hls_segment_options": "movflags=+negative_cts_offsets",
        "hls_flags": "independent_segments",
        "hls_fmp4_init_filename": "init.mp4",
        "hls_segment_filename": str(out / "%04d.m4s"),
        # Names, places and devices in the tags would tell a juror whose film it is.
        "map_metadata": -1,
        "map_chapters": -1,
    }


def _check(branch: Any, opened: Any, src: Source, *, with_sound: bool) -> Any:
    small = (
        branch.filter("scale", _CHECK_WIDTH, -2, flags="area")
        # Half a second is the shortest black that anyone sees as such; 0.03 is black, 0.10 is also a dark night scene.
        .filter("blackdetect", d=0.5, pix_th=0.03)
        .filter("freezedetect", noise="-60dB", duration=2)
    )
    streams = [small, opened[str(src.probe.sound.index)]] if with_sound and src.probe.sound else [small]
    # passthrough: an uneven film must not look damaged because the null muxer dislikes its times.
    return graph.output(*streams, "-", f="null", fps_mode="passthrough")


def _storyboard(branch: Any, src: Source, out: Path) -> Any:
    columns, rows, step = storyboard_grid(src.probe.duration_s)
    width, height = tile_size(src.film)
    tiles = (
        branch.filter("fps", fps=f"1/{step:.3f}", start_time=0, round="up")
        .filter("scale", width, height)
        .filter("setsar", 1)
        .filter("tile", f"{columns}x{rows}")
        .filter("format", "yuvj420p")
    )
    return tiles.output(str(out), f="image2", vcodec="mjpeg", **{"frames:v": 1, "q:v": 5, "update": 1})


def _command(binary: str, outputs: Sequence[Any]) -> list[str]:
    merged = graph.merge_outputs(*outputs) if len(outputs) > 1 else outputs[0]
    merged = merged.global_args(
        "-hide_banner",
        "-nostdin",
        "-nostats",
        "-progress",
        "pipe:1",
        # level+: each line says whether it is an error; the exit code alone says 0 for a damaged film.
        "-v",
        "level+info",
    )
    return graph.compile(merged, cmd=binary, overwrite_output=True)
