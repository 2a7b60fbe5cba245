"""The queues that the workers take their messages from: which step travels in which, and how many messages wait."""

from collections.abc import Iterable

import redis
from django.conf import settings

from media_pipeline.actions import TASKS
from media_pipeline.enums import Step

PATIENCE_S = 2


def queue_of(step: Step) -> str:
    """The queue's name; the settings say it."""
    return str(settings.CELERY_TASK_ROUTES[TASKS[step].name]["queue"])


def lengths(names: Iterable[str]) -> dict[str, int]:
    """Messages that no worker has taken yet. Raises redis.RedisError within two seconds."""
    wanted = sorted(set(names))
    with server() as broker, broker.pipeline(transaction=False) as questions:
        for name in wanted:
            questions.llen(name)
        return dict(zip(wanted, questions.execute(), strict=True))


def server() -> redis.Redis:
    """The broker itself, asked directly and with little patience."""
    return redis.Redis.from_url(
        settings.CELERY_BROKER_URL, socket_timeout=PATIENCE_S, socket_connect_timeout=PATIENCE_S
    )
