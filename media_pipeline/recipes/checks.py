"""What is measured while the film is decoded anyway: black, frozen, silent, loud."""

from typing import Any

import ffmpeg as graph

from media_pipeline.ladder import Quality, fit
from media_pipeline.probe import FilmStream
from media_pipeline.recipes.opening import Source, command, open_film, sound_of

_CHECK_SIDE = 320
"""Black and frozen pictures show as well at this size, at a hundredth of the cost."""
LOOKS_PER_SECOND = 12
_FIELD_LINES = (480, 486, 512, 576, 1080, 1088)
_FEWEST_FIELDS = 31


def sound_check(binary: str, src: Source) -> list[str]:
    """Decode the sound alone (180 times faster than the film lasts): loudness, true peak, silence."""
    sound = sound_of(src)
    heard = (
        open_film(src, vn=None)[str(sound.index)]
        # peak=true: over-sampled peaks, what a converter will make of the samples.
        # verbose: only the summary is printed at our level (5.1 does not know "quiet").
        .filter("ebur128", peak="true", framelog="verbose")
        # -60 dB for two seconds is what nobody hears as sound.
        .filter("silencedetect", noise="-60dB", duration=2)
    )
    return command(binary, [heard.output("-", f="null")])


def key_frame_check(binary: str, src: Source) -> list[str]:
    """Decode the key frames alone, eighteen times cheaper than all: is it black throughout, is it framed by bars?"""
    opened = open_film(src, an=None, skip_frame="nokey")
    width, height = check_size(src.film)
    small = opened[str(src.film.index)].filter("scale", width, height, flags="area")
    copies = small.filter("format", "yuv420p").filter_multi_output("split", 2)
    seen = copies[0].filter("blackdetect", d=0.1, pix_th=0.03)
    edges = copies[1].filter("cropdetect", limit=24, round=2, reset=0, skip=0)
    return command(binary, [graph.output(seen, edges, "-", f="null", fps_mode="passthrough")])


def small_picture(picture: Any, film: FilmStream) -> Any:
    """What everything that looks shares: a dozen or so small frames a second.

    To scale each frame of a 1080p film down costs more than all that is looked for in it. A twelfth of a second is as
    exact as anyone sees a fade begin.
    """
    width, height = check_size(film)
    # area: the mean of what a pixel covers. Sharper ways alias, and then two sizes of a film hash differently.
    return picture.filter("framestep", frame_step(film)).filter("scale", width, height, flags="area")


def frame_step(film: FilmStream) -> int:
    """Of how many frames one is looked at."""
    return max(1, round(film.fps / LOOKS_PER_SECOND))


def check_output(small: Any, film: FilmStream, *, unscaled: Any, sound: Any | None) -> Any:
    """Look for black, frozen and combed pictures, and for bars around them.

    ``small`` comes from ``small_picture``; ``unscaled`` is counted frame by frame, which costs nothing, and looked at
    for combs. ``sound`` is only decoded along, for its damage; None when others do that.
    """
    copies = small.filter_multi_output("split", 2)
    seen = (
        copies[0]
        # Half a second is the shortest black that anyone sees as such; 0.03 is black, 0.10 is also a dark night scene.
        .filter("blackdetect", d=0.5, pix_th=0.03)
        .filter("freezedetect", noise="-60dB", duration=2)
    )
    # Each look writes a line; reset=0 widens the picture over the whole film, so that a night scene hides no edge.
    rarely = copies[1].filter("framestep", max(1, 12 // frame_step(film)))
    edges = rarely.filter("cropdetect", limit=24, round=2, reset=0, skip=0)
    # First the unscaled: ffmpeg's own count of frames is of the first.
    counted = unscaled.filter_multi_output("split", 2) if may_be_combed(film) else [unscaled]
    streams = [counted[0], seen, edges, *([_combs(counted[1])] if may_be_combed(film) else [])]
    # passthrough: an uneven film must not look damaged because the null muxer dislikes its times.
    return graph.output(
        *streams, *([sound] if sound is not None else []), "-", f="null", fps_mode="passthrough"
    )


def check_size(film: FilmStream) -> tuple[int, int]:
    """What black, frozen and empty edges are looked for in."""
    return fit(film.width, film.height, Quality(_CHECK_SIDE, _CHECK_SIDE, 0, 0))


def _combs(branch: Any) -> Any:
    """Look for combs in the middle of the picture, unscaled, at ten frames of every hundred."""
    middle = branch.filter("crop", "min(iw,640)", "min(ih,360)").filter("select", "lt(mod(n,100),10)")
    return middle.filter("idet")


def may_be_combed(film: FilmStream) -> bool:
    """Only where fields ever were: in television's sizes and rates. What says so of itself is mended before.

    Elsewhere fine stripes look like combs: a moving test picture counts as interlaced by eight frames of ten.
    """
    turned = film.rotation not in (0, 180)
    return (
        not film.interlaced and not turned and film.coded_height in _FIELD_LINES and film.fps < _FEWEST_FIELDS
    )
