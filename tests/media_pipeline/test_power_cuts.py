"""Workers are killed again and again, at any moment: every film still gets one verdict, and nothing is left half made."""

import os
import random
import time
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings

from media_pipeline import attempts, housekeeping
from media_pipeline.models import Asset, Attempt
from tests import clips, workers
from tests.factories import media_pipeline as make
from tests.media_pipeline import nights

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("nights")]

KILLS = 10
PLAYED = {
    clips.horizontal_h264: ["poster", "source", "storyboard"],
    clips.with_b_frames: ["poster", "source", "storyboard"],
    clips.vertical_hevc: ["480", "poster", "storyboard"],
    clips.turned_phone: ["480", "poster", "storyboard"],
    clips.vp9: ["480", "poster", "storyboard"],
    clips.subtitled: ["poster", "source", "storyboard"],
    clips.mute: ["poster", "source", "storyboard"],
}
REFUSED = [clips.truncated, clips.renamed_text, clips.audio_only, clips.black_and_silent]


def at_work(name: str) -> Attempt | None:
    return Attempt.objects.filter(worker__startswith=f"{name}@", ended_at=None).first()


def may_be_killed(name: str) -> bool:
    """A film over which too many workers die is put aside, rightly; that is another test's matter."""
    attempt = at_work(name)
    if attempt is None:
        return True
    deaths = Attempt.objects.filter(asset=attempt.asset, step=attempt.step, cause="died").count()
    return deaths < attempts.MOST_DEATHS - 2


def test_ten_kills_at_any_moment(filmmaker, tmp_path: Path):
    dice, log = random.Random(20261121), tmp_path / "worker.log"
    films = {make.received(filmmaker, clip()): names for clip, names in PLAYED.items()}
    refused = [make.received(filmmaker, clip()) for clip in REFUSED]
    numbers, killed_at = count(1), []
    with ExitStack() as stack:

        def hire() -> tuple[str, object]:
            name = f"w{next(numbers)}"
            return name, stack.enter_context(workers.worker(log, name=name))

        crew = [hire(), hire()]
        while len(killed_at) < KILLS and Asset.objects.in_progress().exists():
            name, process = crew[0]
            patience = time.monotonic() + 60
            while at_work(name) is None and Asset.objects.in_progress().exists():
                assert time.monotonic() < patience, log.read_text()[-3000:]
                time.sleep(0.02)
            time.sleep(dice.uniform(0, 1.2))
            if not may_be_killed(name):
                time.sleep(0.2)
                continue
            doing = at_work(name)
            workers.kill(process)
            killed_at.append(doing.step if doing else "")
            crew = [*crew[1:], hire()]
            nights.hours_pass_for_the_dead(name)
        nights.await_morning(within_s=300)
    assert len([step for step in killed_at if step]) >= KILLS // 2

    assert {asset.original_name: nights.verdicts(asset) for asset in films} == {
        asset.original_name: ["checking", "preparing", "ready"] for asset in films
    }
    assert {asset.original_name: nights.current_names(asset) for asset in films} == {
        asset.original_name: names for asset, names in films.items()
    }
    for asset in films:
        asset.refresh_from_db()
        assert set(nights.played_frames(asset, filmmaker).values()) == {asset.facts.film.packets}
    for asset in refused:
        assert nights.verdicts(asset)[-1] == "refused"
        assert nights.verdicts(asset).count("refused") == 1
    everything_is_tidy()


def everything_is_tidy() -> None:
    housekeeping.close_books_of_the_dead()
    assert Asset.objects.filter(claimed_until__isnull=False).count() == 0
    assert Attempt.objects.filter(ended_at=None).count() == 0
    workers.wait_until(
        lambda: not nights.ffmpegs_at_work(),
        within_s=60,
        what=lambda: f"the end of {nights.ffmpegs_at_work()}",
    )
    assert nights.folders_without_a_row() == []
    benches = list((Path(settings.MEDIA_ROOT) / "work").glob("work-*"))
    for bench in benches:
        os.utime(bench, (0, 0))
    housekeeping.clear_superseded_renditions()
    assert not any(bench.exists() for bench in benches)
