"""What is known seconds after a film came, and that nothing is refused for it."""

import hashlib

import pytest

from media_pipeline import glances, workbench
from media_pipeline.enums import AssetState
from tests import clips
from tests.factories import media_pipeline as make

pytestmark = pytest.mark.django_db


def codes(asset):
    return sorted((finding.code, finding.severity) for finding in asset.findings.all())


def glanced_at(filmmaker, clip):
    asset = make.step(make.received(filmmaker, clip))
    assert glances.is_wanted(asset)
    glances.glance(asset.pk)
    asset.refresh_from_db()
    return asset


def test_sound_hash_and_key_frames_are_known_before_the_ladder(filmmaker):
    asset = glanced_at(filmmaker, clips.horizontal_h264())
    known = asset.measurements
    assert known.loudness_lufs == pytest.approx(-21.7, abs=3)
    assert (known.silent, known.from_key_frames, known.decode_errors) == ((), True, None)
    assert asset.sha256 == hashlib.sha256(clips.horizontal_h264().read_bytes()).hexdigest()
    assert not glances.is_wanted(asset)


def test_black_and_silent_is_said_at_once_and_refused_when_every_picture_was_seen(filmmaker):
    asset = glanced_at(filmmaker, clips.black_and_silent())
    assert asset.state == AssetState.PREPARING
    assert ("all_black", "warns") in codes(asset)
    while asset.is_in_progress:
        make.step(asset)
    assert (asset.state, asset.reason) == (AssetState.REFUSED, "all_black")
    assert asset.measurements.from_key_frames is False


def test_a_lost_message_is_made_up_for(filmmaker):
    asset = make.worked_through(filmmaker)
    assert asset.state == AssetState.READY
    assert len(asset.sha256) == 64
    assert asset.measurements.silent == ()


def test_a_late_glance_does_not_undo_the_look(filmmaker):
    asset = make.step(make.received(filmmaker))
    late = workbench.Measurements(black=((0.0, 2.0),), from_key_frames=True)
    while asset.is_in_progress:
        make.step(asset)
    before = asset.measurements
    glances._note(asset, late, "0" * 64)
    asset.refresh_from_db()
    assert asset.measurements == before
    glances.glance(asset.pk)
    asset.refresh_from_db()
    assert (asset.state, asset.measurements) == (AssetState.READY, before)


def test_films_of_key_frames_only_are_not_glanced_at(filmmaker):
    asset = make.step(make.received(filmmaker, clips.of_key_frames()))
    glances.glance(asset.pk)
    asset.refresh_from_db()
    assert asset.measurements.from_key_frames is None
    assert not glances.is_wanted(asset)
