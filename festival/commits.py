"""What is asked of others once our own writing is safe."""

from collections.abc import Callable
from typing import Any

from django.db import transaction


def after_commit(ask: Callable[..., object], *args: Any, **options: Any) -> None:
    """Ask after the commit. If that fails - the queue is away - it is logged, and what was written stays written.

    Django's own ``on_commit(partial(...), robust=True)`` stumbles over the name of a partial when it wants to log.
    """

    def later() -> None:
        ask(*args, **options)

    transaction.on_commit(later, robust=True)
