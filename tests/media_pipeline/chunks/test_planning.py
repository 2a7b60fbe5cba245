"""Which films are cut, and where; no film is needed to think about it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from media_pipeline.chunks.planning import Cut, Farm, Map, Plan, Whole, cost_s, plan, stays_whole
from media_pipeline.ladder import rungs
from media_pipeline.probe import FilmStream, Probe

FARM = Farm(workers=2, worth_s=600, shortest_s=30)


def film(seconds: float = 600, rate: Fraction = Fraction(24), **facts) -> Probe:
    """Ten minutes in full HD unless told otherwise."""
    stream = FilmStream(
        index=0,
        codec="h264",
        profile="High",
        pix_fmt="yuv420p",
        coded_width=1920,
        coded_height=1080,
        sample_aspect=Fraction(1),
        rotation=0,
        odd_matrix=False,
        width=1920,
        height=1080,
        fps=rate,
        measured_fps=float(rate),
        unsteady=False,
        uneven_share=0.0,
        interlaced=False,
        hdr="",
        transfer="bt709",
        packets=round(seconds * rate),
        discarded=0,
        header_frames=None,
        start_s=0.0,
        span_s=float(round(seconds * rate) / rate),
        header_duration_s=seconds,
        key_gap_s=2.0,
        bit_rate=20_000_000,
    )
    return Probe("mov,mp4,m4a,3gp,3g2,mj2", seconds, seconds, replace(stream, **facts))


def keys(seconds: float, every_s: float) -> list[float]:
    return [number * every_s for number in range(int(seconds / every_s) + 1)]


def planned(probe: Probe, key_times: list[float], farm: Farm = FARM) -> Plan:
    return plan(probe, rungs(probe.film), Map(tuple(key_times)), farm)


def test_the_cost_is_what_was_measured_for_three_minutes():
    probe = film(180)
    assert cost_s(probe, rungs(probe.film)) == pytest.approx(323, rel=0.02)


def test_with_one_worker_nothing_is_cut():
    probe = film(7200)
    assert stays_whole(probe, rungs(probe.film), Farm(workers=1)) == Whole.OFF


def test_a_cheap_film_stays_whole_and_a_heavy_one_of_the_same_length_does_not():
    light, heavy = film(200), film(200, codec="hevc", coded_width=3840, coded_height=2160)
    assert stays_whole(light, rungs(light.film), FARM) == Whole.CHEAP
    assert stays_whole(heavy, rungs(heavy.film), FARM) is None


def test_a_heavy_film_that_is_too_short_for_two_pieces_stays_whole():
    probe = film(50)
    assert stays_whole(probe, rungs(probe.film), replace(FARM, worth_s=50)) == Whole.SHORT


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"unsteady": True}, Whole.UNEVEN),
        ({"fps": Fraction(120), "packets": 72_000}, Whole.UNEVEN),
        ({"packets": 14_399}, Whole.UNEVEN),
        ({"interlaced": True}, Whole.INTERLACED),
        ({"discarded": 3}, Whole.EDITED),
        ({"start_s": 0.04}, Whole.OFFSET),
    ],
)
def test_what_pieces_would_not_do_as_one_pass_does_stays_whole(facts, reason):
    assert stays_whole(film(**facts), rungs(film().film), FARM) == reason


def test_a_stream_without_an_index_stays_whole():
    probe = replace(film(), container="mpegts")
    assert stays_whole(probe, rungs(probe.film), FARM) == Whole.CONTAINER


def test_without_a_size_to_share_there_is_nothing_to_cut():
    probe = film(3600)
    assert stays_whole(probe, rungs(probe.film)[-1:], FARM) == Whole.CHEAP


def test_pieces_cost_the_same_where_key_frames_allow_it():
    assert planned(film(600), keys(600, 2)).cuts == (
        Cut(0, 3600),
        Cut(3600, 7200),
        Cut(7200, 10_800),
        Cut(10_800, None),
    )


def test_every_cut_lies_on_a_key_frame_of_the_result():
    rate = Fraction(24000, 1001)
    cuts = planned(film(599, rate), keys(599, 5.3)).cuts
    assert [cut.first % 48 for cut in cuts] == [0, 0, 0, 0]
    assert [cut.end for cut in cuts[:-1]] == [cut.first for cut in cuts[1:]]
    assert cuts[-1].count is None


def test_a_cut_moves_to_where_little_is_decoded_in_vain():
    # Key frames at 4, 54, 104 ... seconds: a cut at 150 s would decode 46 s for nothing.
    times = [0.0, *(4 + 50 * number for number in range(12))]
    cuts = planned(film(600), times).cuts
    assert [cut.first / 24 for cut in cuts] == [0, 154, 304, 454]


def test_a_film_with_hardly_a_key_frame_stays_whole():
    assert planned(film(600), [0.0]) == Plan(whole=Whole.KEY_FRAMES)


def test_a_film_whose_sound_begins_first_stays_whole():
    probe = film(600)
    early = Map(tuple(keys(600, 2)), starts_at_s=-0.021)
    assert plan(probe, rungs(probe.film), early, FARM) == Plan(whole=Whole.OFFSET)


def test_more_workers_get_more_pieces_down_to_the_shortest():
    probe = film(600)
    farms = [Farm(workers=workers, worth_s=600, shortest_s=30) for workers in (2, 4, 50)]
    assert [len(planned(probe, keys(600, 2), farm).cuts) for farm in farms] == [4, 8, 20]
