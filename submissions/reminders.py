"""Who is to be reminded of which drafts now, and what the letter says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from festival.models import DeadAddress, Edition, Letter, NoReminders, User
from festival.zones import zone_name
from submissions.dossiers import dossier_of
from submissions.enums import EntryState
from submissions.gates import with_closing
from submissions.makers import letter_readers
from submissions.models import Entry, ReminderRules
from submissions.models.reminder import USUAL_DAYS
from submissions.reminding import due_rule
from submissions.sentences import sentence
from submissions.steps import steps_of


@dataclass
class Reminder:
    """One letter to be: a person, a rule, a day of closing, and all their drafts that close on it."""

    person: User
    edition: Edition
    days: int
    closing_day: date
    drafts: list[Entry] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"draft:{self.edition.pk}:{self.closing_day}:{self.days}:{self.person.pk}"

    @property
    def closes_at(self) -> datetime:
        return min(draft.closing_at for draft in self.drafts)  # type: ignore[attr-defined]  # of with_closing


def rules_of(edition: Edition) -> list[int]:
    found = ReminderRules.objects.filter(edition=edition).first()
    return list(USUAL_DAYS) if found is None else list(found.days)


def due_reminders(now: datetime) -> list[Reminder]:
    """All that are due and not yet written, to people who want them and can be reached."""
    due: dict[str, Reminder] = {}
    for draft, days in _due_drafts(now):
        day = draft.closing_at.astimezone(draft.edition.tz).date()  # type: ignore[attr-defined]
        for person in letter_readers(draft):
            one = Reminder(person, draft.edition, days, day)
            due.setdefault(one.key, one).drafts.append(draft)
    return _wanted(due)


def _due_drafts(now: datetime) -> Iterator[tuple[Entry, int]]:
    latest = now + timedelta(days=62)
    drafts = with_closing(Entry.objects.filter(state=EntryState.DRAFT, owner__is_active=True))
    soon = drafts.filter(closing_at__gt=now, closing_at__lt=latest).select_related(
        "edition__festival", "category", "film", "owner"
    )
    rules: dict[int, list[int]] = {}
    for draft in soon.prefetch_related("credits", "co_owners__user").order_by("created_at"):
        edition = draft.edition
        if edition.pk not in rules:
            rules[edition.pk] = rules_of(edition)
        days = due_rule(
            rules[edition.pk],
            now=now,
            begun_at=draft.created_at,
            closes_at=draft.closing_at,  # type: ignore[attr-defined]
            zone=edition.tz,
        )
        if days is not None:
            yield draft, days


def _wanted(due: dict[str, Reminder]) -> list[Reminder]:
    written = set(Letter.objects.filter(key__in=due).values_list("key", flat=True))
    people = {one.person.pk for one in due.values()}
    unwanted = set(NoReminders.objects.filter(person__in=people).values_list("person_id", flat=True))
    dead = {address.lower() for address in DeadAddress.objects.values_list("address", flat=True)}
    return [
        one
        for key, one in due.items()
        if key not in written and one.person.pk not in unwanted and one.person.email.lower() not in dead
    ]


class DraftList:
    """The drafts with what is missing, in the language that is active when it is read."""

    def __init__(self, drafts: Iterable[Entry]) -> None:
        self.drafts = list(drafts)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for draft in self.drafts:
            yield {"title": draft.title, "url": _address(draft, "review"), "missing": list(_gaps(draft))}

    def __str__(self) -> str:
        lines: list[str] = []
        for draft in self:
            lines += [f"{draft['title']}: {draft['url']}"]
            lines += [f"- {gap['words']} {gap['url']}" for gap in draft["missing"]]
            if not draft["missing"]:
                lines += ["- " + _("Nothing is missing but the submission itself.")]
            lines += [""]
        return "\n".join(lines).strip()


class Closing:
    """The hour of closing in the words of the language that is active when it is read, with its zone."""

    def __init__(self, at: datetime, edition: Edition) -> None:
        self.at, self.edition = at, edition

    def __str__(self) -> str:
        on_the_wall = timezone.localtime(self.at, self.edition.tz)
        return f"{formats.date_format(on_the_wall, 'DATETIME_FORMAT')}, {zone_name(self.edition.tz, self.at)}"


def context_of(reminder: Reminder) -> dict[str, Any]:
    return {
        "drafts": DraftList(reminder.drafts),
        "closing": Closing(reminder.closes_at, reminder.edition),
        "days": reminder.days,
        "url": settings.PORTAL_URL + reverse("entries:home"),
    }


def _gaps(draft: Entry) -> Iterator[dict[str, str]]:
    dossier = dossier_of(draft)
    for step in steps_of(draft):
        for problem in step.complete(dossier):
            yield {"words": str(sentence(problem)), "url": _address(draft, step.name)}


def _address(draft: Entry, step: str) -> str:
    return settings.PORTAL_URL + reverse("entries:step", kwargs={"pk": draft.pk, "name": step})
