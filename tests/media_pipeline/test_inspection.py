"""Verdicts on real little films: what blocks, what warns, all at once."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from media_pipeline import workbench
from media_pipeline.inspection import Case, Problem, Severity, TechnicalSpec, inspect, is_refused
from media_pipeline.measurements import Measurements
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
    return {problem.code: str(problem.severity) for problem in inspect(case_of(path, spec))}


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
        {"min_duration_s": 2.4},
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
