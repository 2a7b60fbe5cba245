"""What stands between a complete entry and its submission: the deadline, the caps, the fee. Sentences, all at once."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from festival.models import Category
from submissions import gate_words, gates
from submissions.deadlines import Schedule
from submissions.enums import EntryState
from submissions.exceptions import CallClosed
from submissions.fees import quote_of
from submissions.models import CategoryTerms, Entry, FilmUpload
from submissions.money import money

COUNTED = (EntryState.SUBMITTED, EntryState.INCOMPLETE, EntryState.DISQUALIFIED)
"""Against the caps. A withdrawn film makes room again; a draft has never been here."""


def refuse_when_closed(entry: Entry, now: datetime) -> Schedule:
    """The entry's schedule while it may be handed in. Raises CallClosed, with the hour, when it may not."""
    schedule = gates.schedule_of_entry(entry)
    if not schedule.takes_submissions(now):
        raise CallClosed(gate_words.closed(schedule, entry.category, now))
    return schedule


def refuse_new_when_closed(entry: Entry) -> None:
    """A film is only sent while the category is open for this maker. Raises CallClosed."""
    if not gates.entry_is_open(entry):
        schedule = gates.schedule_of_entry(entry)
        raise CallClosed(gate_words.closed(schedule, entry.category, timezone.now()))


def refuse_draft_when_closed(category: Category, by: Any) -> None:
    """A draft is only begun while the category is open for this person. Raises CallClosed."""
    schedule, now = gates.schedule_for(by, category), timezone.now()
    if not schedule.takes_new(now):
        raise CallClosed(gate_words.closed(schedule, category, now))


def hurdles(entry: Entry, now: datetime | None = None) -> list[str]:
    """Nothing, when the entry may be submitted as far as the call is concerned."""
    at = now or timezone.now()
    return [*_late_film(entry, at), *_caps(entry), *_fee(entry, at)]


def _late_film(entry: Entry, now: datetime) -> list[str]:
    """Only in the grace: before the deadline every film that is here has come in time."""
    schedule = gates.schedule_of_entry(entry)
    if now < schedule.closes_at or entry.film_id is None:
        return []
    come = (
        FilmUpload.objects.filter(entry=entry, upload__asset=entry.film_id).select_related("upload").first()
    )
    if come is None or come.upload.finished_at is None:
        return []
    upload = come.upload
    if schedule.film_is_in_time(upload.created_at, upload.finished_at):
        return []
    return [gate_words.film_too_late(schedule, entry.edition, upload.finished_at)]


def caps_of(entry: Entry) -> tuple[int | None, int | None]:
    """How many films one maker may enter: in the edition, and in the entry's category. None: any number."""
    own = CategoryTerms.objects.filter(category=entry.category_id).values_list("entries_per_maker", flat=True)
    return gates.terms_of(entry.edition).entries_per_maker, own.first()


def _caps(entry: Entry) -> list[str]:
    """Whoever submits holds the edition's lock while this counts, so that of two last places one is given."""
    everywhere, here = caps_of(entry)
    if everywhere is None and here is None:
        return []
    mine = Entry.objects.filter(edition=entry.edition_id, owner=entry.owner_id, state__in=COUNTED)
    categories = list(mine.exclude(pk=entry.pk).values_list("category_id", flat=True))
    found = []
    if everywhere is not None and len(categories) >= everywhere:
        found.append(gate_words.cap_reached(everywhere, None))
    if here is not None and categories.count(entry.category_id) >= here:
        found.append(gate_words.cap_reached(here, entry.category))
    return found


def _fee(entry: Entry, now: datetime) -> list[str]:
    terms = gates.terms_of(entry.edition)
    if not terms.fees_on or terms.pay_later:
        return []
    quote = quote_of(entry, now)
    return [] if quote.is_settled else [gate_words.fee_due(money(quote.due, terms.currency))]
