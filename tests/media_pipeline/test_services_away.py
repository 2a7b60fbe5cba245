"""Redis forgets or restarts, PostgreSQL goes down in mid-work: workers live on, and every film gets its verdict."""

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis
from django.db import OperationalError, connection
from redis.backoff import NoBackoff
from redis.retry import Retry

from festival.celery import app
from festival.launch import redis as embedded
from media_pipeline import claims, patience
from media_pipeline.enums import AssetState, Step
from media_pipeline.models import Asset
from tests import clips, workers
from tests.factories import media_pipeline as make
from tests.media_pipeline import nights

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("nights")]


@dataclass
class Broker:
    """A Redis of this test's own, which may be stopped and started again at the same address."""

    url: str
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        at = urlsplit(self.url)
        options = ["--port", str(at.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)]
        self.process = subprocess.Popen(
            [str(embedded._binary()), *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        workers.wait_until(self.answers, within_s=120, what="Redis answers")

    def stop(self) -> None:
        """As in a power cut: what was queued is gone, for it keeps nothing on disk."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def answers(self) -> bool:
        try:
            return bool(self.client().ping())
        except redis.RedisError:
            return False

    def client(self) -> redis.Redis:
        return redis.Redis.from_url(self.url, retry=Retry(NoBackoff(), 0))


@pytest.fixture
def broker(tmp_path: Path, settings, monkeypatch) -> Iterator[Broker]:
    broker = Broker(f"redis://127.0.0.1:{embedded.free_port()}/0", tmp_path)
    broker.start()
    # Celery reads Django's settings when it is asked, hence first.
    usual = app.conf.broker_url, app.conf.broker_write_url
    settings.REDIS_URL = settings.CELERY_BROKER_URL = broker.url
    app.conf.broker_url = app.conf.broker_write_url = broker.url
    monkeypatch.setattr(app, "_pool", None)
    monkeypatch.setattr(app.amqp, "_producer_pool", None)
    yield broker
    broker.stop()
    app.conf.broker_url, app.conf.broker_write_url = usual


@contextmanager
def at_work(log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with workers.worker(log, name="steady") as process:
        yield process
        assert process.poll() is None, log.read_text()[-3000:]


def in_the_encoder(asset: Asset) -> bool:
    asset.refresh_from_db()
    return asset.step == Step.LADDER and asset.progress > 0


def as_usual(asset: Asset) -> None:
    assert nights.verdicts(asset) == ["checking", "preparing", "ready"]
    assert "storyboard" in nights.current_names(asset)


def test_a_flushed_redis_loses_no_film(filmmaker, broker, tmp_path: Path):
    with at_work(tmp_path / "log"):
        busy, others = make.received(filmmaker, clips.busy()), []
        workers.wait_until(lambda: in_the_encoder(busy), within_s=300, what="the film is in the encoder")
        others = [make.received(filmmaker, clips.vertical_hevc()), make.received(filmmaker, clips.vp9())]
        broker.client().flushall()
        nights.minutes_pass()
        # Whoever publishes after the flush is heard as before.
        others.append(make.received(filmmaker))
        nights.await_morning(within_s=300)
    for asset in (busy, *others):
        as_usual(asset)


def test_a_restarted_redis_loses_no_film_and_no_worker(filmmaker, broker, tmp_path: Path):
    with at_work(tmp_path / "log"):
        busy = make.received(filmmaker, clips.busy())
        workers.wait_until(lambda: in_the_encoder(busy), within_s=300, what="the film is in the encoder")
        waiting = make.received(filmmaker, clips.vertical_hevc())
        broker.stop()
        # While the broker is away films are received, and their makers hear nothing of it.
        away = make.received(filmmaker)
        assert Asset.objects.get(pk=away.pk).state == AssetState.RECEIVED
        workers.wait_until(lambda: not in_the_encoder(busy), within_s=300, what="the encoder has ended")
        broker.start()
        nights.minutes_pass()
        nights.await_morning(within_s=300)
    for asset in (busy, waiting, away):
        as_usual(asset)


def cut_all_connections() -> None:
    """What an immediate restart of PostgreSQL does to everybody: all transactions are lost, and no word of goodbye."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_lost_connections_to_the_database_do_not_cost_an_encoding(filmmaker, tmp_path: Path):
    with at_work(tmp_path / "log"):
        asset = make.received(filmmaker, clips.busy())
        workers.wait_until(lambda: in_the_encoder(asset), within_s=300, what="the film is in the encoder")
        cut_all_connections()
        nights.await_morning(within_s=300)
    as_usual(asset)
    assert list(asset.tries.order_by("pk").values_list("step", "outcome")) == [
        ("check", "done"),
        ("ladder", "done"),
    ]


def test_connections_lost_at_any_moment_lose_no_film(filmmaker, tmp_path: Path):
    with at_work(tmp_path / "log"):
        films = [
            make.received(filmmaker, clip())
            for clip in (clips.horizontal_h264, clips.vertical_hevc, clips.vp9)
        ]
        for _ in range(8):
            cut_all_connections()
            time.sleep(0.7)
            nights.minutes_pass()
        nights.hours_pass_for_the_dead("steady")
        nights.await_morning(within_s=300)
    for asset in films:
        as_usual(asset)


def test_a_database_that_comes_back_is_waited_for(filmmaker, monkeypatch):
    asset = make.received(filmmaker)
    claims.take(asset, Step.CHECK, claimant="message")
    refusals = iter([OperationalError("the database system is starting up")] * 3)
    connect = connection.ensure_connection

    def come_back() -> None:
        if (refusal := next(refusals, None)) is not None:
            raise refusal
        connect()

    monkeypatch.setattr(connection, "ensure_connection", come_back)
    connection.close()
    patience.await_database(patience_s=30)
    assert claims.holds(asset, "message")


def test_a_database_that_stays_away_is_not_waited_for_for_ever(monkeypatch):
    def stay_away() -> None:
        raise OperationalError("no server")

    connection.close()
    with monkeypatch.context() as patched:
        patched.setattr(connection, "ensure_connection", stay_away)
        with pytest.raises(OperationalError, match="no server"):
            patience.await_database(patience_s=0.3)
