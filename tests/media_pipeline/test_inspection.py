"""Verdicts on real little films: what blocks, what warns, all at once."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from media_pipeline import workbench
from media_pipeline.inspection import Case, Problem, Severity, TechnicalSpec, inspect, is_refused
from media_pipeline.measurements import Area, Measurements
from media_pipeline.recipes import Source
from tests import clips

SPEC = TechnicalSpec(min_duration_s=1, max_duration_s=3, min_short_side=100, advised_short_side=170)


def case_of(path: Path, spec: TechnicalSpec = SPEC, name: str = "") -> Case:
    """Everything the workshop finds out about a file."""
    look = workbench.look_at(path, name=name)
    measured = Measurements()
    if look.probe and look.probe.film:
        src = Source(path, look.signature.demuxers, look.probe)
        measured = workbench.listen(src).updated(workbench.watch(src, clips.bench()))
    return Case(spec, look.signature, look.probe, measured)


def codes(path: Path, spec: TechnicalSpec = SPEC) -> dict[str, str]:
    """What changes the verdict."""
    found = inspect(case_of(path, spec))
    return {problem.code: str(problem.severity) for problem in found if problem.severity != "informs"}


@pytest.mark.parametrize(
    ("clip", "found"),
    [
        (clips.horizontal_h264, {}),
        (clips.vertical_hevc, {}),
        (clips.turned_phone, {}),
        (clips.vp9, {}),
        (clips.zero_bytes, {"empty_file": "blocks"}),
        (clips.renamed_text, {"container_not_allowed": "blocks"}),
        (clips.playlist_named_mp4, {"container_not_allowed": "blocks"}),
        (clips.concat_script_named_mp4, {"container_not_allowed": "blocks"}),
        (clips.without_index, {"unreadable": "blocks"}),
        (clips.audio_only, {"no_video": "blocks"}),
        (clips.song_with_cover, {"no_video": "blocks", "extension_mismatch": "warns"}),
        (clips.renamed_matroska, {"extension_mismatch": "warns"}),
        (clips.truncated, {"truncated": "blocks"}),
        (clips.damaged, {"corrupt_frames": "blocks"}),
        (clips.too_long, {"too_long": "blocks"}),
        (clips.silent, {"silent_audio": "warns"}),
        (clips.mute, {"no_audio": "warns"}),
        (clips.black_and_silent, {"all_black": "blocks", "silent_audio": "warns"}),
        (clips.wide_pixels, {"non_square_pixels": "warns"}),
        (clips.interlaced, {"interlaced": "warns"}),
        (clips.uneven, {"variable_frame_rate": "warns"}),
        (clips.square, {"orientation_square": "warns"}),
        (clips.subtitled, {"subtitle_track": "warns"}),
        (
            clips.tall_16x4000,
            {"aspect_extreme": "blocks", "resolution_too_small": "blocks", "no_audio": "warns"},
        ),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_verdicts(clip, found):
    assert codes(clip()) == found


def test_a_huge_picture_is_refused_before_it_is_unpacked():
    look = workbench.look_at(clips.huge_picture())
    found = inspect(Case(replace(SPEC, max_duration_s=None), look.signature, look.probe))
    assert (
        Problem("picture_too_large", Severity.BLOCKS, {"width": 8192, "height": 8192, "limit": 36_000_000})
        in found
    )


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"orientation": "vertical"}, "orientation_wrong"),
        ({"orientation": "square"}, "orientation_wrong"),
        ({"min_short_side": 720}, "resolution_too_small"),
        ({"min_duration_s": 60.0}, "too_short"),
        ({"frame_rates": ("25", "30000/1001")}, "frame_rate_not_allowed"),
        ({"max_bytes": 1000}, "file_too_large"),
    ],
)
def test_each_rule_of_a_category_blocks(rule, code):
    assert codes(clips.horizontal_h264(), replace(SPEC, **rule)) == {code: "blocks"}


@pytest.mark.parametrize(
    "rule",
    [
        {"orientation": "horizontal"},
        {"orientation": "not_square"},
        {"frame_rates": ("24",)},
        {"audio_required": True},
        {"max_duration_s": 1.6},
        {"min_duration_s": 2.1},
    ],
)
def test_what_a_film_fulfils_is_not_mentioned(rule):
    assert codes(clips.horizontal_h264(), replace(SPEC, **rule)) == {}


def test_a_category_may_demand_sound_and_subtitles():
    strict = replace(SPEC, audio_required=True, subtitles_required=True)
    assert codes(clips.mute(), strict) == {"no_audio": "blocks", "subtitles_missing": "warns"}


def test_a_square_film_does_not_suit_a_category_with_a_direction():
    assert codes(clips.square(), replace(SPEC, orientation="not_square")) == {"orientation_square": "blocks"}
    assert codes(clips.square(), replace(SPEC, orientation="square")) == {}


def test_all_problems_come_at_once_and_what_blocks_comes_first():
    found = inspect(case_of(clips.mute(), replace(SPEC, orientation="vertical", max_duration_s=1)))
    assert [problem.code for problem in found] == ["too_long", "orientation_wrong", "no_audio"]
    assert is_refused(found)


def test_a_problem_knows_where_it_is():
    found = inspect(case_of(clips.too_long()))
    assert [(problem.code, problem.timecode_s) for problem in found] == [("too_long", 3)]


def test_stretches_of_black_are_told_with_their_time():
    case = case_of(clips.horizontal_h264())
    long_film = replace(case.probe, film=replace(case.probe.film, span_s=100.0))
    black = Measurements(black=((0.0, 2.5), (40.0, 44.0), (60.0, 66.0), (99.0, 100.0)))
    found = inspect(replace(case, spec=TechnicalSpec(), probe=long_film, measured=black))
    assert [(problem.code, problem.timecode_s) for problem in found if problem.code == "black_stretch"] == [
        ("black_stretch", 0.0),
        ("black_stretch", 60.0),
    ]


def informed(case: Case, **film) -> list[tuple]:
    """What changes no verdict, for a film that differs from the case's in the given facts."""
    probe = replace(case.probe, film=replace(case.probe.film, **film))
    found = inspect(replace(case, probe=probe))
    return [
        (problem.code, problem.timecode_s, problem.params)
        for problem in found
        if problem.severity == "informs"
    ]


