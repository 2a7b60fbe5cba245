"""Work that the jury room leaves to the workers."""

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone


@shared_task(soft_time_limit=240, time_limit=300)
def forget_voters() -> None:
    """Beat: who voted in an audience's vote, and from where, is nobody's business for ever."""
    from judging.actions import polls

    now = timezone.now()
    for poll in polls.due_to_forget(now):
        polls.forget_voters(poll)
    polls.forget_code_letters(now)


@shared_task(soft_time_limit=240, time_limit=300)
def look_for_conflicts(round_id: int) -> None:
    """Lay the jurors beside the credits of a large round."""
    from judging.conflict_search import search
    from judging.models import Round

    judged = Round.objects.filter(pk=round_id).first()
    if judged is not None:
        search(judged)


@shared_task(soft_time_limit=240, time_limit=300)
def remind_jurors() -> None:
    """Beat: letters to jurors by the rules of open rounds."""
    from judging.actions.reminding import remind_what_is_due

    remind_what_is_due(timezone.now())


@shared_task(soft_time_limit=3000, time_limit=3300)
def verify_scores() -> None:
    """Beat, at night: whether every mark is as it was given. What time did not allow comes first the next night."""
    from judging.actions.chain_watch import watch_chains

    watch_chains()


@shared_task(soft_time_limit=240, time_limit=300)
def work_out_plan(pk: int) -> None:
    """Who would watch what in a large round; its page asks how far it is."""
    from judging.actions.assigning import work_out
    from judging.enums_assigning import PlanState
    from judging.models import AssignmentPlan

    plan = AssignmentPlan.objects.select_related("round").filter(pk=pk, state=PlanState.WAITING).first()
    if plan is None:
        return
    try:
        work_out(plan)
    except SoftTimeLimitExceeded:
        AssignmentPlan.objects.filter(pk=pk, state=PlanState.WAITING).update(state=PlanState.FAILED)
