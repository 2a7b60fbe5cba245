"""Prepare honours under embargo."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict, FestivalError
from festival.models import Edition
from judging import awards
from judging.enums import HonourKind
from judging.exceptions import ResultsAreOut
from judging.facts import award_rule, film_facts
from judging.models import Award, Honour, Tally
from submissions.enums import EntryState
from submissions.models import Entry


def create_award(edition: Edition, *, name: dict[str, str], slug: str, by: Any, **columns: Any) -> Award:
    """`columns`: kind, description, category, section, orientation, criterion_weights, ex_aequo, outside_limit."""
    columns.setdefault("position", edition.awards.count())
    try:
        with transaction.atomic():
            award = Award.objects.create(edition=edition, name=name, slug=slug, **columns)
            audit.record("award.created", award, by=by)
    except IntegrityError as error:  # the same form posted twice at one moment
        raise Conflict(_("This edition has an award at this address already.")) from error
    return award


def delete_award(award: Award, *, by: Any) -> None:
    if award.honours.exists():
        raise Conflict(_("A winner is prepared for this award. Take that back first."))
    with transaction.atomic():
        audit.record("award.deleted", award, by=by)
        award.delete()


def prepare_award(
    award: Award,
    entry: Entry,
    *,
    by: Any,
    citation: dict[str, str] | None = None,
    kind: str = HonourKind.WINNER,
    tally: Tally | None = None,
) -> Honour:
    """Choose a winner or a special mention, or rewrite its citation. Told to nobody before publication.

    The award limit is judged when publishing, over all awards together, because preparing goes back and forth.
    """
    with transaction.atomic():
        locked = _open_for_preparing(award)
        _must_be_eligible(locked, entry)
        others = Honour.objects.filter(award=locked, kind=HonourKind.WINNER).exclude(entry=entry)
        if kind == HonourKind.WINNER and not locked.ex_aequo and others.exists():
            raise Conflict(
                _("“%(award)s” has a winner already and may not be shared. Take the other one back first.")
                % {"award": locked}
            )
        honour, created = Honour.objects.get_or_create(award=locked, entry=entry, defaults={"kind": kind})
        honour.kind = kind
        honour.ex_aequo = locked.ex_aequo
        honour.decided_by = by
        if citation is not None:
            honour.citation = citation
        if tally is not None:
            honour.tally = tally
        honour.save()
        audit.record("honour.prepared" if created else "honour.changed", honour, by=by, after=kind)
    return honour


def take_back_honour(honour: Honour, *, by: Any) -> None:
    """Before publication a choice can be taken back without a trace outside the audit trail."""
    with transaction.atomic():
        _open_for_preparing(honour.award)
        audit.record("honour.taken_back", honour, by=by, before=honour.kind)
        honour.delete()


def _open_for_preparing(award: Award) -> Award:
    """The locked award of an edition whose results are not out. The edition is locked first: publishing waits."""
    edition = Edition.objects.select_for_update(no_key=True).get(pk=award.edition_id)
    if edition.results_published_at:
        raise ResultsAreOut
    locked = (
        Award.objects.select_for_update(of=("self",)).select_related("category", "section").get(pk=award.pk)
    )
    locked.edition = edition
    return locked


def _must_be_eligible(award: Award, entry: Entry) -> None:
    if entry.edition_id != award.edition_id or entry.state != EntryState.SUBMITTED:
        raise FestivalError(_("Only a film in the competition of this edition can be honoured."), status=422)
    if not awards.eligible(award_rule(award), film_facts(entry)):
        raise FestivalError(
            _("“%(film)s” cannot win “%(award)s”: it has another category, section or format.")
            % {"film": entry, "award": award},
            status=422,
        )
