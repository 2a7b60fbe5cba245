"""What can go wrong with a worker, and that each film still gets exactly one verdict."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from media_pipeline import actions, attempts, budgets, claims, ffmpeg, housekeeping, work, workbench
from media_pipeline.enums import AssetState, Step
from media_pipeline.models import Asset, Rendition
from tests import clips
from tests.factories import media_pipeline as make

pytestmark = pytest.mark.django_db


def test_a_claim_is_taken_once(filmmaker):
    asset = make.received(filmmaker)
    other = Asset.objects.get(pk=asset.pk)
    assert claims.take(asset, Step.CHECK, claimant="first")
    assert not claims.take(other, Step.CHECK, claimant="second")
    assert not claims.holds(asset, "second")


def test_a_message_that_comes_again_takes_over_from_its_dead_self(filmmaker):
    asset = make.received(filmmaker)
    claims.take(asset, Step.CHECK, claimant="message 1")
    assert claims.take(asset, Step.CHECK, claimant="message 1")
    assert asset.attempts == 2


def test_an_expired_claim_is_free(filmmaker):
    asset = make.received(filmmaker)
    claims.take(asset, Step.CHECK, claimant="asleep")
    Asset.objects.filter(pk=asset.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert claims.take(asset, Step.CHECK, claimant="awake")


def test_a_step_that_is_not_next_is_not_done(filmmaker):
    asset = make.received(filmmaker)
    work.perform(asset.pk, Step.LADDER, claimant="hasty")
    asset.refresh_from_db()
    assert (asset.state, asset.attempts) == (AssetState.RECEIVED, 0)


def test_who_overslept_the_claim_writes_nothing(filmmaker, monkeypatch):
    asset = make.received(filmmaker)
    look = workbench.look_at

    def oversleep(path, **options):
        Asset.objects.filter(pk=asset.pk).update(claimed_by="successor")
        return look(path, **options)

    monkeypatch.setattr(workbench, "look_at", oversleep)
    make.step(asset, claimant="sleeper")
    assert (asset.state, asset.probe, asset.claimed_by) == (AssetState.CHECKING, {}, "successor")


@pytest.fixture
def ending(monkeypatch):
    """Every first copy ends in the way that the test says."""

    def end_with(words: str, returncode: int):
        def refuse(*args, **kwargs):
            raise ffmpeg.FfmpegError("ffmpeg -i film", words, returncode=returncode)

        monkeypatch.setattr(workbench, "copy_for_play", refuse)

    return end_with


def test_our_own_failure_is_tried_again_and_then_told_as_ours(filmmaker, ending):
    ending("Killed", 137)
    asset = make.step(make.received(filmmaker))
    for attempt in (1, 2):
        make.step(asset)
        assert (asset.state, asset.attempts, asset.claimed_by) == (AssetState.PREPARING, attempt, "")
    make.step(asset)
    assert (asset.state, asset.is_refused) == (AssetState.FAILED, False)
    assert "Killed" in asset.reason
    assert "ffmpeg -i film" in asset.reason


def test_a_full_disk_is_waited_for_with_growing_pauses_for_hours(filmmaker, ending):
    ending("av_interleaved_write_frame(): No space left on device", 228)
    asset = make.step(make.received(filmmaker))
    pauses = []
    for _ in range(attempts.MOST_ATTEMPTS - 1):
        make.step(asset)
        assert asset.state == AssetState.PREPARING
        pauses.append(round((asset.rests_until - timezone.now()).total_seconds(), -1))
    assert pauses[:6] == [20, 60, 180, 420, 900, 900]
    assert sum(pauses) > 3.5 * 3600
    make.step(asset)
    assert asset.state == AssetState.FAILED
    assert "No space left on device" in asset.reason


def test_a_full_disk_does_not_use_up_the_attempts_of_the_film(filmmaker, ending):
    asset = make.step(make.received(filmmaker))
    for words, code, state in (
        ("No space left on device", 228, AssetState.PREPARING),
        ("No space left on device", 228, AssetState.PREPARING),
        ("Killed", 137, AssetState.PREPARING),
        ("No space left on device", 228, AssetState.PREPARING),
        ("Killed", 137, AssetState.PREPARING),
        ("Killed", 137, AssetState.FAILED),
    ):
        ending(words, code)
        make.step(asset)
        assert asset.state == state


def test_after_our_failure_it_goes_on_where_it_stopped(filmmaker, monkeypatch, request):
    asset = make.step(make.received(filmmaker))
    asset.state, asset.reason = AssetState.FAILED, "disk full"
    asset.save()
    actions.retry(asset)
    for _ in range(5):
        make.step(asset)
    assert (asset.state, asset.reason) == (AssetState.READY, "")


def test_an_error_nobody_foresaw_is_marked_and_raised(filmmaker, monkeypatch):
    def stumble(path, **options):
        raise ZeroDivisionError

    monkeypatch.setattr(workbench, "look_at", stumble)
    asset = make.received(filmmaker)
    with pytest.raises(ZeroDivisionError):
        make.step(asset)
    asset.refresh_from_db()
    assert (asset.attempts, asset.claimed_by, asset.claimed_until) == (1, "", None)


def test_a_film_that_kills_its_workers_is_put_aside(filmmaker):
    asset = make.received(filmmaker)
    for _ in range(attempts.MOST_DEATHS):
        claims.take(asset, Step.CHECK, claimant="message 1")
    make.step(asset, claimant="message 1")
    assert (asset.state, asset.reason) == (
        AssetState.FAILED,
        "check: the worker died 5 times over this film.",
    )


@pytest.mark.usefixtures("empty_queues")
def test_the_sweep_wakes_a_film_whose_worker_died(filmmaker, django_capture_on_commit_callbacks):
    asset = make.received(filmmaker)
    ago = timezone.now() - timedelta(hours=1)
    Asset.objects.filter(pk=asset.pk).update(claimed_until=ago, claimed_by="dead", enqueued_at=ago)
    with django_capture_on_commit_callbacks() as messages:
        assert housekeeping.wake_forgotten_films() == 1
    assert len(messages) == 1
    asset.refresh_from_db()
    assert asset.enqueued_at > ago


def test_superseded_renditions_go_after_a_day(filmmaker):
    asset = make.worked_through(filmmaker, clips.vertical_hevc())
    old = asset.renditions.get(name="480")
    old.superseded_at = timezone.now()
    old.save()
    folder = Path(django_settings.MEDIA_ROOT) / "renditions" / old.prefix
    assert housekeeping.clear_superseded_renditions() == 0
    assert (folder / "media.m3u8").exists()
    Rendition.objects.filter(pk=old.pk).update(superseded_at=timezone.now() - timedelta(days=2))
    assert housekeeping.clear_superseded_renditions() == 1
    assert not folder.exists()
    assert sorted(asset.renditions.values_list("name", flat=True)) == ["poster", "storyboard"]


def test_work_ends_before_the_limit_before_the_claim_before_the_broker():
    broker = django_settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    short = workbench.look_at(clips.horizontal_h264()).probe
    from dataclasses import replace

    long = replace(short, film=replace(short.film, span_s=10_000.0))
    for probe in (None, short, long):
        for step in Step:
            order = [
                budgets.work_s(step, probe),
                budgets.hard_limit_s(step, probe),
                budgets.lease_s(step, probe),
                broker,
            ]
            assert order == sorted(order)
            assert order[0] < order[1] < order[2] < order[3]


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_a_film_is_received_all_the_same(filmmaker, monkeypatch):
    def away(*args, **kwargs):
        raise ConnectionError("no broker")

    monkeypatch.setattr(actions.TASKS[Step.CHECK], "apply_async", away)
    asset = make.received(filmmaker)
    assert Asset.objects.get().state == AssetState.RECEIVED
    later = timezone.now() + timedelta(minutes=16)
    assert list(Asset.objects.forgotten_at(later)) == [asset]
