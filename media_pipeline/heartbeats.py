"""Inside a worker: tell the crew's list every few seconds that it is alive. A list that is away stops no work."""

import logging
import time
from dataclasses import replace
from typing import Any

import redis
from celery.signals import heartbeat_sent, worker_ready, worker_shutting_down

from media_pipeline import crew
from media_pipeline.crew import Worker

log = logging.getLogger(__name__)
_present: list[Worker] = []
"""This process, once it is ready."""


@worker_ready.connect
def arrive(sender: Any, **news: Any) -> None:
    """The worker has opened its queues."""
    names = tuple(sorted(queue.name for queue in sender.task_consumer.queues))
    now = time.time()
    _present[:] = [Worker(sender.hostname, names, sender.pool.num_processes, since=now, seen=0)]
    _say()


@heartbeat_sent.connect
def beat(sender: Any, **news: Any) -> None:
    """Comes every two seconds; ours is slower."""
    if _present and time.time() - _present[0].seen >= crew.SAYS_SO_EVERY_S:
        _say()


@worker_shutting_down.connect
def leave(sender: Any, **news: Any) -> None:
    """No new work is taken from now on."""
    if _present:
        name = _present.pop().name
        try:
            crew.sign_out(name)
        except redis.RedisError as error:
            log.info("The crew's list does not answer: %s", error)


def _say() -> None:
    try:
        free, total = crew.bench_space()
        _present[0] = replace(_present[0], seen=time.time(), free_bytes=free, total_bytes=total)
        crew.sign_in(_present[0])
    except (redis.RedisError, OSError) as error:
        log.info("The crew's list does not answer: %s", error)
