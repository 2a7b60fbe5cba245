"""What the gate looks like from the maker's side: each category before a draft is begun, and the last step before submitting."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from festival.models import Category, Edition
from submissions import gate_words, gates
from submissions.call_page import caps_of
from submissions.deadlines import Schedule
from submissions.fee_page import FeePanel, fee_panel
from submissions.hurdles import COUNTED, hurdles
from submissions.models import Entry


@dataclass(frozen=True)
class CategoryGate:
    """One category as this person finds it now. `when`: the end of the window that counts, not of the whole call."""

    is_open: bool
    closes_at: datetime
    when: str
    window: str
    fee: str
    then: str
    places: str
    extended: bool
    closed: str = ""


def category_gates(edition: Edition, user: Any) -> dict[int, CategoryGate]:
    """By key of the category. A fixed number of queries, however many categories there are."""
    now, schedules = timezone.now(), gates.schedules_for(user, edition)
    mine = Entry.objects.filter(edition=edition, owner=user, state__in=COUNTED)
    entered = list(mine.values_list("category_id", flat=True))
    caps = caps_of(edition)
    return {
        category.pk: _gate(
            category, schedules[category.pk], now, places(edition, category, caps.get(category.pk), entered)
        )
        for category in edition.categories.all()
    }


def _gate(category: Category, schedule: Schedule, now: datetime, left: str) -> CategoryGate:
    edition = category.edition
    terms = gates.terms_of(edition)
    window, following = schedule.window_at(now), schedule.next_window(now)
    is_open = schedule.takes_new(now)
    return CategoryGate(
        is_open=is_open,
        closes_at=schedule.closes_at,
        when=gate_words.moment(edition, window.closes_at if following and window else schedule.closes_at),
        window=gate_words.window_label(window.kind) if window and len(schedule.windows) > 1 else "",
        fee=gate_words.price(window.fee, terms.currency) if window and terms.fees_on else "",
        then=gate_words.later_price(edition, window, following) if terms.fees_on else "",
        places=left,
        extended=schedule.is_extended,
        closed="" if is_open else gate_words.closed(schedule, category, now),
    )


def places(edition: Edition, category: Category, cap: int | None, entered: list[int]) -> str:
    """How many films this maker may still enter here; nothing where there is no cap."""
    everywhere = gates.terms_of(edition).entries_per_maker
    left = [cap - entered.count(category.pk)] if cap is not None else []
    left += [everywhere - len(entered)] if everywhere is not None else []
    if not left:
        return ""
    count = max(0, min(left))
    if not count:
        return _("You have entered as many films as one maker may. A draft can be begun, but not submitted.")
    return ngettext(
        "You may submit %(count)d more film here.", "You may submit %(count)d more films here.", count
    ) % {"count": count}


@dataclass(frozen=True)
class ReviewGate:
    """The last step: may it be handed in, until when, what is due. `grace_after`: the deadline that has passed."""

    is_open: bool
    closed: str
    closes_at: datetime
    grace_after: datetime | None
    grace: str
    hurdles: list[str]
    fee: FeePanel | None


def review_gate(entry: Entry) -> ReviewGate:
    now, schedule = timezone.now(), gates.schedule_of_entry(entry)
    terms = gates.terms_of(entry.edition)
    is_open = schedule.takes_submissions(now)
    return ReviewGate(
        is_open=is_open,
        closed="" if is_open else gate_words.closed(schedule, entry.category, now),
        closes_at=schedule.closes_at if now < schedule.closes_at else schedule.last_call,
        grace_after=schedule.closes_at if now >= schedule.closes_at else None,
        grace=gate_words.grace_sentence(terms.grace, terms.start_counts),
        hurdles=hurdles(entry, now) if is_open else [],
        fee=fee_panel(entry, now),
    )
