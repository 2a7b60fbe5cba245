"""Which ones? The adjectives of the jury room. A juror's view fetches only through `visible_to`."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from judging.enums import CardState, RoundMode, RoundState
from judging.people_enums import SeatState
from submissions.enums import EntryState


class RoundQuerySet(models.QuerySet[Any]):
    def begun(self) -> "RoundQuerySet":
        """Open or closed: what jurors may know of."""
        return self.exclude(state=RoundState.DRAFT)


class JuryQuerySet(models.QuerySet[Any]):
    def of_people(self) -> "JuryQuerySet":
        """Without those that only stand for an audience's vote: nobody sits in them."""
        audience = {"rounds__mode": RoundMode.PUBLIC, "jurors": None}
        return self.exclude(**audience).distinct()


GONE = (SeatState.DECLINED, SeatState.LEFT)


class JurorQuerySet(models.QuerySet[Any]):
    def sitting(self) -> "JurorQuerySet":
        """Who can be given films: neither gone nor waiting as an alternate. An invitation is a seat already."""
        return self.filter(alternate=False).exclude(state__in=GONE)

    def of(self, user: Any) -> "JurorQuerySet":
        return self.filter(membership__user=user) if user.is_authenticated else self.none()

    def admitted(self) -> "JurorQuerySet":
        """Who may see films: the seat is accepted, and the newest terms of the jury, if it has any, are too."""
        terms = apps.get_model("judging", "JuryTerms").objects
        accepted = apps.get_model("judging", "TermsAcceptance").objects
        newest = terms.filter(jury=OuterRef("jury"), published_at__isnull=False).order_by("-version")
        last = Subquery(newest.values("pk")[:1])
        return (
            self.filter(state=SeatState.ACCEPTED)
            .alias(newest_terms=last)
            .filter(
                Q(newest_terms=None)
                | Exists(accepted.filter(juror=OuterRef("pk"), terms=OuterRef("newest_terms")))
            )
        )

    def waiting(self) -> "JurorQuerySet":
        """Who has something to answer: the seat itself, or the newest terms."""
        return self.exclude(state__in=GONE).exclude(pk__in=self.model.objects.admitted().values("pk"))


class AssignmentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "AssignmentQuerySet":
        """A juror's films to watch, without those the office took away and those that left the competition.

        Nobody sees a film before the seat and its terms are accepted.
        """
        if not user.is_authenticated:
            return self.none()
        jurors = apps.get_model("judging", "Juror").objects
        return self.filter(juror__in=jurors.of(user).admitted()).standing()

    def standing(self) -> "AssignmentQuerySet":
        """Neither recused nor of a film that is no longer submitted, nor the juror's own. These can still be done.

        Of jurors who have gone only what they had confirmed.
        """
        recusals = apps.get_model("judging", "Recusal").objects
        shares = apps.get_model("submissions", "CoOwner").objects
        person = OuterRef("juror__membership__user")
        return self.filter(
            ~Exists(recusals.filter(juror=OuterRef("juror"), entry=OuterRef("entry"))),
            ~Exists(shares.filter(user=person, entry=OuterRef("entry"))),
            ~Q(juror__state__in=GONE) | Q(scorecard__state=CardState.CONFIRMED),
            Q(juror__membership__user__isnull=True) | ~Q(entry__owner=F("juror__membership__user")),
            entry__state=EntryState.SUBMITTED,
        )

    def of_begun_rounds(self) -> "AssignmentQuerySet":
        """Open or closed: what jurors may know of."""
        return self.exclude(round__state=RoundState.DRAFT)

    def confirmed(self) -> "AssignmentQuerySet":
        return self.filter(scorecard__state=CardState.CONFIRMED)

    def unconfirmed(self) -> "AssignmentQuerySet":
        return self.exclude(pk__in=self.order_by().confirmed().values("pk"))

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


class RepeatQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "RepeatQuerySet":
        """A juror's own, as long as the film is among theirs: see `AssignmentQuerySet.visible_to`."""
        mine = apps.get_model("judging", "Assignment").objects.visible_to(user).order_by()
        return self.filter(assignment__in=mine.values("pk"))

    def standing(self) -> "RepeatQuerySet":
        """Of assignments that stand: neither recused nor of a film that has left."""
        all_of_them = apps.get_model("judging", "Assignment").objects.standing().order_by()
        return self.filter(assignment__in=all_of_them.values("pk"))


class RepeatMarkQuerySet(models.QuerySet[Any]):
    def current(self) -> "RepeatMarkQuerySet":
        """The newest mark per repeat and criterion; one that was taken back has an empty value."""
        return self.order_by("repeat_id", "criterion_id", "-pk").distinct("repeat_id", "criterion_id")


class HonourQuerySet(models.QuerySet[Any]):
    def published(self) -> "HonourQuerySet":
        """The only honours that anyone outside the desk may ever see, count or search."""
        return self.filter(award__edition__results_published_at__isnull=False)
