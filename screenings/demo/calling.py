"""The open call of the demo: deadlines one after the other, minutes of grace, a cap, and one person with more time."""

from datetime import timedelta

from festival.models import Edition, User
from submissions.actions import give_extension, keep_terms, set_deadlines
from submissions.deadlines import Cut
from submissions.models import Deadline, Extension


def keep_call(edition: Edition, by: User) -> None:
    """Nothing where somebody has set deadlines already. Fees stay off, as in a new edition."""
    if Deadline.objects.filter(edition=edition).exists():
        return
    whole = edition.call_closes_at - edition.call_opens_at
    early, regular = (edition.call_opens_at + whole * part for part in (0.45, 0.85))
    set_deadlines(edition, [Cut("early", early), Cut("regular", regular), Cut("late")], by=by)
    last = edition.categories.last()
    if last is not None:
        ends = edition.call_opens_at + whole * 0.7
        set_deadlines(edition, [Cut("regular", ends)], by=by, category=last)
    terms = {"grace_minutes": 30, "deadline_counts": "started", "entries_per_maker": 12}
    keep_terms(edition, terms, by=by)
    until = edition.call_closes_at + timedelta(days=3)
    reason = "A power cut in the whole town (demo)"
    give_extension(Extension(edition=edition, until=until, reason=reason), by=by)
