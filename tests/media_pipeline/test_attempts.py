"""The workshop's diary: who tried what, how it ended, and with which command."""

import time
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from media_pipeline import attempts, claims, housekeeping, work, workbench
from media_pipeline.effort import Effort
from media_pipeline.enums import Cause, Outcome, Step
from media_pipeline.ffmpeg import FfmpegError
from media_pipeline.models import Asset, Attempt
from tests import clips
from tests.factories import media
from tests.factories import media_pipeline as make

pytestmark = pytest.mark.django_db


def diary(asset):
    return list(asset.tries.order_by("pk").values_list("step", "outcome", "cause"))


def test_each_step_leaves_a_line_with_its_worker_its_length_and_its_cost(filmmaker):
    asset = make.received(filmmaker)
    work.serve(Step.CHECK, claimant="message", named=asset.pk, worker="quick@here")
    line = asset.tries.get()
    assert (line.step, line.outcome, line.worker, line.film_s) == ("check", "done", "quick@here", 2.0)
    assert line.asked_at <= line.started_at < line.ended_at
    assert 0 < line.cpu_s < 60


def test_a_failure_keeps_the_command_and_the_last_words(filmmaker, monkeypatch):
    def refuse(*args, **kwargs):
        raise FfmpegError("ffmpeg -i 'my film'", "one\nNo space left on device", returncode=228)

    asset = make.step(make.received(filmmaker))
    monkeypatch.setattr(workbench, "picture", refuse)
    for _attempt in range(3):
        make.step(asset)
    assert diary(asset) == [("check", "done", ""), *[("play", "failed", "space")] * 3]
    last = asset.tries.first()
    assert (last.command, last.tail) == ("ffmpeg -i 'my film'", "one\nNo space left on device")
    assert asset.state == "preparing"


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (FfmpegError("c", "", timed_out=True), Cause.TIME),
        (FfmpegError("c", "x264: Cannot allocate memory", returncode=1), Cause.MEMORY),
        (FfmpegError("c", "", returncode=-9), Cause.KILLED),
        (FfmpegError("c", "", returncode=137), Cause.KILLED),
        (FfmpegError("c", "Conversion failed!", returncode=1), Cause.PROGRAM),
    ],
)
def test_what_ffmpeg_said_is_sorted(error, cause):
    assert attempts.of_ffmpeg("play", error).cause == cause


@pytest.mark.parametrize(("number", "cause"), [(28, Cause.SPACE), (12, Cause.MEMORY), (2, Cause.FILE)])
def test_what_the_system_said_is_sorted(number, cause):
    assert attempts.of_system("play", OSError(number, "no")).cause == cause


def test_a_worker_that_died_is_found_out_by_its_successor(filmmaker):
    asset = make.received(filmmaker)
    claims.take(asset, Step.CHECK, claimant="first", worker="one@here")
    Asset.objects.filter(pk=asset.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))
    claims.take(asset, Step.CHECK, claimant="second", worker="two@here")
    assert diary(asset) == [("check", "lost", "died"), ("check", "", "")]


def test_an_ended_line_is_not_written_again(filmmaker):
    asset = make.received(filmmaker)
    claims.take(asset, Step.CHECK, claimant="first")
    attempts.end(asset, "first", cpu_s=1)
    attempts.end(asset, "first", cpu_s=9, trouble=attempts.Trouble(Cause.TIME, "late"))
    assert (asset.tries.get().cpu_s, asset.tries.get().outcome) == (1, Outcome.DONE)


def test_the_database_knows_one_attempt_at_a_time(filmmaker):
    asset = media.asset(filmmaker)
    line = {"asset": asset, "step": Step.CHECK, "worker": "w", "started_at": timezone.now()}
    Attempt.objects.create(**line)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(**line)


def test_old_lines_are_forgotten(filmmaker):
    asset, now = media.asset(filmmaker), timezone.now()
    for days in (1, 119, 121, 200):
        ended = now - timedelta(days=days)
        Attempt.objects.create(
            asset=asset, step="check", worker="w", started_at=ended, ended_at=ended, outcome="done"
        )
    assert (housekeeping.forget_old_attempts(), Attempt.objects.count()) == (2, 2)


def test_progress_is_written_when_it_changes(filmmaker, django_assert_num_queries):
    asset = make.received(filmmaker, clips.horizontal_h264())
    claims.take(asset, Step.CHECK, claimant="first")
    claims.report(asset, "first", 41.6, cpu_s=3.456)
    with django_assert_num_queries(1):
        claims.report(asset, "first", 42.4, cpu_s=4)
    asset.refresh_from_db()
    assert (asset.progress, asset.tries.get().cpu_s) == (42, 3.46)


def test_effort_counts_processor_time_not_waiting():
    effort = Effort()
    time.sleep(0.3)
    asleep = effort.spent_s()
    until = time.process_time() + 0.3
    while time.process_time() < until:
        pass
    assert asleep < 0.25
    assert 0.28 < effort.spent_s() < 0.8