def told(case: Case, **measured) -> list[tuple[str, str, float | None]]:
    found = inspect(replace(case, measured=Measurements(**measured)))
    return [(problem.code, str(problem.severity), problem.timecode_s) for problem in found]


LONG = TechnicalSpec(min_short_side=100, advised_short_side=170)


def long_case(spec: TechnicalSpec = LONG) -> Case:
    look = workbench.look_at(clips.horizontal_h264())
    probe = replace(
        look.probe,
        film=replace(look.probe.film, span_s=100.0, bit_rate=10**6),
        audio=tuple(replace(track, span_s=100.0) for track in look.probe.audio),
    )
    return Case(spec, look.signature, probe)


def test_what_informs_changes_no_verdict():
    quiet = inspect(replace(long_case(), measured=Measurements(silent=((10.0, 16.0), (20.0, 24.0)))))
    assert [(problem.code, problem.timecode_s) for problem in quiet] == [("silent_stretch", 10.0)]
    assert not is_refused(quiet)


def test_pictures_that_stand_still():
    half, long = ((0.0, 60.0),), ((0.0, 11.0), (40.0, 45.0))
    assert told(long_case(), frozen=half) == [("frozen_picture", "informs", 0.0)]
    strict = long_case(replace(LONG, max_frozen_share=0.5))
    assert told(strict, frozen=half) == [("frozen_picture", "warns", 0.0)]
    assert told(strict, frozen=long) == [("frozen_stretch", "informs", 0.0)]
    assert told(strict, frozen=long, black=((0.0, 1.9),)) == []


@pytest.mark.parametrize(
    ("area", "wanted", "severity"),
    [
        (Area(0, 0.12, 1, 0.76), "horizontal", "informs"),
        (Area(0.34, 0, 0.32, 1), "horizontal", "warns"),
        (Area(0.34, 0, 0.32, 1), "any", "informs"),
        (Area(0.1, 0.1, 0.8, 0.8), "any", "warns"),
        (Area(0, 0.01, 1, 0.98), "horizontal", None),
        (None, "horizontal", None),
    ],
)
def test_bars_inside_the_picture(area, wanted, severity):
    found = told(long_case(replace(LONG, orientation=wanted)), active_picture=area)
    assert found == ([("burned_in_bars", severity, None)] if severity else [])


