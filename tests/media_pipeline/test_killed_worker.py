"""The power fails in the middle of the ladder: the film still gets one verdict, once."""

from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from django.db import connection
from django.utils import timezone

from festival.models import AuditRecord
from media_pipeline import housekeeping
from media_pipeline.enums import AssetState, Step
from media_pipeline.models import Asset
from tests import clips, workers
from tests.factories import media_pipeline as make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("nights")]


def encoders_at_work(asset: Asset) -> list[psutil.Process]:
    """Processes that have this film on their command line."""
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        words = " ".join(process.info["cmdline"] or [])
        if asset.pk.hex in words and "ffmpeg" in words and process.info["status"] != psutil.STATUS_ZOMBIE:
            found.append(process)
    return found


def in_the_ladder(asset: Asset) -> bool:
    asset.refresh_from_db()
    return (
        asset.step == Step.LADDER
        and asset.is_playable
        and bool(asset.claimed_by)
        and bool(encoders_at_work(asset))
    )


@pytest.mark.usefixtures("empty_queues")
def test_a_killed_worker_loses_no_film_and_leaves_no_encoder(filmmaker, tmp_path: Path):
    log = tmp_path / "worker.log"
    with workers.worker(log) as first:
        asset = make.received(filmmaker, clips.busy())
        workers.wait_until(lambda: in_the_ladder(asset), within_s=300, what="the film is in the ladder")
        workers.kill(first)
    workers.wait_until(
        lambda: not encoders_at_work(asset), within_s=60, what="the encoder ended with its worker"
    )
    asset.refresh_from_db()
    assert asset.claimed_until > timezone.now()

    # The claim of the dead runs out.
    Asset.objects.filter(pk=asset.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))
    with workers.worker(log):
        assert housekeeping.wake_forgotten_films() == 1
        workers.wait_until(lambda: is_ready(asset), within_s=300, what="the film is ready")

    told = AuditRecord.objects.filter(target_id=str(asset.pk)).order_by("pk").values_list("after", flat=True)
    assert list(told) == ["checking", "preparing", "ready"]
    current = asset.renditions.current().values_list("name", flat=True)
    assert sorted(current) == ["480", "poster", "storyboard"]
    assert (asset.attempts, asset.claimed_by, asset.claimed_until) == (0, "", None)


def is_ready(asset: Asset) -> bool:
    connection.ensure_connection()
    asset.refresh_from_db()
    return asset.state == AssetState.READY


def test_when_only_the_child_is_killed_the_message_comes_again_at_once(filmmaker, tmp_path: Path):
    with workers.worker(tmp_path / "worker.log") as parent:
        asset = make.received(filmmaker, clips.busy())
        workers.wait_until(lambda: in_the_ladder(asset), within_s=300, what="the film is in the ladder")
        for child in psutil.Process(parent.pid).children():
            child.kill()
        workers.wait_until(lambda: is_ready(asset), within_s=300, what="the film is ready")
