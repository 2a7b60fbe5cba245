"""Which ones? The adjectives of the jury room. A juror's view fetches only through `visible_to`."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from judging.enums import CardState, RoundState
from submissions.enums import EntryState


class RoundQuerySet(models.QuerySet[Any]):
    def begun(self) -> "RoundQuerySet":
        """Open or closed: what jurors may know of."""
        return self.exclude(state=RoundState.DRAFT)


class AssignmentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "AssignmentQuerySet":
        """A juror's films to watch, without those the office took away and those that left the competition."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(juror__membership__user=user).standing()

    def standing(self) -> "AssignmentQuerySet":
        """Neither recused nor of a film that is no longer submitted, nor the juror's own. These can still be done."""
        recusals = apps.get_model("judging", "Recusal").objects
        shares = apps.get_model("submissions", "CoOwner").objects
        person = OuterRef("juror__membership__user")
        return self.filter(
            ~Exists(recusals.filter(juror=OuterRef("juror"), entry=OuterRef("entry"))),
            ~Exists(shares.filter(user=person, entry=OuterRef("entry"))),
            Q(juror__membership__user__isnull=True) | ~Q(entry__owner=F("juror__membership__user")),
            entry__state=EntryState.SUBMITTED,
        )

    def of_begun_rounds(self) -> "AssignmentQuerySet":
        """Open or closed: what jurors may know of."""
        return self.exclude(round__state=RoundState.DRAFT)

    def confirmed(self) -> "AssignmentQuerySet":
        return self.filter(scorecard__state=CardState.CONFIRMED)

    def counting(self) -> "AssignmentQuerySet":
        """What may enter a result: standing, confirmed, not stepped back from, not of a film shown to find a scale."""
        rows = apps.get_model("judging", "RoundEntry").objects
        only_shown = rows.filter(
            round=OuterRef("round"),
            entry=OuterRef("entry"),
            calibration=True,
            round__calibration_rules__counts=False,
        )
        return self.standing().confirmed().filter(~Exists(only_shown), scorecard__abstained=False)

    def begun(self) -> "AssignmentQuerySet":
        """Somebody has looked or written: never to be taken away silently."""
        return self.filter(Q(scorecard__isnull=False) | Q(viewing__isnull=False))

    def untouched(self) -> "AssignmentQuerySet":
        """Nobody has looked or written: may be given to somebody else."""
        return self.exclude(pk__in=self.order_by().begun().values("pk"))


class ScoreQuerySet(models.QuerySet[Any]):
    def current(self) -> "ScoreQuerySet":
        """The newest mark per scorecard and criterion; one that was taken back has an empty value."""
        return self.order_by("scorecard_id", "criterion_id", "-pk").distinct("scorecard_id", "criterion_id")


class HonourQuerySet(models.QuerySet[Any]):
    def published(self) -> "HonourQuerySet":
        """The only honours that anyone outside the desk may ever see, count or search."""
        return self.filter(award__edition__results_published_at__isnull=False)
