"""How far pre-selection is: who has which films, and how many minutes are left to watch."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, Subquery, Sum

from festival.models import Edition
from submissions.enums import CreditRole
from submissions.films import with_measured_facts
from submissions.models import Credit, Entry, Preselection


@dataclass(frozen=True)
class Progress:
    """One person's share. `seconds_left` counts films nothing was said about."""

    person: int
    name: str
    given: int
    done: int
    seconds_left: float

    @property
    def left(self) -> int:
        return self.given - self.done

    @property
    def minutes_left(self) -> int:
        return round(self.seconds_left / 60)

    @property
    def percent(self) -> int:
        return 100 * self.done // self.given if self.given else 0


def progress_of(edition: Edition) -> list[Progress]:
    """Everybody who has films of this edition that are still in the competition; who has most left first."""
    entries = with_measured_facts(Entry.objects.of_edition(edition).submitted().order_by())
    rows = (
        entries.filter(preselections__isnull=False)
        .values("preselections__person", "preselections__person__name", "preselections__person__email")
        .annotate(
            given=Count("preselections"),
            done=Count("preselections", filter=~Q(preselections__leaning="")),
            left=Sum("measured_s", filter=Q(preselections__leaning="")),
        )
    )
    team = [
        Progress(
            person=row["preselections__person"],
            name=row["preselections__person__name"] or row["preselections__person__email"],
            given=row["given"],
            done=row["done"],
            seconds_left=row["left"] or 0.0,
        )
        for row in rows
    ]
    return sorted(team, key=lambda one: (-one.seconds_left, one.name))


def films_of(person: Any, edition: Edition, *, done: bool) -> Any:
    """This person's films, to watch or watched, in the order of their numbers."""
    mine = Preselection.objects.filter(person=person)
    mine = mine.exclude(leaning="") if done else mine.filter(leaning="")
    entries = Entry.objects.of_edition(edition).submitted().filter(pk__in=mine.values("entry"))
    leaning = Preselection.objects.filter(entry=OuterRef("pk"), person=person).values("leaning")[:1]
    directors = Credit.objects.filter(entry=OuterRef("pk"), role=CreditRole.DIRECTOR).order_by(
        "position", "pk"
    )
    return (
        entries.select_related("category", "film", "edition__festival")
        .annotate(leaning=Subquery(leaning), director_names=ArraySubquery(directors.values("name")))
        .by_number()
    )
