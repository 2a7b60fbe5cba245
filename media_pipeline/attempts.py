"""The workshop's diary: each try at a step is begun with its claim and ended once, with the command that failed."""

import errno
import signal
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from media_pipeline.enums import OF_THE_HOUSE, Cause, Outcome
from media_pipeline.ffmpeg import FfmpegError
from media_pipeline.models import Asset, Attempt

_STOPPED = frozenset(128 + number for number in (signal.SIGKILL, signal.SIGTERM))
"""How the sandbox tells of a program that somebody ended."""
KEPT_FOR = timedelta(days=120)
MOST_FAULTS = 3
"""Attempts at a step that fail in a way that the film itself may have caused."""
MOST_DEATHS = 5
"""Workers that die over a film: it may be the film, it may be a bad night of the machine."""
MOST_ATTEMPTS = 20
"""With the pauses below, four hours of what would have befallen any film: a full disk, a storage that is away."""
_PAUSES_S = (20, 60, 180, 420, 900)


@dataclass(frozen=True)
class Trouble:
    """What went wrong, for the row and for the office. ``command`` can be pasted into a shell."""

    cause: Cause
    said: str
    command: str = ""
    tail: str = ""

    @property
    def reason(self) -> str:
        """All of it in one text."""
        return "\n".join(part for part in (self.said, self.command) if part)[-4000:]


def of_ffmpeg(step: str, error: FfmpegError) -> Trouble:
    """Sort a failed command by what its last words say of the machine."""
    if error.timed_out:
        cause = Cause.TIME
    elif "No space left on device" in error.tail or "Disk quota exceeded" in error.tail:
        cause = Cause.SPACE
    elif "Cannot allocate memory" in error.tail or "cannot allocate memory" in error.tail:
        cause = Cause.MEMORY
    elif error.returncode is None or error.returncode < 0 or error.returncode in _STOPPED:
        cause = Cause.KILLED
    else:
        cause = Cause.PROGRAM
    return Trouble(cause, f"{step}: {error}", error.command, error.tail)


def of_system(step: str, error: OSError) -> Trouble:
    """Sort what the operating system refused."""
    causes = {errno.ENOSPC: Cause.SPACE, errno.EDQUOT: Cause.SPACE, errno.ENOMEM: Cause.MEMORY}
    return Trouble(causes.get(error.errno or 0, Cause.FILE), f"{step}: {error}")


def of_database(step: str, error: Exception) -> Trouble:
    """Tell of a server that went away in the middle of the work and did not come back in time."""
    return Trouble(Cause.DATABASE, f"{step}: {error}")


def pause_s(attempts_so_far: int) -> int:
    """How long a film rests after its first, second … failure: each time longer, up to a quarter of an hour."""
    return _PAUSES_S[max(0, min(attempts_so_far, len(_PAUSES_S)) - 1)]


def is_enough(asset: Asset, step: str, trouble: Trouble) -> bool:
    """Whether to give up after this failure of the present attempt, which the diary does not know yet."""
    if asset.attempts >= MOST_ATTEMPTS:
        return True
    causes = [*_causes_before(asset, step), trouble.cause]
    return sum(cause not in {*OF_THE_HOUSE, Cause.DIED} for cause in causes) >= MOST_FAULTS


def deaths(asset: Asset, step: str) -> int:
    """How many workers died over this step of the film before the present attempt."""
    return _causes_before(asset, step).count(Cause.DIED)


def _causes_before(asset: Asset, step: str) -> list[str]:
    """Why the attempts since this step began failed; the claim counts them, the diary knows them."""
    before = asset.tries.filter(step=step, ended_at__isnull=False).order_by("-pk")
    return list(before.values_list("cause", flat=True)[: max(0, asset.attempts - 1)])


def begin(asset: Asset, step: str, *, claimant: str, worker: str, now: datetime) -> None:
    """Write the first line; whoever was at this film before and did not end has died."""
    _running(asset).update(ended_at=now, outcome=Outcome.LOST, cause=Cause.DIED)
    facts = asset.facts
    Attempt.objects.create(
        asset=asset,
        step=step,
        claimant=claimant,
        worker=worker,
        asked_at=asset.enqueued_at,
        started_at=now,
        film_s=facts.duration_s if facts and facts.film else None,
    )


def note(
    asset: Asset,
    step: str,
    *,
    claimant: str,
    worker: str,
    asked_at: datetime | None,
    began: datetime,
    cpu_s: float,
    trouble: Trouble | None,
) -> None:
    """Write both lines at once, for work that several do on one film side by side."""
    facts = asset.facts
    Attempt.objects.create(
        asset=asset,
        step=step,
        claimant=claimant,
        worker=worker,
        asked_at=asked_at,
        started_at=began,
        film_s=facts.duration_s if facts and facts.film else None,
        **_ending(cpu_s, trouble),
    )


def report(asset: Asset, claimant: str, cpu_s: float) -> None:
    """Say what it has cost so far."""
    _running(asset).filter(claimant=claimant).update(cpu_s=round(cpu_s, 2))


def end(asset: Asset, claimant: str, *, cpu_s: float, trouble: Trouble | None = None) -> None:
    """Write the last line, once. A check only knows the film's length when it is done."""
    facts = asset.facts
    _running(asset).filter(claimant=claimant).update(
        film_s=facts.duration_s if facts and facts.film else None, **_ending(cpu_s, trouble)
    )


def _ending(cpu_s: float, trouble: Trouble | None) -> dict[str, Any]:
    return {
        "ended_at": timezone.now(),
        "outcome": Outcome.FAILED if trouble else Outcome.DONE,
        "cpu_s": round(cpu_s, 2),
        "cause": trouble.cause if trouble else "",
        "said": trouble.said[-4000:] if trouble else "",
        "command": trouble.command[:20_000] if trouble else "",
        "tail": trouble.tail[-8000:] if trouble else "",
    }


def give_back(asset: Asset, claimant: str) -> None:
    """The claim was lost on the way: nothing came of this try."""
    _running(asset).filter(claimant=claimant).update(ended_at=timezone.now(), outcome=Outcome.LOST)


def close_abandoned(now: datetime) -> int:
    """End the lines of workers whose claim is over; returns how many."""
    open_lines = Attempt.objects.filter(ended_at=None).exclude(asset__claimed_until__gte=now)
    return open_lines.update(ended_at=now, outcome=Outcome.LOST, cause=Cause.DIED)


def prune(now: datetime, *, most: int = 5000) -> int:
    """Forget what is too old to tell anything about tomorrow; returns how many lines went."""
    old = Attempt.objects.filter(ended_at__lt=now - KEPT_FOR).order_by("pk").values("pk")[:most]
    return Attempt.objects.filter(pk__in=old).delete()[0]


def _running(asset: Asset) -> QuerySet[Attempt]:
    return Attempt.objects.filter(asset=asset, ended_at=None)
