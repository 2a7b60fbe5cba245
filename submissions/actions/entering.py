"""One line of a foreign table into an entry: a new one that waits for its film, or an old one brought up to date."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django.db.models import Max
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.text import slugify

from festival import audit
from festival.models import Category, Edition, User
from submissions.enums import EntryState
from submissions.import_enums import LineOutcome
from submissions.importing.lines import Film
from submissions.importing.words import language_of_script
from submissions.models import CompletionRequest, Credit, Entry, ImportedLine, ImportedTable, Origin
from submissions.models.request import OF_IMPORTED
from submissions.steps import STEPS

TEXTS = ("logline", "statement")
PLAIN = ("title_original", "title_international")


class Entering:
    """Enters lines of one table, inside the transaction that holds the edition's row; `finish` writes the new ones."""

    def __init__(self, table: ImportedTable, edition: Edition, films: Sequence[Film]) -> None:
        """Ask once for what the lines need."""
        self._table, self._edition = table, edition
        self._categories: dict[str, Category] = {one.slug: one for one in edition.categories.all()}
        self._number = edition.entries.aggregate(Max("number"))["number__max"] or 0
        self._slugs = set(edition.entries.values_list("slug", flat=True))
        origins = Origin.objects.filter(edition=edition, source=table.source).select_related("entry")
        references = [film.reference for film in films]
        self._origins = {one.reference: one for one in origins.filter(reference__in=references)}
        self._owners = _owners(films)
        self._new: list[tuple[Entry, Film]] = []

    def enter(self, line: ImportedLine, film: Film) -> None:
        """Do what is to be done about a line, and write on it what was done."""
        origin = self._origins.get(film.reference)
        if origin is None:
            entry = self._entry(film)
            self._new.append((entry, film))
            line.entry, line.outcome = entry, LineOutcome.ENTERED
            return
        line.entry = origin.entry
        if origin.digest == film.digest:
            # Another table brought it meanwhile.
            line.outcome = LineOutcome.SAME
            return
        kept = self._bring_up_to_date(origin, film)
        line.outcome = LineOutcome.CHANGED
        line.remarks = [*line.remarks, *({"code": "kept_ours", "params": {"field": name}} for name in kept)]

    def finish(self) -> None:
        """Write the new entries with all that belongs to them, in a few statements."""
        parts = [step.name for step in STEPS if step.name != "review"]
        Entry.objects.bulk_create(entry for entry, _film in self._new)
        Credit.objects.bulk_create(credit for entry, film in self._new for credit in _credits(entry, film))
        CompletionRequest.objects.bulk_create(
            CompletionRequest(
                entry=entry,
                parts=parts,
                message=OF_IMPORTED,
                due_on=self._table.due_on,
                asked_by=self._table.by,
            )
            for entry, _film in self._new
        )
        Origin.objects.bulk_create(self._origin(entry, film) for entry, film in self._new)
        facts = [{"source": self._table.source, "reference": film.reference} for _entry, film in self._new]
        audit.record_many(
            audit.line("entry.imported", entry, by=self._table.by, **told)
            for (entry, _film), told in zip(self._new, facts, strict=True)
        )

    def _entry(self, film: Film) -> Entry:
        self._number += 1
        entry = Entry(
            edition=self._edition,
            category=self._categories[film.category],
            owner=self._owner(film),
            number=self._number,
            state=EntryState.INCOMPLETE,
            submitted_at=_received_at(film, self._edition),
            **field_values(film),
        )
        entry.slug = self._free_slug(entry)
        self._slugs.add(entry.slug)
        return entry

    def _origin(self, entry: Entry, film: Film) -> Origin:
        return Origin(
            entry=entry,
            edition=self._edition,
            source=self._table.source,
            reference=film.reference,
            digest=film.digest,
            values=_as_json(field_values(film)),
            elsewhere=dict(film.elsewhere),
        )

    def _owner(self, film: Film) -> User:
        """The account with this address, or a new one that its owner opens by asking for a pass phrase."""
        address = film.email.lower()
        if address not in self._owners:
            self._owners[address] = User.objects.create_user(address, None, name=film.person)
        return self._owners[address]

    def _bring_up_to_date(self, origin: Origin, film: Film) -> list[str]:
        """Write what changed there, unless somebody changed it here; returns the names of what was kept."""
        entry, values = origin.entry, field_values(film)
        told, present = origin.values, _as_json({name: getattr(entry, name) for name in values})
        wanted = _as_json(values)
        changed = [name for name in values if wanted[name] != told.get(name)]
        kept = [name for name in changed if present[name] not in (told.get(name), wanted[name])]
        written = [name for name in changed if name not in kept]
        for name in written:
            setattr(entry, name, values[name])
        if written:
            entry.save(update_fields=[*written, "updated_at"])
        if not entry.credits.exists():
            Credit.objects.bulk_create(_credits(entry, film))
        origin.values = {**told, **{name: wanted[name] for name in written}}
        origin.digest, origin.elsewhere = film.digest, dict(film.elsewhere)
        origin.save()
        audit.record("entry.import_updated", entry, by=self._table.by, fields=written, kept=kept)
        return kept

    def _free_slug(self, entry: Entry) -> str:
        slug = slugify(entry.title_for_all, allow_unicode=True)[:60].strip("-") or f"film-{entry.number}"
        return f"{slug}-{entry.number}" if slug in self._slugs else slug


