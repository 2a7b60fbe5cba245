"""The power fails on one machine of the farm: every piece is made once, the film is joined once."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from django.db import connection
from django.utils import timezone

from festival.models import AuditRecord
from media_pipeline import housekeeping, queues
from media_pipeline.chunks import sweeping
from media_pipeline.enums import AssetState, Outcome, Step
from media_pipeline.models import Asset, Attempt, Chunk
from tests import workers
from tests.factories import media_pipeline as make
from tests.media_pipeline.chunks import films

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.media, pytest.mark.xdist_group("nights")]


@pytest.fixture(autouse=True)
def farm(settings, monkeypatch):
    settings.CHUNKED_ENCODING = films.FARM
    for name, value in (("WORKERS", "2"), ("WORTH_SECONDS", "0"), ("SHORTEST_SECONDS", "3")):
        monkeypatch.setenv(f"CHUNK_{name}", value)


def is_encoding(process: psutil.Popen, asset: Asset) -> bool:
    """True while this worker has an encoder at a piece of the film's pictures."""
    words = [" ".join(child.cmdline()) for child in children(process)]
    return any(asset.pk.hex in line and "trim=" in line for line in words)


def children(process) -> list[psutil.Process]:
    found = []
    for child in psutil.Process(process.pid).children(recursive=True):
        try:
            child.cmdline()
        except psutil.Error:
            continue
        found.append(child)
    return found


def is_ready(asset: Asset) -> bool:
    connection.ensure_connection()
    asset.refresh_from_db()
    return asset.state == AssetState.READY


def test_a_machine_that_dies_over_a_piece_costs_that_piece_again(filmmaker, tmp_path: Path):
    with (
        workers.worker(tmp_path / "one", "verdict,play,verify,ladder", name="one"),
        workers.worker(tmp_path / "two", "chunks", name="two") as doomed,
    ):
        asset = make.received(filmmaker, films.snowstorm())
        workers.wait_until(lambda: is_encoding(doomed, asset), within_s=300, what="a piece is being encoded")
        workers.kill(doomed)
    lost = Chunk.objects.get(asset=asset, done_at=None, claimed_until__isnull=False)
    assert lost.attempts == 1
    finished = set(Chunk.objects.filter(asset=asset, done_at__isnull=False).values_list("pk", flat=True))

    # The claims of the dead run out.
    long_ago = timezone.now() - timedelta(minutes=10)
    Chunk.objects.filter(asset=asset, done_at=None).update(enqueued_at=long_ago)
    Chunk.objects.filter(pk=lost.pk).update(claimed_until=long_ago)
    Asset.objects.filter(pk=asset.pk, claimed_until__isnull=False).update(claimed_until=long_ago)
    sweeping.wake_forgotten_chunks()
    housekeeping.wake_forgotten_films()
    with workers.worker(tmp_path / "three", "verdict,play,verify,ladder,chunks", name="three"):
        workers.wait_until(lambda: is_ready(asset), within_s=300, what="the film is ready")

    told = AuditRecord.objects.filter(target_id=str(asset.pk)).order_by("pk").values_list("after", flat=True)
    assert list(told) == ["checking", "preparing", "ready"]
    tries = Attempt.objects.filter(asset=asset, step=Step.CHUNKS)
    assert Counter(tries.values_list("outcome", flat=True)) == {Outcome.DONE: 5}
    assert tries.filter(worker__startswith="two").count() == len(finished)
    assert [stream.name for stream in asset.renditions.streams()] == ["720", "480"]
    assert (asset.whole_because, asset.chunks.count()) == ("", 0)


def test_the_sweep_asks_for_a_piece_whose_message_was_lost(filmmaker):
    with queues.server() as broker:
        broker.delete(queues.queue_of(Step.CHUNKS))
    asset = make.stored_without_work(filmmaker, state=AssetState.PREPARING, step=Step.CHUNKS)
    piece = Chunk.objects.create(asset=asset, position=1, first_frame=0, enqueued_at=timezone.now())
    assert sweeping.wake_forgotten_chunks() == 0
    ago = timezone.now() - timedelta(minutes=5)
    Chunk.objects.filter(pk=piece.pk).update(enqueued_at=ago)
    assert sweeping.wake_forgotten_chunks() == 1
    piece.refresh_from_db()
    assert piece.enqueued_at > ago


def test_pieces_of_a_film_that_ended_badly_are_cleared_after_a_day(filmmaker):
    asset = make.stored_without_work(
        filmmaker, state=AssetState.REFUSED, reason="corrupt_frames", cut_at=timezone.now()
    )
    Chunk.objects.create(asset=asset, position=1, first_frame=0)
    assert sweeping.clear_leftover_chunks() == 0
    Asset.objects.filter(pk=asset.pk).update(cut_at=timezone.now() - timedelta(days=2))
    assert sweeping.clear_leftover_chunks() == 1
    asset.refresh_from_db()
    assert (asset.chunks.count(), asset.cut_at) == (0, None)
