"""From rows to deadlines.py: which window is this category in, when does it close for this maker, what does it cost?

Whoever asks for a whole list uses `closing_of` or `with_closing`, which need a fixed number of queries.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Greatest, Least
from django.utils import timezone

from festival.models import Category, Edition
from submissions.deadlines import Cut, Schedule, Window, windows_between
from submissions.models import CallTerms, CoOwner, Deadline, Entry, ExtensionUse


def terms_of(edition: Edition) -> CallTerms:
    """What the office has set, else the defaults; asked once per edition in memory."""
    kept = edition.__dict__
    if "_call_terms" not in kept:
        kept["_call_terms"] = CallTerms.objects.filter(edition=edition).first() or CallTerms(edition=edition)
    return kept["_call_terms"]


def cuts_of(edition: Edition) -> dict[int | None, list[Cut]]:
    """The deadlines by category; under None those of the whole edition. Asked once per edition in memory."""
    kept = edition.__dict__
    if "_call_cuts" not in kept:
        found: dict[int | None, list[Cut]] = {}
        for deadline in Deadline.objects.filter(edition=edition):
            found.setdefault(deadline.category_id, []).append(deadline.cut)
        kept["_call_cuts"] = found
    return kept["_call_cuts"]


def forget(edition: Edition) -> None:
    """The office has changed something."""
    edition.__dict__.pop("_call_terms", None)
    edition.__dict__.pop("_call_cuts", None)


def schedule_of(edition: Edition, category_id: int | None = None) -> Schedule:
    """The deadlines of a category for everybody; without a category those of the edition."""
    terms, cuts = terms_of(edition), cuts_of(edition)
    own = cuts.get(category_id) or cuts.get(None, [])
    fees = own if terms.fees_on else [Cut(cut.kind, cut.closes_at) for cut in own]
    return Schedule(
        opens_at=edition.call_opens_at,
        windows=windows_between(edition.call_opens_at, edition.call_closes_at, fees),
        grace=terms.grace,
        start_counts=terms.start_counts,
    )


def schedule_for(user: Any, category: Category) -> Schedule:
    """The same for one maker, with the extensions that this person has taken up."""
    mine = Q(user=user.pk) if user.is_authenticated else Q(pk__in=[])
    return _extended(category.edition, category.pk, mine)


def schedules_for(user: Any, edition: Edition) -> dict[int, Schedule]:
    """Every category of the edition for one maker, by key; one query for all extensions."""
    held = live_uses().filter(user=user, extension__edition=edition)
    until = list(held.values_list("extension__category", "extension__until"))
    return {
        category.pk: schedule_of(edition, category.pk).extended(
            max((at for key, at in until if key in (None, category.pk)), default=None)
        )
        for category in edition.categories.all()
    }


def schedule_of_entry(entry: Entry) -> Schedule:
    """The deadlines that hold for this entry."""
    return _extended(entry.edition, entry.category_id, made_by(entry))


def closes_for(entry: Entry) -> datetime:
    """Until when this entry may be worked on and handed in (grace not counted). No query after `with_closing`."""
    known = entry.__dict__.get("closing_at")
    return known if known is not None else schedule_of_entry(entry).closes_at


def closing_of(entries: Iterable[Entry]) -> dict[Any, datetime]:
    """`closes_for` of many entries, by key, in one query."""
    keys = [entry.pk for entry in entries]
    found = with_closing(Entry.objects.filter(pk__in=keys)).order_by()
    return dict(found.values_list("pk", "closing_at"))


def with_closing(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Each entry with `closing_at`, by which one may filter and sort: what `closes_for` says, in SQL."""
    own = Deadline.objects.filter(category=OuterRef("category")).order_by(
        F("closes_at").desc(nulls_first=True)
    )
    every = Deadline.objects.filter(edition=OuterRef("edition"), category=None)
    every = every.order_by(F("closes_at").desc(nulls_first=True))
    extensions = live_uses().filter(
        Q(extension__category=None) | Q(extension__category=OuterRef("category")),
        Q(user=OuterRef("owner"))
        | Q(user__in=CoOwner.objects.filter(entry=OuterRef(OuterRef("pk"))).values("user")),
        extension__edition=OuterRef("edition"),
    )
    # PostgreSQL's LEAST and GREATEST pass over NULL.
    end = Case(
        When(Exists(own), then=Subquery(own.values("closes_at")[:1])),
        default=Subquery(every.values("closes_at")[:1]),
    )
    closes = Greatest(Least(end, F("edition__call_closes_at")), F("edition__call_opens_at"))
    latest = Subquery(extensions.order_by("-extension__until").values("extension__until")[:1])
    return entries.annotate(closing_at=Greatest(closes, latest))


def live_uses() -> QuerySet[ExtensionUse]:
    return ExtensionUse.objects.filter(extension__revoked_at=None)


def made_by(entry: Entry) -> Q:
    """Uses of an extension by any maker of the film: what one of them was given helps their common film."""
    return Q(user=entry.owner_id) | Q(user__in=CoOwner.objects.filter(entry=entry).values("user"))


def extended_until(edition: Edition, category_id: int, whose: Q) -> datetime | None:
    """The latest of these people's extensions for the category."""
    uses = live_uses().filter(whose, extension__edition=edition)
    uses = uses.filter(Q(extension__category=None) | Q(extension__category=category_id))
    return uses.order_by("-extension__until").values_list("extension__until", flat=True).first()


def has_extension(edition: Edition, user: Any) -> bool:
    """Whether this person may still enter a film somewhere in the edition though the call is closed."""
    return (
        live_uses()
        .filter(user=user, extension__edition=edition, extension__until__gt=timezone.now())
        .exists()
    )


def entry_is_open(entry: Entry, now: datetime | None = None) -> bool:
    """New work may begin: a film may be sent. An extension is only looked up where the call has closed."""
    at = now or timezone.now()
    return schedule_of(entry.edition, entry.category_id).takes_new(at) or (
        at >= entry.edition.call_opens_at and schedule_of_entry(entry).takes_new(at)
    )


def window_now(edition: Edition, category_id: int, now: datetime | None = None) -> Window | None:
    return schedule_of(edition, category_id).window_at(now or timezone.now())


def _extended(edition: Edition, category_id: int, whose: Q) -> Schedule:
    return schedule_of(edition, category_id).extended(extended_until(edition, category_id, whose))


def open_calls(user: Any, now: datetime) -> QuerySet[Edition]:
    """Public editions in which this person may enter a film: the call is open, or open for this person."""
    mine = live_uses().filter(user=user, extension__until__gt=now)
    held = Q(pk__in=mine.values("extension__edition"), call_opens_at__lte=now)
    return Edition.objects.public().filter(Q(call_opens_at__lte=now, call_closes_at__gt=now) | held)
