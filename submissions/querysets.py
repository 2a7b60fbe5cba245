"""Which ones? The adjectives of the entry desk; they combine."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from festival.enums import DESK_ROLES
from festival.models import Edition, Membership
from submissions.answer_filters import answered_with
from submissions.enums import FINAL_DECISIONS, Decision, EntryState, Stage, TodoState
from submissions.journey import FILM_ACCEPTED, STAGE_FILTERS
from submissions.search.query import understand
from submissions.search.rank import Rank


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
        """Submitted and without a final decision: the selection cannot be announced over them."""
        return self.submitted().exclude(decision__in=FINAL_DECISIONS)

    def selected_publicly(self) -> "EntryQuerySet":
        """The official selection as the world may know it: only after the one act of telling."""
        return self.submitted().filter(
            decision=Decision.SELECTED, edition__selection_released_at__isnull=False
        )

    def at(self, stage: Stage) -> "EntryQuerySet":
        """The entries whose derived `stage` this is."""
        return self.filter(STAGE_FILTERS[stage])

    def at_any(self, stages: Iterable[Stage]) -> "EntryQuerySet":
        """The entries that stand at one of these."""
        wanted = Q(pk__in=[])
        for stage in stages:
            wanted |= STAGE_FILTERS[stage]
        return self.filter(wanted)

    def search(self, words: str, *, office_for: Any = None) -> "EntryQuerySet":
        """Entries in which all these words occur, in whatever script. Annotates `rank`: titles before names and texts.

        `office_for`, somebody who may read contacts, notes and tags: they are searched too, but for their own films.
        See search/query.py for what may be typed; what has not a single word in it finds nothing.
        """
        asked = understand(words)
        if not asked:
            return self.none().annotate(rank=models.Value(0.0))
        hit = Q(search__document__finds=asked.to_tsquery())
        if office_for is not None:
            own = made_by(office_for)
            hit = (Q(search__office__finds=asked.to_tsquery()) & ~own) | (hit & own)
        return self.filter(hit).annotate(rank=Rank("search__document", asked.to_tsquery()))

    def with_changes(self) -> "EntryQuerySet":
        """Annotates `changed_since_submission`: something changed that nobody of the office has looked at yet."""
        newer = apps.get_model("submissions", "Snapshot").objects.filter(
            entry=models.OuterRef("pk"),
            version__gt=Coalesce(models.OuterRef("snapshot_seen__version"), 1),
        )
        return self.annotate(changed_since_submission=models.Exists(newer))

    def answering(self, question: Any, value: Any) -> "EntryQuerySet":
        """Whose answer to the question is this (see `answered_with`); None: who has not answered it."""
        if value is None:
            return self.exclude(answers__question=question)
        return self.filter(answered_with(question, value))

    def may_show(self, **uses: bool) -> "EntryQuerySet":
        """Whose makers have said yes to each use that is asked for: `may_show(online=True)`. Silence is no."""
        return self.filter(**{f"permissions__{use}": True for use, wanted in uses.items() if wanted})

    def for_cards(self) -> "EntryQuerySet":
        """With all that a card or a table row shows, in a fixed number of queries."""
        return self.select_related("edition__festival", "category", "film").prefetch_related("credits")

    def with_making(self) -> "EntryQuerySet":
        """With all that declarations.py reads and the rules of the category ask: five queries, however many films."""
        return self.select_related("category", "declaration").prefetch_related(
            "category__making_rules", "stage_answers", "tool_uses", "training_data", "consents"
        )

    def with_extent(self, stage: str, extent: str) -> "EntryQuerySet":
        """Films whose maker said so of this stage of production."""
        return self.filter(stage_answers__stage=stage, stage_answers__extent=extent)  # one row a stage

    def using_tool(self, name: str) -> "EntryQuerySet":
        """Films that declare this tool at any stage, in whatever version and case it is written."""
        named = self.model._base_manager.filter(tool_uses__tool__iexact=name.strip())
        return self.filter(pk__in=named.values("pk"))

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
