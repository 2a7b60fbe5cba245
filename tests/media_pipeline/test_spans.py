"""Stretches of a film: the same moments are told the same way, however they came together."""

import random
from itertools import pairwise

import pytest

from media_pipeline import spans
from media_pipeline.timetable import read_timetable


def moments(told) -> set[int]:
    """Every hundredth of a second in it: slow, and beyond doubt."""
    return {moment for start, end in told for moment in range(start, end)}


def some_spans(dice: random.Random) -> list[tuple[int, int]]:
    return [
        (start, start + dice.randrange(-2, 30)) for start in dice.choices(range(120), k=dice.randrange(9))
    ]


@pytest.mark.parametrize("seed", range(300))
def test_merging_keeps_the_moments_and_forgets_how_they_came(seed):
    dice = random.Random(seed)
    one, other = some_spans(dice), some_spans(dice)
    together = spans.merge([*one, *other])
    assert moments(together) == moments(one) | moments(other)
    assert together == spans.merge([*spans.merge(other), *spans.merge(one)])
    assert spans.merge(together) == together
    assert all(start < end for start, end in together)
    assert all(before[1] < after[0] for before, after in pairwise(together))
    assert spans.seconds([*one, *other]) == len(moments(together)) / 100
    assert spans.read(spans.write(together)) == together
    inside = spans.clip(together, 0.5)
    assert moments(inside) == {moment for moment in moments(together) if moment < 50}
    assert spans.share(together, 0.5) == pytest.approx(len(moments(inside)) / 50)


@pytest.mark.parametrize("length_s", [2.002, 6.006, 1 / 3, 4.170833, 6.0])
def test_what_follows_on_each_other_is_one_stretch(length_s):
    told = [spans.between(number * length_s, (number + 1) * length_s) for number in range(1000)]
    assert len(spans.merge(told)) == 1
    assert spans.seconds(told) == pytest.approx(1000 * length_s, abs=0.011)


def test_seconds_are_rounded_outwards_and_exact_ones_not_at_all():
    assert spans.between(0.999, 1.001) == (99, 101)
    assert spans.between(6.006, 12.0) == (600, 1200)
    assert spans.between(0.29, 0.57) == (29, 57)


def test_a_film_of_unknown_length_has_no_share():
    assert spans.share([(0, 100)], 0) == 0.0


PLAYLIST = """#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:6
#EXT-X-PLAYLIST-TYPE:EVENT
#EXT-X-MAP:URI="init.mp4"
#EXTINF:6.006000,
0000.m4s
#EXTINF:4.5,a title
0001.m4s
"""


def test_a_timetable_adds_up_what_the_playlist_tells():
    table = read_timetable(PLAYLIST)
    assert table.segments == {"0000.m4s": (0, 601), "0001.m4s": (600, 1051)}
    assert (table.heads, table.ended) == ({"init.mp4"}, False)
    assert [table.has(name) for name in ("init.mp4", "0001.m4s", "0002.m4s", "media.m3u8")] == [
        True,
        True,
        False,
        False,
    ]
    assert read_timetable(f"{PLAYLIST}#EXT-X-ENDLIST\n").ended is True


def test_a_timetable_of_nothing_is_empty():
    assert read_timetable("").segments == {}
    assert read_timetable("not a playlist").segments == {"not a playlist": (0, 0)}
