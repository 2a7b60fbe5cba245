"""Film files of drafts that were never submitted: after the edition is closed their makers are warned, then they go."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from festival import audit
from festival.models import Edition
from submissions import emails
from submissions.emptying import forget_film
from submissions.enums import EntryState
from submissions.models import Entry, FilmUpload, GivenUp
from submissions.tellings import readers_of, with_readers

GIVEN_UP_STATES = (EntryState.DRAFT, EntryState.WITHDRAWN)


def given_up() -> QuerySet[Entry]:
    """Never submitted, the edition closed, and a file still there. Of a submitted entry nothing is ever here."""
    sent = Exists(FilmUpload.objects.filter(entry=OuterRef("pk")))
    drafts = Entry.objects.filter(
        state__in=GIVEN_UP_STATES, submitted_at=None, number=None, edition__closed_at__isnull=False
    )
    return drafts.filter(sent | Q(film__isnull=False))


def unwarned() -> QuerySet[Entry]:
    """Not warned since their edition was closed (for the last time)."""
    return given_up().exclude(given_up__warned_at__gte=F("edition__closed_at"))


def warn_makers(now: datetime) -> int:
    """One letter a person and edition about all their drafts there. Returns how many drafts are warned of now."""
    editions = Edition.objects.filter(pk__in=unwarned().values("edition")).select_related("festival")
    return sum(_warn(edition, now) for edition in editions)


@transaction.atomic
def _warn(edition: Edition, now: datetime) -> int:
    Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)  # two clocks write one letter
    drafts = list(with_readers(unwarned().filter(edition=edition)).order_by("created_at"))
    goes_on = (now + timedelta(days=settings.GIVEN_UP_FILM_DAYS)).astimezone(edition.tz).date()
    for reader in readers_of(drafts):
        emails.post_films_go(edition, reader.person, reader.films, goes_on=goes_on)
    for draft in drafts:
        GivenUp.objects.update_or_create(entry=draft, defaults={"warned_at": now, "film_gone_at": None})
        audit.record("entry.film_removal_announced", draft, by=None, day=goes_on.isoformat())
    return len(drafts)


def remove_films(now: datetime) -> int:
    """Delete the files whose makers were warned so many days ago. Returns how many drafts lost theirs."""
    long_ago = now - timedelta(days=settings.GIVEN_UP_FILM_DAYS)
    due = given_up().filter(
        given_up__warned_at__lte=long_ago, given_up__warned_at__gte=F("edition__closed_at")
    )
    return sum(_remove(key, long_ago, now) for key in due.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remove(key: UUID, long_ago: datetime, now: datetime) -> bool:
    """Asked anew under the locks of the edition and the entry: it may have been opened and submitted meanwhile."""
    edition = Entry.objects.filter(pk=key).values("edition_id")
    Edition.objects.select_for_update(of=("self",)).filter(pk__in=edition).first()
    draft = Entry.objects.select_for_update(of=("self",)).filter(pk=key).first()
    due = given_up().filter(
        given_up__warned_at__lte=long_ago, given_up__warned_at__gte=F("edition__closed_at")
    )
    if draft is None or not due.filter(pk=key).exists():
        return False
    file = draft.film.original_name if draft.film else ""
    forget_film(draft)
    GivenUp.objects.filter(entry=draft).update(film_gone_at=now)
    audit.record("entry.film_removed", draft, by=None, file=file)
    return True
