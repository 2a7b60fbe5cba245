"""A film's way through the workshop, with the real ffmpeg: from received to ready, or to a refusal."""

import pytest

from media_pipeline import workbench
from media_pipeline.enums import AssetState, Step
from media_pipeline.ffmpeg import FfmpegError
from media_pipeline.inspection import TechnicalSpec
from media_pipeline.signals import asset_settled
from tests import clips
from tests.factories import media_pipeline as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def news():
    """What the rooms above are told: state at each call."""
    heard: list[str] = []

    def listen(asset, **kwargs):
        heard.append(asset.state)

    asset_settled.connect(listen)
    yield heard
    asset_settled.disconnect(listen)


def streams(asset):
    return [(stream.name, stream.width, stream.height) for stream in asset.renditions.streams()]


def test_a_web_safe_film_is_only_copied(filmmaker):
    asset = make.worked_through(filmmaker, clips.horizontal_h264())
    assert (asset.state, asset.reason, asset.attempts, asset.claimed_by) == ("ready", "", 0, "")
    assert streams(asset) == [("source", 640, 360)]
    assert sorted(asset.renditions.values_list("kind", flat=True)) == ["hls", "poster", "storyboard"]
    assert (asset.duration_s, asset.width, asset.height, str(asset.fps), asset.orientation) == (
        2.0,
        640,
        360,
        "24",
        "horizontal",
    )
    assert asset.findings.count() == 0
    # Two seconds of sound are too short for Chromaprint.
    assert [fingerprint.kind for fingerprint in asset.fingerprints.all()] == ["picture"]
    assert len(asset.sha256) == 64
    assert asset.settled_at is not None


def test_an_upright_film_is_encoded_upright(filmmaker):
    asset = make.worked_through(filmmaker, clips.vertical_hevc())
    assert (asset.state, asset.orientation, asset.is_copied) == ("ready", "vertical", None)
    assert streams(asset) == [("480", 270, 480)]
    assert asset.renditions.filter(superseded_at__isnull=False).count() == 0


def test_it_can_be_watched_before_it_is_ready(filmmaker):
    asset = make.received(filmmaker)
    assert (asset.state, asset.step, asset.is_playable) == (AssetState.RECEIVED, Step.CHECK, False)
    make.step(asset)
    assert (asset.state, asset.step, asset.is_playable) == (AssetState.PREPARING, Step.PLAY, False)
    make.step(asset)
    assert (asset.state, asset.step, asset.is_playable) == (AssetState.PREPARING, Step.LADDER, True)
    assert not asset.is_settled
    make.step(asset)
    assert (asset.state, asset.step, asset.is_settled) == (AssetState.READY, "", True)


def test_behind_another_films_ladder_it_is_looked_through_first(filmmaker):
    other = make.step(make.received(filmmaker, clips.vertical_hevc()))
    assert other.step == Step.LADDER
    asset = make.step(make.received(filmmaker, clips.vertical_hevc()))
    assert (asset.step, asset.is_settled) == (Step.VERIFY, False)
    make.step(asset)
    assert (asset.state, asset.step, asset.is_accepted) == (AssetState.PREPARING, Step.LADDER, False)
    assert (asset.verified_at is None, asset.playable_at) == (False, None)
    assert sorted(asset.renditions.values_list("kind", flat=True)) == ["poster", "storyboard"]
    make.step(asset)
    assert (asset.state, asset.is_accepted, streams(asset)) == (AssetState.READY, True, [("480", 270, 480)])


def test_a_film_that_only_looks_fit_to_be_copied_is_encoded(filmmaker, monkeypatch):
    def stumble(*args, **kwargs):
        raise FfmpegError("ffmpeg -i film", "Invalid data found", returncode=1)

    monkeypatch.setattr(workbench, "copy_for_play", stumble)
    asset = make.worked_through(filmmaker)
    assert (asset.state, asset.is_copied, streams(asset)) == ("ready", False, [("480", 640, 360)])


@pytest.mark.parametrize(
    ("clip", "reason"),
    [
        (clips.zero_bytes, "empty_file"),
        (clips.renamed_text, "container_not_allowed"),
        (clips.playlist_named_mp4, "container_not_allowed"),
        (clips.audio_only, "no_video"),
        (clips.without_index, "unreadable"),
        (clips.truncated, "truncated"),
        (clips.tall_16x4000, "aspect_extreme, resolution_too_small"),
        (clips.huge_picture, "picture_too_large"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_bad_files_are_refused_by_the_check_with_what_to_mend(filmmaker, clip, reason):
    asset = make.step(make.received(filmmaker, clip()))
    assert (asset.state, asset.reason) == (AssetState.REFUSED, reason)
    assert [finding.code for finding in asset.blocking_findings] == reason.split(", ")
    assert all(finding.sentence and finding.remedy for finding in asset.findings.all())
    assert asset.settled_at is not None


@pytest.mark.parametrize(
    ("clip", "reason"), [(clips.damaged, "corrupt_frames"), (clips.black_and_silent, "all_black")]
)
def test_what_only_shows_when_every_picture_is_seen_is_refused_then(filmmaker, clip, reason):
    asset = make.worked_through(filmmaker, clip())
    assert (asset.state, asset.reason, asset.is_playable) == (AssetState.REFUSED, reason, False)


def test_the_rooms_above_hear_of_a_refusal_after_the_commit(
    filmmaker, django_capture_on_commit_callbacks, news
):
    asset = make.received(filmmaker, clips.zero_bytes())
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        make.step(asset)
    assert news == []
    for callback in callbacks:
        callback()
    assert news == ["refused"]


def test_other_rules_judge_anew_without_measuring_again(filmmaker):
    from media_pipeline import actions

    asset = make.worked_through(filmmaker)
    actions.reinspect(asset, TechnicalSpec(min_short_side=100, orientation="vertical"))
    assert asset.state == AssetState.RECEIVED
    make.step(asset)
    assert (asset.state, asset.reason) == (AssetState.REFUSED, "orientation_wrong")
    actions.reinspect(asset, make.OPEN_TO_SMALL)
    make.step(asset)
    assert (asset.state, asset.reason, asset.findings.count()) == (AssetState.READY, "", 0)
    assert streams(asset) == [("source", 640, 360)]


def test_warnings_do_not_stop_a_film(filmmaker):
    asset = make.worked_through(filmmaker, clips.mute())
    assert asset.state == AssetState.READY
    assert [finding.code for finding in asset.warning_findings] == ["no_audio"]
