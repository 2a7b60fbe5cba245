"""Sheets of tickets as the desk lists them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from judging.models import Poll, VoteTicket


@dataclass(frozen=True)
class Batch:
    name: str
    first: int
    tickets: int
    used: int
    void: int
    made_at: datetime


def batches_of(poll: Poll) -> list[Batch]:
    """One query."""
    rows = (
        VoteTicket.objects.filter(poll=poll)
        .order_by()
        .values("batch")
        .annotate(
            first=Min("number"),
            made=Min("made_at"),
            tickets=Count("pk"),
            used=Count("voter"),
            void=Count("pk", filter=Q(voided_at__isnull=False)),
        )
        .order_by("first")
    )
    return [
        Batch(row["batch"], row["first"], row["tickets"], row["used"], row["void"], row["made"])
        for row in rows
    ]
