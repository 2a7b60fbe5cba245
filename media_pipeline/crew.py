"""Who is at work: every worker says so itself, every few seconds, in a place that is quick to read.

Celery can ask all workers for an answer, but only by waiting for those that are not there.
"""

import json
import shutil
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from media_pipeline import queues

KEY = "workshop:crew"
SAYS_SO_EVERY_S = 10
SILENT_AFTER_S = 45
FORGOTTEN_AFTER_S = 24 * 3600


@dataclass(frozen=True)
class Worker:
    """One worker process, with as many hands as it has children. Times in seconds since the epoch, sizes in bytes."""

    name: str
    queues: tuple[str, ...]
    hands: int
    since: float
    seen: float
    free_bytes: int = 0
    total_bytes: int = 0

    @property
    def is_alive(self) -> bool:
        """It has spoken within the last moments."""
        return time.time() - self.seen < SILENT_AFTER_S

    @property
    def free_percent(self) -> int:
        """Of the disk of its bench."""
        return round(100 * self.free_bytes / self.total_bytes) if self.total_bytes else 0


def sign_in(worker: Worker) -> None:
    """Say that this worker is here. Raises redis.RedisError."""
    with queues.server() as broker, broker.pipeline(transaction=False) as words:
        words.hset(KEY, worker.name, json.dumps(asdict(worker)))
        words.expire(KEY, FORGOTTEN_AFTER_S)
        words.execute()


def sign_out(name: str) -> None:
    """Say that this worker goes home. Raises redis.RedisError."""
    with queues.server() as broker:
        broker.hdel(KEY, name)


def everybody() -> list[Worker]:
    """Those who are here, and those who fell silent without going home. Raises redis.RedisError."""
    with queues.server() as broker:
        told = broker.hgetall(KEY)
        workers = [_read(words) for words in told.values()]
        for gone in [one for one in workers if time.time() - one.seen > FORGOTTEN_AFTER_S]:
            broker.hdel(KEY, gone.name)
            workers.remove(gone)
    return sorted(workers, key=lambda one: one.name)


def hands_for(queue: str, workers: list[Worker]) -> int:
    """How many films of a queue can be worked on at once."""
    return sum(one.hands for one in workers if one.is_alive and queue in one.queues)


def bench_space() -> tuple[int, int]:
    """Free and total bytes of the disk that this process works on."""
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    usage = shutil.disk_usage(folder)
    return usage.free, usage.total


def _read(words: bytes) -> Worker:
    told = json.loads(words)
    return Worker(**{**told, "queues": tuple(told["queues"])})
