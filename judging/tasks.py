"""Work that the jury room leaves to the workers."""

from celery import shared_task
from django.utils import timezone


@shared_task(soft_time_limit=240, time_limit=300)
def forget_voters() -> None:
    """Beat: who voted in an audience's vote, and from where, is nobody's business for ever."""
    from judging.actions import polls

    now = timezone.now()
    for poll in polls.due_to_forget(now):
        polls.forget_voters(poll)
    polls.forget_code_letters(now)
