"""The exhibition copy against the film that was judged, by figures alone."""

from dataclasses import replace

import pytest

from submissions.copy_comparing import Measured, compare

SCREENER = Measured(duration_s=545.0, width=1920, height=1080, fps=24.0, orientation="horizontal", channels=2)


@pytest.mark.parametrize(
    ("changes", "differs"),
    [
        ({}, ()),
        ({"duration_s": 546.0}, ()),
        ({"duration_s": 546.1}, ("length",)),
        ({"duration_s": 543.9}, ("length",)),
        ({"fps": 24000 / 1001}, ("frame_rate",)),
        ({"fps": 25.0, "duration_s": 523.2}, ("length", "frame_rate")),
        ({"width": 3840, "height": 2160, "channels": 6}, ()),
        ({"width": 1280, "height": 720}, ("resolution",)),
        # The projector's own flat format: a little wider and as high.
        ({"width": 1998}, ()),
        ({"width": 1920, "height": 804}, ("resolution",)),
        ({"width": 1080, "height": 1920, "orientation": "vertical"}, ("orientation",)),
        ({"width": 720, "height": 1280, "orientation": "vertical"}, ("resolution", "orientation")),
        ({"channels": 0}, ("silent",)),
        ({"channels": 1}, ("channels",)),
        ({"duration_s": 0.0, "fps": 0.0, "width": 0}, ()),
    ],
)
def test_what_differs_to_the_worse_is_told(changes, differs):
    assert compare(replace(SCREENER, **changes), SCREENER) == differs


def test_a_silent_screener_asks_for_no_sound():
    silent = replace(SCREENER, channels=0)
    assert (compare(silent, silent), compare(SCREENER, silent)) == ((), ())


def test_without_a_screener_nothing_is_compared():
    assert compare(SCREENER, Measured()) == ()
