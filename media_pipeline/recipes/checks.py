"""What is measured while the film is decoded anyway: black, frozen, silent, loud."""

from typing import Any

import ffmpeg as graph

from media_pipeline.recipes.opening import Source, command, open_film, sound_of

_CHECK_WIDTH = 320
"""Black and frozen pictures show as well at this size, at a hundredth of the cost."""


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


def check_output(picture: Any, sound: Any | None) -> Any:
    """Look for black and frozen stretches. ``sound`` is only decoded along, for its damage; None when others do that."""
    small = (
        picture.filter("scale", _CHECK_WIDTH, -2, flags="area")
        # Half a second is the shortest black that anyone sees as such; 0.03 is black, 0.10 is also a dark night scene.
        .filter("blackdetect", d=0.5, pix_th=0.03)
        .filter("freezedetect", noise="-60dB", duration=2)
    )
    streams = [small] if sound is None else [small, sound]
    # passthrough: an uneven film must not look damaged because the null muxer dislikes its times.
    return graph.output(*streams, "-", f="null", fps_mode="passthrough")
