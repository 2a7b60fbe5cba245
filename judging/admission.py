"""Before any film is shown: is the seat accepted, and the newest terms of its jury?"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse_lazy

from judging.exceptions import TermsFirst
from judging.models import Juror, Jury, JuryTerms, Round, TermsAcceptance
from judging.people_enums import SeatState


def published(jury: Jury | int) -> Any:
    """Newest first."""
    return JuryTerms.objects.filter(jury=jury, published_at__isnull=False).order_by("-version")


def terms_of(jury: Jury | int) -> JuryTerms | None:
    """The version that is valid now; None for a jury without terms."""
    return published(jury).first()


@dataclass(frozen=True)
class SeatStanding:
    """How a seat stands to its jury. `acceptance` is the newest one, perhaps of an earlier version."""

    juror: Juror
    terms: JuryTerms | None
    acceptance: TermsAcceptance | None

    @property
    def terms_accepted(self) -> bool:
        if self.terms is None:
            return True
        return self.acceptance is not None and self.acceptance.terms_id == self.terms.pk

    @property
    def is_outdated(self) -> bool:
        """An earlier version was accepted than the one that is valid now."""
        return self.acceptance is not None and not self.terms_accepted

    @property
    def admitted(self) -> bool:
        return self.juror.state == SeatState.ACCEPTED and self.terms_accepted

    @property
    def waits(self) -> bool:
        """The person has something to answer."""
        open_states = (SeatState.INVITED, SeatState.ACCEPTED)
        return self.juror.state in open_states and not self.admitted


def standings_of(jurors: list[Juror]) -> list[SeatStanding]:
    """Two queries for all of them."""
    terms = {row.jury_id: row for row in _newest_terms({juror.jury_id for juror in jurors})}
    newest: dict[int, TermsAcceptance] = {}
    rows = TermsAcceptance.objects.filter(juror__in=jurors).select_related("terms")
    for acceptance in rows.order_by("terms__version"):
        newest[acceptance.juror_id] = acceptance
    return [SeatStanding(juror, terms.get(juror.jury_id), newest.get(juror.pk)) for juror in jurors]


def seat_standing(juror: Juror) -> SeatStanding:
    return standings_of([juror])[0]


def seats_waiting(user: Any) -> list[SeatStanding]:
    """The person's seats that ask for an answer: one query for whoever has answered all, three otherwise."""
    seats = Juror.objects.of(user).waiting().select_related("jury__edition__festival", "bloc")
    found = list(seats)
    return standings_of(found) if found else []


def idle(user: Any) -> dict[str, Any]:
    """Why somebody has nothing to watch: a seat `waits` for an answer, is `seated` too early, or a `stranger`."""
    seats = Juror.objects.of(user)
    if seats.waiting().exists():
        return {"idle": "waits"}
    juries = [seat.jury for seat in seats.admitted().select_related("jury")]
    return {"idle": "seated" if juries else "stranger", "juries": juries}


def refuse_before_terms(user: Any, round_pk: int) -> None:
    """Raise TermsFirst for a juror of this round who has not accepted yet. It asks nothing about the film."""
    judged = Round.objects.begun().filter(pk=round_pk).first()
    if judged is None:
        return
    seat = Juror.objects.of(user).filter(jury=judged.jury_id).first()
    if seat is not None and seat_standing(seat).waits:
        raise TermsFirst(way_out=reverse_lazy("jury:seat", kwargs={"pk": seat.pk}))


def _newest_terms(juries: set[int]) -> list[JuryTerms]:
    rows = JuryTerms.objects.filter(jury__in=juries, published_at__isnull=False)
    return list(rows.order_by("jury_id", "-version").distinct("jury_id"))
