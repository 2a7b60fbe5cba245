"""Seat people, give blocs a weight, take a juror off a film."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.actions.setup import change
from festival.enums import Role
from festival.exceptions import Conflict, FestivalError
from festival.models import Edition, Membership
from judging.enums import RoundState
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
    **columns: Any,
) -> Juror:
    """A seat for a juror's membership, taken or still an invitation. `columns`: others of Juror."""
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
                **columns,
            )
            audit.record("juror.seated", juror, by=by, jury=str(jury))
    except IntegrityError as error:
        raise Conflict(_("This person already sits in the jury, or somebody else presides.")) from error
    return juror


def add_bloc(jury: Jury, *, name: dict[str, str], weight: Decimal, by: Any) -> Bloc:
    _keep_counted_juries(jury)
    with transaction.atomic():
        bloc = Bloc.objects.create(jury=jury, name=name, weight=weight, position=jury.blocs.count())
        audit.record("bloc.added", bloc, by=by, weight=str(weight))
    return bloc


def change_bloc(bloc: Bloc, *, fields: list[str], by: Any) -> None:
    """Store a changed name or weight."""
    if "weight" in fields:
        _keep_counted_juries(bloc.jury)
    change(bloc, fields=fields, by=by)


def remove_bloc(bloc: Bloc, *, by: Any) -> None:
    if bloc.jurors.exists():
        raise Conflict(_("Somebody sits in this bloc. Give them another one first."))
    _keep_counted_juries(bloc.jury)
    with transaction.atomic():
        audit.record("bloc.removed", bloc, by=by)
        bloc.delete()


def unseat_juror(juror: Juror, *, by: Any) -> None:
    """Take somebody off the jury who has not begun; films not yet begun are simply not theirs any more."""
    if juror.assignments.begun().exists() or juror.acceptances.exists():
        raise Conflict(
            _(
                "%(juror)s has begun to judge. Let them go instead: marks stay, and the other films get somebody else."
            )
            % {"juror": juror}
        )
    with transaction.atomic():
        audit.record("juror.unseated", juror, by=by)
        juror.assignments.all().delete()
        juror.recusals.all().delete()
        juror.delete()


def _keep_counted_juries(jury: Jury) -> None:
    """Weights are fixed before a round opens: nobody changes them while it runs."""
    if jury.rounds.filter(state=RoundState.OPEN).exists():
        raise Conflict(_("A round of this jury is open. Blocs and their weights are fixed until it closes."))


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
