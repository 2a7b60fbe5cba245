"""Seat people, give blocs a weight, take a juror off a film."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.enums import Role
from festival.exceptions import Conflict, FestivalError
from festival.models import Edition, Membership
from judging.models import Bloc, Juror, Jury, Recusal
from submissions.models import Entry


def create_jury(
    edition: Edition,
    *,
    name: dict[str, str],
    by: Any,
    blocs: Sequence[tuple[dict[str, str], Decimal | int | str]] = (),
) -> Jury:
    """`blocs`: name and weight of each, in order. Weights are compared with each other only."""
    with transaction.atomic():
        jury = Jury.objects.create(edition=edition, name=name, position=edition.juries.count())
        for position, (bloc_name, weight) in enumerate(blocs):
            Bloc.objects.create(jury=jury, name=bloc_name, weight=Decimal(weight), position=position)
        audit.record("jury.created", jury, by=by)
    return jury


def seat_juror(
    jury: Jury,
    membership: Membership,
    *,
    by: Any,
    bloc: Bloc | None = None,
    display_name: str = "",
    presides: bool = False,
) -> Juror:
    """A seat for a juror's membership, taken or still an invitation."""
    if membership.edition_id != jury.edition_id or membership.role != Role.JUROR:
        raise FestivalError(_("Only a juror of this edition can sit in its jury."))
    if bloc is not None and bloc.jury_id != jury.pk:
        raise FestivalError(_("This bloc belongs to another jury."))
    try:
        with transaction.atomic():
            juror = Juror.objects.create(
                jury=jury,
                membership=membership,
                bloc=bloc,
                display_name=display_name or membership.display_name,
                presides=presides,
                position=jury.jurors.count(),
            )
            audit.record("juror.seated", juror, by=by, jury=str(jury))
    except IntegrityError as error:
        raise Conflict(_("This person already sits in the jury, or somebody else presides.")) from error
    return juror


def recuse(juror: Juror, entry: Entry, *, by: Any, reason: str) -> Recusal:
    """The office takes the juror off the film. The juror is not told; what was scored no longer counts."""
    if not reason.strip():
        raise FestivalError(_("Say why: the reason is kept with the recusal."))
    with transaction.atomic():
        recusal, created = Recusal.objects.get_or_create(
            juror=juror, entry=entry, defaults={"reason": reason.strip()[:300], "recused_by": by}
        )
        if created:
            audit.record("juror.recused", recusal, by=by, note=recusal.reason)
    return recusal


def lift_recusal(recusal: Recusal, *, by: Any) -> None:
    with transaction.atomic():
        audit.record("juror.recusal_lifted", recusal, by=by, note=recusal.reason)
        recusal.delete()
