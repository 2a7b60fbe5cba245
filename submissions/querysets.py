"""Which ones? The adjectives of the entry desk; they combine."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q

from festival.enums import DESK_ROLES
from festival.models import Edition, Membership
from submissions.enums import CreditRole, Decision, EntryState, Stage, TodoState
from submissions.journey import FILM_ACCEPTED, STAGE_FILTERS


class EntryQuerySet(models.QuerySet["Entry"]):
    def of_edition(self, edition: Edition) -> "EntryQuerySet":
        return self.filter(edition=edition)

    def owned_by(self, user: Any) -> "EntryQuerySet":
        """The films that this person has made: as the responsible owner, or as a co-owner."""
        return self.filter(made_by(user)) if user.is_authenticated else self.none()

    def at_the_desk(self) -> "EntryQuerySet":
        """What the festival has received: everything that was ever submitted. A draft is its maker's own."""
        return self.filter(submitted_at__isnull=False)

    def visible_to(self, user: Any) -> "EntryQuerySet":
        """One's own entries, and for the staff of an edition what it has received. Jurors look through a veil."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        received = Q(submitted_at__isnull=False)
        if not user.is_superuser:
            desks = Membership.objects.filter(user=user, role__in=DESK_ROLES).values("edition_id")
            received &= Q(edition__in=desks)
        return self.filter(made_by(user) | received)

    def submitted(self) -> "EntryQuerySet":
        return self.filter(state=EntryState.SUBMITTED)

    def in_competition(self) -> "EntryQuerySet":
        """Submitted, and the film has passed its check."""
        return self.submitted().filter(FILM_ACCEPTED)

    def awaiting_decision(self) -> "EntryQuerySet":
        """Submitted, and neither selected nor not selected: the selection cannot be announced over them."""
        return self.submitted().exclude(decision__in=[Decision.SELECTED, Decision.NOT_SELECTED])

    def selected_publicly(self) -> "EntryQuerySet":
        """The official selection as the world may know it: only after the one act of telling."""
        return self.submitted().filter(
            decision=Decision.SELECTED, edition__selection_released_at__isnull=False
        )

    def at(self, stage: Stage) -> "EntryQuerySet":
        """The entries whose derived `stage` this is."""
        return self.filter(STAGE_FILTERS[stage])

    def search(self, words: str) -> "EntryQuerySet":
        """Each word must occur in a title, a director's name or the number, in whatever script it is written.

        Plain `ILIKE`: Chinese has no word borders and the embedded database ships no pg_trgm.
        """
        found = self
        for word in words.split():
            directors = Q(credits__role=CreditRole.DIRECTOR, credits__name__icontains=word)
            hit = Q(title_original__icontains=word) | Q(title_international__icontains=word)
            by_director = self.model._base_manager.filter(directors, pk=models.OuterRef("pk"))
            hit |= models.Exists(by_director)
            if word.lstrip("#").isdecimal():
                hit |= Q(number=int(word.lstrip("#")[:9]))
            found = found.filter(hit)
        return found

    def for_cards(self) -> "EntryQuerySet":
        """With all that a card or a table row shows, in a fixed number of queries."""
        return self.select_related("edition__festival", "category", "film").prefetch_related("credits")

    def by_number(self) -> "EntryQuerySet":
        return self.order_by(F("number").asc(nulls_last=True), "created_at")


class CoOwnerQuerySet(models.QuerySet["CoOwner"]):
    def taken(self) -> "CoOwnerQuerySet":
        return self.filter(user__isnull=False)

    def invited(self) -> "CoOwnerQuerySet":
        return self.filter(user__isnull=True)

    def acceptable_at(self, now: datetime) -> "CoOwnerQuerySet":
        return self.invited().filter(expires_at__gt=now)


def made_by(user: Any, entry: str = "") -> Q:
    """The condition behind `owned_by`; `entry` leads to the entry from another table, as in "entry__"."""
    shared = apps.get_model("submissions", "CoOwner").objects.filter(user=user)
    return Q(**{f"{entry}owner": user}) | Q(**{f"{entry}pk__in": shared.values("entry_id")})


class TodoQuerySet(models.QuerySet["Todo"]):
    def valid(self) -> "TodoQuerySet":
        """Of films that are in the announced selection: a film that drops out owes nothing any more."""
        return self.filter(
            entry__state=EntryState.SUBMITTED,
            entry__decision=Decision.SELECTED,
            entry__edition__selection_released_at__isnull=False,
        )

    def of_edition(self, edition: Edition) -> "TodoQuerySet":
        return self.filter(entry__edition=edition)

    def open(self) -> "TodoQuerySet":
        return self.filter(state=TodoState.OPEN)
