"""The office sets how the call is kept: deadlines, grace, caps, fees."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict
from festival.models import Category, Edition
from festival.wall_clock import same_hour_later, whole_weeks
from submissions import gates
from submissions.deadlines import Cut
from submissions.models import CallTerms, CategoryTerms, Deadline, EntryFee


@transaction.atomic
def set_deadlines(
    edition: Edition, cuts: Iterable[Cut], *, by: Any, category: Category | None = None
) -> None:
    """Put these deadlines in place of the present ones, of the edition or of one category.

    The last deadline of the edition is the end of its call: a date of its own there would soon contradict the call's.
    """
    Edition.objects.select_for_update().get(pk=edition.pk)
    wanted = sorted(cuts, key=lambda cut: (cut.closes_at is None, cut.closes_at or edition.call_closes_at))
    if category is None and wanted:
        wanted[-1] = Cut(wanted[-1].kind, None, wanted[-1].fee)
    present = Deadline.objects.filter(edition=edition, category=category)
    before = [_told(row.cut) for row in present]
    present.delete()
    Deadline.objects.bulk_create(
        Deadline(edition=edition, category=category, kind=cut.kind, closes_at=cut.closes_at, fee=cut.fee)
        for cut in wanted
    )
    gates.forget(edition)
    changes = {"deadlines": [before, [_told(cut) for cut in wanted]]}
    audit.record("call.deadlines_set", category or edition, by=by, changes=changes)


def drop_deadlines(category: Category, *, by: Any) -> None:
    """Those of the edition hold again for this category."""
    set_deadlines(category.edition, [], by=by, category=category)


@transaction.atomic
def keep_terms(
    edition: Edition, values: dict[str, Any], *, by: Any, caps: dict[int, int | None] | None = None
) -> CallTerms:
    """Change the named columns of the terms, and the caps of categories by key. Raises Conflict."""
    Edition.objects.select_for_update().get(pk=edition.pk)
    terms = CallTerms.objects.filter(edition=edition).first() or CallTerms(edition=edition)
    if (
        values.get("currency", terms.currency) != terms.currency
        and EntryFee.objects.filter(edition=edition).exists()
    ):
        raise Conflict(
            _("Fees have been charged in %(currency)s already; the currency stays.")
            % {"currency": terms.currency}
        )
    changes = {}
    for name, value in values.items():
        if getattr(terms, name) != value:
            changes[name] = [_plain(getattr(terms, name)), _plain(value)]
            setattr(terms, name, value)
    terms.save()
    for key, cap in (caps or {}).items():
        changes |= _set_cap(edition, key, cap)
    gates.forget(edition)
    if changes:
        audit.record("call.terms_changed", edition, by=by, changes=changes)
    return terms


def _set_cap(edition: Edition, key: int, cap: int | None) -> dict[str, list[Any]]:
    category = edition.categories.get(pk=key)
    row, _is_new = CategoryTerms.objects.get_or_create(category=category)
    if row.entries_per_maker == cap:
        return {}
    before, row.entries_per_maker = row.entries_per_maker, cap
    row.save()
    return {f"{category.slug}: entries_per_maker": [before, cap]}


@transaction.atomic
def copy_call(source: Edition, edition: Edition, *, by: Any) -> None:
    """Next year begins with this year's terms; deadlines move by whole weeks and keep their hour. Codes are not copied."""
    if terms := CallTerms.objects.filter(edition=source).first():
        terms.pk, terms.edition = None, edition
        terms._state.adding = True
        terms.save(force_insert=True)
    there = {category.slug: category for category in edition.categories.all()}
    for row in CategoryTerms.objects.filter(category__edition=source).select_related("category"):
        if row.category.slug in there:
            cap = row.entries_per_maker
            CategoryTerms.objects.create(category=there[row.category.slug], entries_per_maker=cap)
    days = whole_weeks(source.starts_on, edition.starts_on)
    for deadline in Deadline.objects.filter(edition=source).select_related("category"):
        category = there.get(deadline.category.slug) if deadline.category else None
        if deadline.category and category is None:
            continue
        at = deadline.closes_at and same_hour_later(deadline.closes_at, days, source.tz)
        Deadline.objects.create(
            edition=edition, category=category, kind=deadline.kind, closes_at=at, fee=deadline.fee
        )
    gates.forget(edition)


def _told(cut: Cut) -> str:
    when = cut.closes_at.isoformat() if cut.closes_at else "call"
    return f"{cut.kind} {when} {cut.fee}"


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, dict | bool | int) else str(value)