def _owners(films: Sequence[Film]) -> dict[str, User]:
    known = User.objects.annotate(address=Lower("email"))
    return {user.address: user for user in known.filter(address__in={film.email.lower() for film in films})}


def field_values(film: Film) -> dict[str, Any]:
    """The entry's fields as the line has them; what the line does not tell is not among them."""
    told = film.values
    values: dict[str, Any] = {name: told[name] for name in PLAIN if name in told}
    values |= {name: localized(told[name]) for name in TEXTS if name in told}
    if synopses := [told[name] for name in ("synopsis", "synopsis_original") if name in told]:
        values["synopsis"] = localized(*synopses)
    if "countries" in told:
        values["countries"] = told["countries"]
    if "languages" in told:
        values["languages"] = told["languages"]
    if "completed_on" in told:
        values["completed_on"] = told["completed_on"]
    values["title_language"] = _title_language(told)
    return values


def localized(*texts: str) -> dict[str, str]:
    """Texts by language: Chinese by its characters, all else as English; the first of a language stays."""
    by_language: dict[str, str] = {}
    for text in texts:
        language = "zh-hans" if language_of_script(text) == "zh-hans" else "en"
        by_language.setdefault(language, text)
    return by_language


def _title_language(told: Any) -> str:
    spoken = told.get("languages", [])
    return language_of_script(str(told.get("title_original", ""))) or (
        spoken[0] if len(spoken) == 1 else "en"
    )


def _as_json(values: dict[str, Any]) -> dict[str, Any]:
    """As a JSON column gives it back, so that what was told and what is here can be compared."""
    plain: dict[str, Any] = {}
    for name, value in values.items():
        if name == "countries":
            # The field keeps them in its own order.
            plain[name] = sorted(getattr(country, "code", country) for country in value)
        elif isinstance(value, dict):
            plain[name] = dict(value)
        else:
            plain[name] = value if value is None or isinstance(value, list) else str(value)
    return plain


def _credits(entry: Entry, film: Film) -> list[Credit]:
    return [
        Credit(entry=entry, role=role, name=name, position=position)
        for position, (role, name) in enumerate(film.people)
    ]


def _received_at(film: Film, edition: Edition) -> Any:
    now = timezone.now()
    if film.submitted_on is None:
        return now
    there = timezone.make_aware(datetime.combine(film.submitted_on, time(12)), edition.tz)
    return min(there, now)
