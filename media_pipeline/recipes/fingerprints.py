"""What look-alikes are found by: two small grey frames a second, and the sound's Chromaprint.

Both are branches of the one decoding pass; ``fingerprints/`` reads what they write.
"""

from pathlib import Path
from typing import Any

from media_pipeline.ladder import tile_size
from media_pipeline.probe import FilmStream
from media_pipeline.recipes.opening import Source

FRAMES = "frames.gray"
SOUND = "sound.chromaprint"
FRAMES_PER_SECOND = 2
"""One frame a second misses films that were sped up a little; more than two find nothing more."""
SOUND_ALGORITHM = 1
"""Chromaprint's TEST2, the one that AcoustID uses: one value of 32 bits for each 0.1238 s."""


def frame_size(film: FilmStream) -> tuple[int, int]:
    """Width and height of the frames in ``frames.gray``: upright, within 160x160.

    The raw file has no header, so who reads it must know.
    """
    return tile_size(film)


def picture_output(branch: Any, src: Source, out: Path) -> Any:
    """Write ``out/frames.gray``, one byte a pixel, frame after frame, from upright pictures of any size."""
    width, height = frame_size(src.film)
    frames = (
        # Thin out first: then only two frames a second are scaled.
        # pass: a film of a tenth of a second still has a frame.
        branch.filter("fps", fps=FRAMES_PER_SECOND, eof_action="pass")
        # area: the mean of what a pixel covers. Sharper ways alias, and then two sizes of a film hash differently.
        .filter("scale", width, height, flags="area")
        .filter("setsar", 1)
        # Colour says nothing that grading, or a grey copy, would not change.
        .filter("format", "gray")
    )
    # passthrough: the fps filter has decided already; nothing is to be doubled or dropped a second time.
    return frames.output(
        str(out / FRAMES), f="rawvideo", vcodec="rawvideo", pix_fmt="gray", fps_mode="passthrough"
    )


def sound_output(sound: Any, src: Source, out: Path, *, able: bool = True) -> Any | None:
    """Write ``out/sound.chromaprint``: 32-bit values, raw, from the first to the last second.

    (It is ``fpcalc`` that stops after 120 s; the muxer itself has no such limit, so none has to be lifted.)
    None for a film without sound, or when the binary is not ``able`` (``binaries.Binary.can_fingerprint_sound``).
    """
    if src.probe.sound is None or not able:
        return None
    options = {
        # Chromaprint takes one or two channels and works on 11025 Hz mono inside; ffmpeg resamples better.
        "ac": 1,
        "ar": 11025,
        "acodec": "pcm_s16le",
        "f": "chromaprint",
        "algorithm": SOUND_ALGORITHM,
        # raw: the values themselves; the other forms are compressed for sending to AcoustID.
        "fp_format": "raw",
    }
    return sound.output(str(out / SOUND), **options)
