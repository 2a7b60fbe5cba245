"""Mend the picture once, before it is split: every copy, check and still then sees the same film."""

from typing import Any

from media_pipeline.ladder import Rung
from media_pipeline.probe import HDR_TRANSFERS, FilmStream

_TO_SDR = (
    # PQ and HLG need linear light before the tone curve; without it highlights turn grey. npl: reference white.
    ("zscale", {"t": "linear", "npl": 100}),
    ("format", {"pix_fmts": "gbrpf32le"}),
    ("zscale", {"p": "bt709"}),
    ("tonemap", {"tonemap": "hable", "desat": 0}),
    ("zscale", {"t": "bt709", "m": "bt709", "r": "tv"}),
)


def upright(stream: Any, film: FilmStream, *, tone_map: bool, largest: Rung | None) -> Any:
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
