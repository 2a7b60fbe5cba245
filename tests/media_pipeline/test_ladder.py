from dataclasses import replace
from fractions import Fraction

import pytest

from media_pipeline import ladder, workbench
from tests import clips


@pytest.fixture(scope="module")
def film():
    return workbench.look_at(clips.horizontal_h264()).probe.film


def sizes(film, width, height):
    return [(rung.width, rung.height) for rung in ladder.rungs(replace(film, width=width, height=height))]


@pytest.mark.parametrize(
    ("width", "height", "made"),
    [
        (3840, 2160, [(1920, 1080), (1280, 720), (854, 480)]),
        (1920, 1080, [(1920, 1080), (1280, 720), (854, 480)]),
        (1080, 1920, [(1080, 1920), (720, 1280), (480, 854)]),
        (1920, 804, [(1920, 804), (1280, 536), (854, 358)]),
        (1280, 720, [(1280, 720), (854, 480)]),
        (1080, 720, [(1080, 720), (720, 480)]),
        (642, 642, [(642, 642), (480, 480)]),
        (641, 361, [(640, 360)]),
        (180, 320, [(180, 320)]),
        (16, 4000, [(8, 1920), (6, 1280), (4, 854)]),
    ],
)
def test_rungs_go_by_the_box_and_never_up(film, width, height, made):
    assert sizes(film, width, height) == made


def test_every_side_is_even_and_not_larger_than_the_source(film):
    for width in range(2, 2000, 37):
        for height in (2, 3, 101, 719, 1081):
            for made in sizes(film, width, height):
                assert made[0] % 2 == made[1] % 2 == 0
                assert made[0] <= max(2, width)
                assert made[1] <= max(2, height)


@pytest.mark.parametrize(
    ("fps", "unsteady", "given"),
    [
        ("24000/1001", False, "24000/1001"),
        ("27", True, "25"),
        ("29.5", True, "30"),
        ("120", False, "60"),
        ("0", False, "25"),
    ],
)
def test_output_rates(film, fps, unsteady, given):
    assert ladder.output_rate(replace(film, fps=Fraction(fps), unsteady=unsteady)) == Fraction(given)


def test_a_plain_film_is_copied(film):
    assert ladder.is_web_safe(film)


@pytest.mark.parametrize(
    "change",
    [
        {"codec": "hevc"},
        {"pix_fmt": "yuv422p10le"},
        {"profile": "High 4:2:2"},
        {"interlaced": True},
        {"hdr": "HLG"},
        {"rotation": 90},
        {"odd_matrix": True},
        {"sample_aspect": Fraction(8, 5)},
        {"width": 3840, "height": 2160},
        {"fps": Fraction(120)},
        {"unsteady": True},
        {"key_gap_s": 12.0},
        {"bit_rate": 20_000_000},
        {"start_s": 0.5},
        {"discarded": 3},
    ],
)
def test_what_browsers_may_not_play_is_encoded(film, change):
    assert not ladder.is_web_safe(replace(film, **change))


def test_below_a_copied_film_only_smaller_sizes_are_made(film):
    assert [rung.name for rung in ladder.lower_rungs(replace(film, width=1280, height=720))] == ["480"]
    assert ladder.lower_rungs(film) == ()


@pytest.mark.parametrize(
    ("seconds", "grid"), [(2, (2, 1, 1.0)), (0.5, (1, 1, 1.0)), (60, (10, 6, 1.0)), (600, (10, 10, 6.0))]
)
def test_storyboards_have_at_most_a_hundred_tiles(seconds, grid):
    assert ladder.storyboard_grid(seconds) == grid
