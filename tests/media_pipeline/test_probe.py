"""Facts are measured: from real little films, and from reports as hostile as they come."""

import json
from fractions import Fraction

import pytest

from media_pipeline import workbench
from media_pipeline.packets import PacketReader, PacketRun, read_packets
from media_pipeline.probe import Orientation, Probe, choose_film, parse, read_rotation
from tests import clips


def film(clip):
    return workbench.look_at(clip()).probe.film


@pytest.mark.parametrize(
    ("clip", "width", "height", "orientation"),
    [
        (clips.horizontal_h264, 640, 360, Orientation.HORIZONTAL),
        (clips.vertical_hevc, 270, 480, Orientation.VERTICAL),
        (clips.turned_phone, 270, 480, Orientation.VERTICAL),
        (clips.wide_pixels, 320, 180, Orientation.HORIZONTAL),
        (clips.square, 240, 240, Orientation.SQUARE),
        (clips.tall_16x4000, 16, 4000, Orientation.VERTICAL),
    ],
)
def test_the_picture_as_the_audience_sees_it(clip, width, height, orientation):
    seen = film(clip)
    assert (seen.width, seen.height, seen.orientation) == (width, height, orientation)


@pytest.mark.parametrize(
    ("clip", "fps"), [(clips.horizontal_h264, 24), (clips.vertical_hevc, 30), (clips.vp9, 25)]
)
def test_frame_rates_are_exact(clip, fps):
    assert film(clip).fps == Fraction(fps)


def test_running_time_is_the_span_of_the_pictures():
    assert workbench.look_at(clips.horizontal_h264()).probe.duration_s == pytest.approx(2.0, abs=0.001)


def test_a_header_that_claims_two_days_is_not_believed():
    stream = {"index": 0, "codec_type": "video", "width": 64, "height": 48, "duration": "143165.6"}
    probe = parse({"streams": [stream], "format": {"duration": "143165.6"}}, {0: run_of("0", "0.04", "0.08")})
    assert (probe.header_duration_s, probe.duration_s) == (143165.6, pytest.approx(0.12))


def test_uneven_frames_are_seen():
    assert film(clips.uneven).unsteady
    assert film(clips.uneven).uneven_share > 0.1
    assert not film(clips.horizontal_h264).unsteady


def test_interlacing_and_subtitles_are_seen():
    assert film(clips.interlaced).interlaced
    tracks = workbench.look_at(clips.subtitled()).probe.subtitles
    assert [(track.codec, track.language, track.is_text) for track in tracks] == [("subrip", "fre", True)]


def test_a_probe_survives_the_database():
    probe = workbench.look_at(clips.turned_phone()).probe
    assert Probe.from_json(json.loads(json.dumps(probe.to_json()))) == probe


def run_of(*times: str, size: int = 10) -> PacketRun:
    lines = [f"stream_index=0|pts_time={time}|duration_time=0.04|size={size}|flags=K__" for time in times]
    return read_packets(lines)[0]


def test_the_film_is_not_the_cover():
    cover = {
        "index": 0,
        "codec_type": "video",
        "width": 1400,
        "height": 1400,
        "disposition": {"attached_pic": 1},
    }
    real = {"index": 1, "codec_type": "video", "width": 64, "height": 48}
    probe = parse({"streams": [cover, real]}, {0: run_of("0"), 1: run_of("0", "0.04", "0.08")})
    assert (probe.film.index, probe.attached_pictures, probe.video_streams) == (1, 1, 1)


def test_the_film_is_the_stream_with_most_packets_then_the_largest():
    streams = [{"index": n, "width": side, "height": side} for n, side in enumerate((100, 200, 50))]
    two, three = run_of("0", "0.04"), run_of("0", "0.04", "0.08")
    assert choose_film(streams, {0: two, 1: two, 2: three}) == streams[2]
    assert choose_film(streams, {0: two, 1: two}) == streams[1]


def test_one_packet_is_a_picture_not_a_film():
    assert choose_film([{"index": 0, "width": 10, "height": 10}], {0: run_of("0")}) is None


@pytest.mark.parametrize(
    ("claimed", "turn", "odd"),
    [
        (-90, 90, False),
        (90, 270, False),
        (180, 180, False),
        ("0.5", 0, False),
        (45, 0, True),
        (-9.2e18, 0, True),
    ],
)
def test_rotations(claimed, turn, odd):
    stream = {"side_data_list": [{"side_data_type": "Display Matrix", "rotation": claimed}]}
    assert read_rotation(stream) == (turn, odd)


def test_a_mirrored_matrix_is_odd():
    rows = "\n00000000: -65536 0 0\n00000001: 0 65536 0\n00000002: 0 0 1073741824\n"
    side = {"side_data_type": "Display Matrix", "rotation": 0, "displaymatrix": rows}
    assert read_rotation({"side_data_list": [side]}) == (0, True)


@pytest.mark.parametrize(
    "report",
    [
        {},
        {"streams": "none", "format": []},
        {"streams": [None, 7, {"codec_type": "video", "width": "inf", "height": 2**63, "index": "x"}]},
        {"streams": [{"codec_type": "video", "index": 0, "width": 0, "height": 0, "r_frame_rate": "0/0"}]},
    ],
)
def test_hostile_reports_give_no_film_and_no_crash(report):
    packets = {0: run_of("N/A", "inf", "0", "-9e18")}
    assert parse(report, packets).film is None


def test_packets_with_absurd_numbers_are_counted_and_no_more():
    run = run_of("N/A", "nan", "1e300", "0.00", "0.04")
    assert (run.count, run.times) == (5, [0.0, 0.04])


def test_a_flood_of_packets_is_counted_up_to_a_limit():
    reader = PacketReader(most=3)
    for n in range(10):
        reader.feed(f"stream_index=0|pts_time={n}|duration_time=1|size=1|flags=K__")
    assert reader.runs[0].count == 3
