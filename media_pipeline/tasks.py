"""The workshop's background work: one step a task. Each claims its film, does one thing, and asks what is next.

No chains: what comes next is only known when a step is done, and a lost message is found by the sweep.
The time limits here are for the longest films; ``actions.advance`` gives each message its own by the film's length.
"""

from uuid import UUID

from celery import Task, shared_task

from media_pipeline.enums import Step

QUARTER_HOUR = 900
LONGEST = 5 * 3600


@shared_task(bind=True, soft_time_limit=2 * QUARTER_HOUR, time_limit=2 * QUARTER_HOUR + 60)
def check(self: Task, asset_id: str) -> None:
    """Identify, measure, judge by the category's rules."""
    _perform(self, asset_id, Step.CHECK)


@shared_task(bind=True, soft_time_limit=LONGEST - 60, time_limit=LONGEST)
def make_playable(self: Task, asset_id: str) -> None:
    """Make the first thing that a browser can play."""
    _perform(self, asset_id, Step.PLAY)


@shared_task(bind=True, soft_time_limit=LONGEST - 60, time_limit=LONGEST)
def verify(self: Task, asset_id: str) -> None:
    """Decode every picture once, for damage that headers do not show."""
    _perform(self, asset_id, Step.VERIFY)


@shared_task(bind=True, soft_time_limit=LONGEST - 60, time_limit=LONGEST)
def build_ladder(self: Task, asset_id: str) -> None:
    """Make the other sizes."""
    _perform(self, asset_id, Step.LADDER)


@shared_task(soft_time_limit=240, time_limit=300)
def sweep() -> None:
    """Beat: no film is lost with a broker or a worker, and no old rendition stays for ever."""
    from media_pipeline import housekeeping

    housekeeping.wake_forgotten_films()
    housekeeping.clear_superseded_renditions()


def _perform(task: Task, asset_id: str, step: Step) -> None:
    from media_pipeline import work

    work.perform(UUID(asset_id), step, claimant=task.request.id or asset_id)
