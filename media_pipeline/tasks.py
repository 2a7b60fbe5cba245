"""The workshop's background work: one step a task. Each claims a film, does one thing, and asks what is next.

No chains: what comes next is only known when a step is done, and a lost message is found by the sweep.
Each film sends one message, and a message takes the most urgent film that waits for its step, whichever that is.
The time limits here are for the longest films; ``work`` keeps each film's own.
"""

from uuid import UUID

from celery import Task, shared_task

from media_pipeline.enums import Step

HOUR = 3600
QUARTER_HOUR = 900
LONGEST = 5 * HOUR


@shared_task(bind=True, soft_time_limit=HOUR - 60, time_limit=HOUR)
def check(self: Task, asset_id: str) -> None:
    """Identify, measure, judge by the category's rules."""
    _perform(self, asset_id, Step.CHECK)


@shared_task(soft_time_limit=HOUR - 60, time_limit=HOUR)
def glance(asset_id: str) -> None:
    """Listen to a film and look at its key frames, beside its way."""
    from media_pipeline import glances

    glances.glance(UUID(asset_id))


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


@shared_task(bind=True, soft_time_limit=HOUR // 4, time_limit=HOUR // 4 + 60)
def read_subtitles(self: Task, asset_id: str) -> None:
    """Make the text tracks inside a film ready for the player."""
    from media_pipeline import subtitle_work

    subtitle_work.perform(UUID(asset_id), claimant=self.request.id or asset_id)


@shared_task(bind=True, soft_time_limit=LONGEST - 60, time_limit=LONGEST)
def encode_chunk(self: Task, chunk_id: str) -> None:
    """Make one piece of a film that is encoded by several workers side by side."""
    from media_pipeline.chunks import work

    worker = self.request.hostname or ""
    work.serve(UUID(chunk_id), claimant=self.request.id or chunk_id, worker=worker)


@shared_task(soft_time_limit=HOUR - 60, time_limit=HOUR)
def read_master(master_id: str) -> None:
    """Take the digest and the facts of a file for the projection."""
    from media_pipeline import masters

    masters.read(UUID(master_id))


@shared_task(soft_time_limit=240, time_limit=300)
def sweep() -> None:
    """Beat: no film is lost with a broker or a worker, and no old rendition stays for ever."""
    from media_pipeline import housekeeping, masters, storage, subtitling
    from media_pipeline.chunks import sweeping

    housekeeping.wake_forgotten_films()
    subtitling.wake_forgotten()
    masters.wake_forgotten()
    sweeping.wake_forgotten_chunks()
    sweeping.clear_leftover_chunks()
    housekeeping.close_books_of_the_dead()
    housekeeping.clear_superseded_renditions()
    storage.tidy_scratch()
    housekeeping.forget_old_attempts()


@shared_task(soft_time_limit=2 * 3600, time_limit=2 * 3600 + 60)
def verify_original(asset_id: str) -> None:
    """Read one original again and compare it with its SHA-256."""
    from media_pipeline import fixity

    fixity.verify_one(UUID(asset_id))


@shared_task(soft_time_limit=2 * 3600, time_limit=2 * 3600 + 60)
def verify_originals(left: int | None = None) -> None:
    """Beat, at night: one film a message, so that letters and sweeps come in between, until ``left`` bytes are read."""
    from media_pipeline import fixity

    left = fixity.verify_next(left)
    if left > 0:
        verify_originals.delay_on_commit(left)


@shared_task(soft_time_limit=QUARTER_HOUR - 30, time_limit=QUARTER_HOUR)
def find_likenesses(asset_id: str) -> None:
    """Look for films of all editions that resemble one."""
    from media_pipeline import likeness_search

    likeness_search.find_likenesses(UUID(asset_id))


@shared_task(bind=True, soft_time_limit=LONGEST - 60, time_limit=LONGEST)
def fingerprint(self: Task, asset_id: str) -> None:
    """Read a film once more, only for what it is recognised by."""
    from media_pipeline import recognition

    recognition.fingerprint(UUID(asset_id), claimant=self.request.id or asset_id)


@shared_task(soft_time_limit=2 * QUARTER_HOUR, time_limit=2 * QUARTER_HOUR + 60)
def read_credentials(asset_id: str) -> None:
    """Read what the original says, signed, about its own making; beside the check, which does not wait for it."""
    from media_pipeline import evidence

    evidence.read_credentials(UUID(asset_id))


@shared_task(soft_time_limit=240, time_limit=300)
def recognise_older_films() -> None:
    """Beat: films from before fingerprints and credentials, or whose message was lost, get theirs a few at a time."""
    from media_pipeline import recognition

    recognition.ask_for_missing()


def _perform(task: Task, asset_id: str, step: Step) -> None:
    from media_pipeline import work

    worker = task.request.hostname or ""
    work.serve(step, claimant=task.request.id or asset_id, named=UUID(asset_id), worker=worker)