def test_sound_and_picture_of_different_length():
    case = long_case()
    for sound_s, expected in [
        (100.4, []),
        (101.0, [("sound_longer", "informs", 100.0)]),
        (103.0, [("sound_longer", "warns", 100.0)]),
        (60.0, [("sound_shorter", "warns", 60.0)]),
    ]:
        audio = (replace(case.probe.sound, span_s=sound_s),)
        assert told(replace(case, probe=replace(case.probe, audio=audio))) == expected


def test_sound_that_is_changed_for_the_jury_is_told():
    case = long_case()
    surround = replace(case.probe.sound, channels=6, language="fre", start_s=0.5)
    english = replace(case.probe.sound, index=2, language="eng")
    found = informed(replace(case, probe=replace(case.probe, audio=(surround, english))))
    assert found == [
        ("sound_offset", None, {"offset": 0.5}),
        ("sound_downmixed", None, {"channels": 6}),
        ("sound_tracks", None, {"count": 2, "taken": "fre", "others": "eng"}),
    ]


def test_rates_that_are_changed_or_strange_are_told():
    case = long_case()
    assert informed(case, unsteady=True, fps=Fraction(2997, 100)) == [
        ("frame_rate_changed", None, {"measured": 29.97, "played": 30.0})
    ]
    assert informed(case, fps=Fraction(17)) == [("frame_rate_unusual", None, {"measured": 17.0})]


def test_interlacing_that_no_header_admits():
    assert told(long_case(), interlaced_share=0.95) == [("interlaced_suspected", "informs", None)]
    assert told(long_case(), interlaced_share=0.8) == []


def test_thin_compression_and_unnamed_colours():
    assert informed(long_case(), bit_rate=20_000) == [("low_bit_rate", None, {"rate_k": 20})]
    assert informed(long_case(), width=1280, height=720, transfer="", primaries="", matrix="") == [
        ("colour_untagged", None, {})
    ]
    case = long_case(replace(LONG, min_bits_per_pixel=1.0))
    assert told(case) == [("low_bit_rate", "warns", None)]
    assert told(case, frozen=((0.0, 90.0),)) == [("frozen_picture", "informs", 0.0)]


def test_a_header_may_not_promise_twice_the_film():
    case = long_case(TechnicalSpec(advised_short_side=None))
    probe = replace(case.probe, header_duration_s=7200.0)
    assert [problem.code for problem in inspect(replace(case, probe=probe))] == ["truncated"]


def test_loudness_is_judged_only_by_a_rule():
    quiet = Measurements(loudness_lufs=-41.0, true_peak_dbtp=-0.2, silent=())
    case = case_of(clips.too_long(), TechnicalSpec(advised_short_side=None))
    assert inspect(replace(case, measured=quiet)) == ()
    rule = replace(case.spec, loudness_lufs=(-30, -14), max_true_peak_dbtp=-1)
    found = inspect(replace(case, spec=rule, measured=quiet))
    assert [problem.code for problem in found] == ["loudness_low", "true_peak_high"]


def test_a_spec_survives_the_database():
    spec = TechnicalSpec(max_duration_s=300, frame_rates=("24", "25"), loudness_lufs=(-30, -14))
    stored = json.loads(json.dumps(spec.to_json()))
    assert TechnicalSpec.from_json({**stored, "rule_of_tomorrow": 1}) == spec


def glanced_at(film: Path) -> list[str]:
    """What blocks when only the sound and the key frames are known."""
    look = workbench.look_at(film)
    src = Source(film, look.signature.demuxers, look.probe)
    measured = workbench.listen(src).updated(workbench.glance(src))
    found = inspect(Case(SPEC, look.signature, look.probe, measured))
    return [problem.code for problem in found if problem.severity == "blocks"]


SILENCE = "anullsrc=sample_rate=48000:channel_layout=stereo,atrim=duration={seconds}"


def test_a_film_that_is_black_throughout_is_refused_by_its_key_frames(tmp_path):
    film = tmp_path / "black.mp4"
    black = "color=black:size={size}:rate={rate}:duration={seconds}"
    clips.film(film, picture=black, sound=SILENCE, seconds=3)
    assert glanced_at(film) == ["all_black"]


def test_key_frames_alone_never_refuse_what_shows_something(tmp_path):
    """Every key frame is black, and pictures come between."""
    film = tmp_path / "flicker.mp4"
    flicker = "drawbox=t=fill:color=black:enable='not(mod(n,24))'"
    clips.film(film, "-vf", flicker, "-sc_threshold", "0", sound=SILENCE, seconds=3)
    assert glanced_at(film) == []
