"""What the makers of a film read of its jury: approved comments without names, and averages where the festival gives them."""

from typing import Any

from django.db.models import Avg
from django.utils.translation import gettext_lazy as _

from judging.enums import CardState, RoundState
from judging.models import Criterion, Feedback, Scorecard
from judging.models.scorecard import Score
from submissions.entry_panels import Panel, add_panel
from submissions.models import AfterSelection, Entry

LEAST_CARDS = 3


def feedback_panel(entry: Entry) -> Panel | None:
    """None before the announcement and before the comments are told. The order says nothing of who wrote them."""
    if not entry.selection_is_told:
        return None
    told = Feedback.objects.filter(
        scorecard__assignment__entry=entry, scorecard__assignment__round__edition=entry.edition_id
    ).exclude(told_at=None)
    comments = sorted(told.values_list("text", flat=True))
    if not comments:
        return None
    return Panel(
        str(_("From the jury")),
        "judging/_feedback.html",
        {"comments": comments, "marks": averages(entry)},
    )


def averages(entry: Entry) -> list[dict[str, Any]]:
    """By criterion, over all confirmed cards of closed rounds. Empty unless wished for, and with fewer than three cards."""
    if not AfterSelection.objects.filter(edition=entry.edition_id, feedback_marks=True).exists():
        return []
    cards = Scorecard.objects.filter(
        assignment__entry=entry,
        assignment__round__state=RoundState.CLOSED,
        state=CardState.CONFIRMED,
        abstained=False,
    )
    if cards.count() < LEAST_CARDS:
        return []
    newest = (
        Score.objects.filter(scorecard__in=cards)
        .order_by("scorecard_id", "criterion_id", "-pk")
        .distinct("scorecard_id", "criterion_id")
    )
    rows = (
        Criterion.objects.filter(scores__in=newest.values("pk"), scores__value__isnull=False)
        .exclude(not_applicable__round_entry__entry=entry)
        .annotate(mean=Avg("scores__value"))
        .order_by("round", "position", "pk")
    )
    return [
        {"label": str(criterion), "value": f"{criterion.mean:.1f} / {criterion.highest.normalize():f}"}
        for criterion in rows
    ]


add_panel("feedback", feedback_panel)
