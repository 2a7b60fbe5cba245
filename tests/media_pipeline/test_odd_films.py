"""Films as strangers send them: verdict, facts and reasons of each kind, from the shell's point of view."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from media_pipeline.examining import examine
from media_pipeline.spec import TechnicalSpec
from tests import clips, odd_clips

SPEC = TechnicalSpec(min_duration_s=0.5, min_short_side=150, advised_short_side=180)


def judged(path: Path, spec: TechnicalSpec = SPEC) -> tuple[str, list[str], list[str]]:
    """Verdict, reasons and what is told beside."""
    found = examine(path, spec)
    told = [problem.code for problem in found.problems if problem.severity == "informs"]
    return found.verdict, found.reasons, told


@pytest.mark.parametrize(
    ("name", "reasons", "told", "facts"),
    [
        ("prores_hq", [], [], {"codec": "prores", "profile": "HQ", "pix_fmt": "yuv422p10le"}),
        ("prores_4444", [], [], {"codec": "prores", "profile": "4444"}),
        ("dnxhr", [], [], {"container": "mxf", "codec": "dnxhd", "decoded_frames": 25}),
        ("dv", [], None, {"container": "avi", "codec": "dvvideo", "packets": 25}),
        ("xvid", [], [], {"container": "avi", "codec": "mpeg4", "packets": 48}),
        ("mjpeg", [], [], {"codec": "mjpeg", "attached_pictures": 0, "decoded_frames": 48}),
        ("hevc_ten_bits", [], [], {"codec": "hevc", "pix_fmt": "yuv420p10le"}),
        ("vp9_with_alpha", [], [], {"codec": "vp9", "container": "matroska,webm"}),
        ("vp8", [], [], {"codec": "vp8"}),
        ("h264_444", [], [], {"pix_fmt": "yuv444p"}),
        ("h264_ten_bits", [], [], {"pix_fmt": "yuv420p10le"}),
        ("mpeg2_ts", [], [], {"container": "mpegts", "codec": "mpeg2video"}),
        ("mpeg2_ps", [], [], {"container": "mpeg", "packets": 48}),
        ("disc_ts", [], [], {"container": "mpegts", "packets": 48}),
        ("fragmented", [], [], {"header_nb_frames": None, "packets": 48}),
        ("timecoded", [], [], {"video_streams": 1, "packets": 48}),
        ("without_duration", ["duration_missing_in_header"], [], {"header_duration_s": None}),
        ("ntsc_mkv", [], [], {"packets": 48, "variable_frame_rate": False}),
        ("fast_120", ["frame_rate_high"], [], {"measured_fps": 120.0}),
        ("seventeen", [], ["frame_rate_unusual"], {"measured_fps": 17.0}),
        ("pq", ["hdr"], [], {"color_transfer": "smpte2084"}),
        ("hlg", ["hdr"], [], {"color_transfer": "arib-std-b67"}),
        ("pq_untagged", ["hdr_untagged"], [], {"color_transfer": None}),
        ("mono", [], [], {"audio_streams": 1}),
        ("surround", [], ["sound_downmixed"], {"audio_streams": 1}),
        ("photo", [], ["frozen_picture"], {"decoded_frames": 96}),
        ("black_head", ["black_stretch"], [], {"decoded_frames": 192}),
        ("black_with_sound", ["all_black"], [], {}),
        ("dithered_silence", ["silent_audio"], [], {}),
        ("sound_goes_on", ["sound_longer"], [], {"packet_span_s": 2.0}),
        ("pillars", [], ["burned_in_bars"], {"orientation": "horizontal"}),
        ("upright_letterbox", [], ["burned_in_bars"], {"orientation": "vertical"}),
        ("combed_unsaid", [], ["interlaced_suspected"], {"field_order": "progressive"}),
    ],
)
def test_films_that_are_taken(name, reasons, told, facts):
    found = examine(odd_clips.made(name), SPEC)
    assert (found.verdict, found.reasons) == ("accept_with_warnings" if reasons else "accept", reasons)
    if told is not None:
        assert [problem.code for problem in found.problems if problem.severity == "informs"] == told
    assert {fact: found.facts[fact] for fact in facts} == facts


@pytest.mark.parametrize(
    ("name", "reasons"),
    [
        ("two_frames", ["too_short", "no_audio"]),
        ("one_frame", ["no_video"]),
        ("short_04", ["too_short"]),
        ("animation", ["container_not_allowed"]),
        ("old_windows", ["container_not_allowed"]),
        ("flash", ["container_not_allowed"]),
    ],
)
def test_films_that_are_refused(name, reasons):
    assert judged(odd_clips.made(name))[:2] == ("reject", reasons)


@pytest.mark.parametrize("ending", ["mp4", "mkv", "ts", "avi", "webm"])
def test_the_end_of_a_film_is_missed_in_every_container(ending, tmp_path):
    film = tmp_path / f"film.{ending}"
    film.write_bytes(odd_clips.cut(ending))
    assert judged(film)[:2] == ("reject", ["truncated"])


@pytest.mark.parametrize("ending", ["mp4", "mkv", "ts", "avi"])
def test_damage_is_seen_in_every_container(ending, tmp_path):
    film = tmp_path / f"film.{ending}"
    film.write_bytes(odd_clips.flipped(ending))
    assert judged(film)[:2] == ("reject", ["corrupt_frames"])


@pytest.mark.parametrize(
    "make",
    [
        odd_clips.index_twice,
        odd_clips.rubbish_behind,
        odd_clips.unknown_box_between,
        odd_clips.without_fragment_index,
    ],
)
def test_an_odd_structure_is_no_damage(make, tmp_path):
    film = tmp_path / "film.mp4"
    film.write_bytes(make())
    assert judged(film) == ("accept", [], [])


def test_two_takes_in_one_stream_count_as_two(tmp_path):
    film = tmp_path / "film.ts"
    film.write_bytes(odd_clips.joined())
    facts = examine(film, SPEC).facts
    assert (facts["packets"], facts["packet_span_s"]) == (96, pytest.approx(4.0, abs=0.05))


@pytest.mark.parametrize("disguise", sorted(odd_clips.DISGUISES))
def test_no_disguise_opens_another_film(disguise, tmp_path):
    """The table of attacks: whatever stands before the script, the film beside it is not opened."""
    shutil.copyfile(clips.horizontal_h264(), tmp_path / "victim.mp4")
    film = tmp_path / "film.mp4"
    film.write_bytes(odd_clips.DISGUISES[disguise])
    found = examine(film, SPEC)
    assert found.verdict == "reject"
    assert {"container_not_allowed", "unreadable", "no_video"} & set(found.reasons)
    assert (found.facts["video_streams"], found.facts["audio_streams"]) == (0, 0)


@pytest.mark.parametrize(
    ("content", "reasons"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(1000), ["container_not_allowed", "extension_mismatch"]),
        (b"<!DOCTYPE html><video src=x.mp4>", ["container_not_allowed"]),
        ("这是我的电影".encode("gbk") * 100, ["container_not_allowed"]),
        (bytes(50_000), ["unreadable"]),
        (b"x", ["container_not_allowed"]),
    ],
)
def test_what_is_no_film(content, reasons, tmp_path):
    film = tmp_path / "film.mp4"
    film.write_bytes(content)
    assert judged(film)[:2] == ("reject", reasons)


def test_an_archive_is_no_film(tmp_path):
    film = odd_clips.archive(tmp_path / "film.mp4")
    assert judged(film)[:2] == ("reject", ["container_not_allowed", "extension_mismatch"])


def test_a_film_that_lies_in_a_frame_of_the_other_format_is_warned_of():
    upright = replace(SPEC, orientation="vertical")
    assert judged(odd_clips.made("upright_letterbox"), upright)[:2] == (
        "accept_with_warnings",
        ["burned_in_bars"],
    )
    assert judged(odd_clips.made("pillars"), upright)[:2] == ("reject", ["orientation_wrong"])


@pytest.mark.parametrize(("turn", "size"), [(180, (320, 240)), (270, (240, 320)), (-90, (240, 320))])
def test_turned_films_stand_as_players_show_them(turn, size, tmp_path):
    film = tmp_path / "film.mp4"
    clips.run("-display_rotation", str(turn), "-i", _plain(tmp_path), "-c", "copy", film)
    found = examine(film, SPEC)
    assert (found.verdict, (found.facts["display_width"], found.facts["display_height"])) == ("accept", size)


@pytest.mark.parametrize("option", [("-display_rotation", "45"), ("-display_hflip",)])
def test_tilted_and_mirrored_films_are_told(option, tmp_path):
    film = tmp_path / "film.mp4"
    clips.run(*option, "-i", _plain(tmp_path), "-c", "copy", film)
    assert judged(film)[1] == ["odd_rotation"]


def test_the_film_among_many_tracks(tmp_path):
    """A cover first, two sound tracks, two pictures: the film is taken, the rest is told."""
    plain, cover, film = _plain(tmp_path), tmp_path / "cover.jpg", tmp_path / "film.mp4"
    clips.run("-i", plain, "-frames:v", "1", "-s", "600x600", cover)
    tracks = ("-map", "1:v", "-map", "0:v", "-map", "0:a", "-map", "0:a", "-disposition:v:0", "attached_pic")
    named = ("-metadata:s:a:0", "language=fre", "-metadata:s:a:1", "language=eng")
    clips.run("-i", plain, "-i", cover, *tracks, *named, "-c", "copy", film)
    found = examine(film, SPEC)
    told = [problem.code for problem in found.problems]
    assert (found.verdict, told) == ("accept", ["sound_tracks"])
    assert (found.facts["attached_pictures"], found.facts["film_stream_index"]) == (1, 0)
    assert [track["language"] for track in found.facts["audio"]] == ["fre", "eng"]


def _plain(folder: Path) -> Path:
    plain = folder / "plain.mp4"
    plain.write_bytes(odd_clips.base("mp4"))
    return plain
