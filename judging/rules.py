"""Who may? The jury room's predicates; those of the edition are `festival.rules`."""

from typing import Any

from festival import rules
from festival.models import Edition
from judging.models import Assignment, Juror, Recusal
from submissions import rules as entry_rules
from submissions.enums import EntryState


def can_see_assignment(user: Any, assignment: Assignment) -> bool:
    """A juror who has accepted sees the films to watch, unless the office took them off, the film left, or it is the
    juror's own.

    Same truth as `visible_to`.
    """
    return bool(
        user.is_authenticated
        and assignment.juror.membership.user_id == user.pk
        and assignment.entry.state == EntryState.SUBMITTED
        and not entry_rules.owns(user, assignment.entry)
        and Juror.objects.filter(pk=assignment.juror_id).admitted().exists()
        and not Recusal.objects.filter(juror=assignment.juror_id, entry=assignment.entry_id).exists()
    )


def can_run_rounds(user: Any, edition: Edition) -> bool:
    """Set up juries and rounds, assign, recuse, follow the progress: without seeing a single mark."""
    return rules.can_programme(user, edition)


def can_see_results(user: Any, edition: Edition) -> bool:
    return rules.can_see_results(user, edition)


def can_prepare_awards(user: Any, edition: Edition) -> bool:
    """Choose winners and write citations under embargo: needs the standings in front of one."""
    return rules.can_direct(user, edition)


def can_publish_results(user: Any, edition: Edition) -> bool:
    return rules.can_direct(user, edition)
