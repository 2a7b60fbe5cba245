"""Work the marks of all rounds out again, and tell of a break: once, to those who answer for the result."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from festival import audit
from judging.chain_emails import post_chain_broken
from judging.models import ChainCheck, Round
from judging.score_chain import Break, certain_break


def watch_chains() -> int:
    """Every round that has marks, the one looked at longest ago first; returns how many new breaks were told."""
    rounds = Round.objects.begun().filter(score_chain__isnull=False).select_related("edition__festival")
    oldest = rounds.order_by(F("chain_check__checked_at").asc(nulls_first=True), "pk")
    return sum(watch_chain(judged) for judged in oldest)


def watch_chain(judged: Round) -> bool:
    """Whether a break was found that nobody has been told of. The same break again is not told again."""
    found = certain_break(judged)
    with transaction.atomic():
        kept, _new = ChainCheck.objects.select_for_update().get_or_create(
            round=judged, defaults={"checked_at": timezone.now()}
        )
        known = (kept.broken_at, kept.score, kept.what)
        kept.checked_at = timezone.now()
        kept.broken_at, kept.score, kept.what = _columns(found)
        kept.save()
        if found is None or known == _columns(found):
            return False
        audit.record("round.marks_broken", judged, by=None, number=found.number, what=found.what)
        post_chain_broken(judged, found)
    return True


def _columns(found: Break | None) -> tuple[int | None, int | None, str]:
    return (found.number, found.score, found.what) if found else (None, None, "")
