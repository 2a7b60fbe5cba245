"""What the table may be narrowed by. A further filter is one line in FILTERS."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from media_pipeline.enums import UNDER_WAY, AssetState, Severity
from media_pipeline.models import Finding
from submissions.desk_enums import FlagColour, Leaning
from submissions.enums import Decision, EntryState, Extent, Stage
from submissions.enums_film import PremiereStatus
from submissions.fees import with_balance
from submissions.journey import FILM_ACCEPTED
from submissions.models import EntryFee, EntryNote, Preselection
from submissions.table.surroundings import Choices, Surroundings

A_DAY = timedelta(days=1)
DESK, OFFICE, DECISIONS = "desk", "office", "decisions"
"""Who may use it: everybody at the desk; those who programme; those who may know what was decided."""

AT_THE_DESK = [choice for choice in EntryState.choices if choice[0] != EntryState.DRAFT]
SHAPES = [("horizontal", _("Horizontal")), ("vertical", _("Vertical")), ("square", _("Square"))]
STAGE_WORDS: dict[str, Promise] = {
    Stage.CHECKING: _("Being checked"),
    Stage.NEEDS_FILM: _("Film refused"),
}
"""Where the office would not say it as the maker is told."""
STAGES = [(stage.value, STAGE_WORDS.get(stage, stage.label)) for stage in Stage if stage != Stage.DRAFTING]
VERDICTS = {
    "accepted": (_("Passed"), FILM_ACCEPTED),
    "warned": (
        _("Passed, with warnings"),
        FILM_ACCEPTED & Q(Exists(Finding.objects.filter(asset=OuterRef("film"), severity=Severity.WARNS))),
    ),
    "refused": (_("Refused"), Q(film__state=AssetState.REFUSED)),
    "under_way": (_("Being checked"), Q(film__state__in=sorted(UNDER_WAY)) & ~FILM_ACCEPTED),
    "failed": (_("Our workshop failed"), Q(film__state=AssetState.FAILED)),
}


@dataclass(frozen=True)
class Filter:
    """`narrow` gets the entries and the understood values, of which any may hold.

    Without `options` the value is a number, a date or words (`kind`). `measured`: it asks about figures of the film.
    """

    name: str
    label: Promise | str
    narrow: Callable[[Any, list[Any], Surroundings], Any]
    options: Callable[[Surroundings], Choices] | None = None
    who: str = DESK
    kind: str = "choice"
    measured: bool = False

    def understood(self, sent: list[str], here: Surroundings) -> list[Any]:
        """What of the query string makes sense; the rest is left out rather than refused."""
        if self.options is None:
            values = [READERS[self.kind](one) for one in sent[:1]]
            return [value for value in values if value is not None]
        known = {key for key, _label in self.options(here)}
        return [key for key in dict.fromkeys(sent) if key in known]

    def in_words(self, value: Any, here: Surroundings) -> str:
        """One value, for its chip."""
        if self.options is None:
            return WORDS[self.kind](value)
        return str(dict(self.options(here))[value])


def _number(sent: str) -> int | None:
    return (
        int(sent)
        if sent.isascii() and sent.isdecimal() and 0 < int(sent[:6]) < 100_000 and len(sent) < 6
        else None
    )


def _day(sent: str) -> date | None:
    try:
        return date.fromisoformat(sent)
    except ValueError:
        return None


def _minutes(value: int) -> str:
    return ngettext("%(count)d minute", "%(count)d minutes", value) % {"count": value}


def _words(sent: str) -> str | None:
    return " ".join(sent.replace("\x00", " ").split())[:100] or None


def _figure(sent: str) -> int | float | None:
    """Any number, with a point or a comma before the decimals."""
    try:
        value = float(sent[:30].replace(",", "."))
    except ValueError:
        return None
    if not isfinite(value):
        return None
    return int(value) if value.is_integer() else value


READERS: dict[str, Callable[[str], Any]] = {
    "number": _number,
    "day": _day,
    "words": _words,
    "figure": _figure,
}
WORDS: dict[str, Callable[[Any], str]] = {
    "number": _minutes,
    "words": str,
    "figure": str,
    "day": lambda value: date_format(value, "SHORT_DATE_FORMAT"),
}


def midnight(day: date, here: Surroundings) -> datetime:
    """On the wall of the festival."""
    return datetime.combine(day, time.min, tzinfo=here.edition.tz)


def at_stages(entries: Any, stages: list[str], here: Surroundings) -> Any:
    return entries.at_any([Stage(stage) for stage in stages])


def of_countries(entries: Any, codes: list[str], here: Surroundings) -> Any:
    # Codes are kept as CN,FR: two letters never occur across a comma.
    wanted = Q()
    for code in codes:
        wanted |= Q(countries__contains=code)
    return entries.filter(wanted)


def with_verdicts(entries: Any, verdicts: list[str], here: Surroundings) -> Any:
    wanted = Q()
    for verdict in verdicts:
        wanted |= VERDICTS[verdict][1]
    return entries.filter(wanted)


def with_flags(entries: Any, colours: list[str], here: Surroundings) -> Any:
    wanted = Q(flag__colour__in=colours)
    return entries.filter(wanted | Q(flag__isnull=True) if "none" in colours else wanted)


def given_to(entries: Any, people: list[str], here: Surroundings) -> Any:
    keys = [here.person.pk if one == "me" else int(one) for one in people if one != "nobody"]
    given = Preselection.objects.filter(entry=OuterRef("pk"))
    wanted = Q(Exists(given.filter(person__in=keys)))
    return entries.filter(wanted | ~Q(Exists(given)) if "nobody" in people else wanted)


def with_leanings(entries: Any, leanings: list[str], here: Surroundings) -> Any:
    said = Preselection.objects.filter(
        entry=OuterRef("pk"), leaning__in=["" if one == "open" else one for one in leanings]
    )
    return entries.filter(Exists(said))


def with_notes(entries: Any, answers: list[str], here: Surroundings) -> Any:
    there = Exists(EntryNote.objects.filter(entry=OuterRef("pk")))
    return entries if len(answers) > 1 else entries.filter(there if answers == ["yes"] else ~there)


def with_fresh_changes(entries: Any, answers: list[str], here: Surroundings) -> Any:
    return entries.with_changes().filter(changed_since_submission=True)


def made_with(entries: Any, extents: list[str], here: Surroundings) -> Any:
    """At any stage of production; without AI: at none of them."""
    wanted = Q()
    for extent in extents:
        if extent == Extent.NONE:
            declared = entries.model.objects.filter(stage_answers__extent=Extent.NONE).values("pk")
            more = entries.model.objects.filter(stage_answers__extent__in=MADE_BY_AI).values("pk")
            wanted |= Q(pk__in=declared) & ~Q(pk__in=more)
        else:
            wanted |= Q(pk__in=entries.model.objects.filter(stage_answers__extent=extent).values("pk"))
    return entries.filter(wanted)


def with_fees(entries: Any, answers: list[str], here: Surroundings) -> Any:
    accounts = with_balance(EntryFee.objects.filter(entry=OuterRef("pk")))
    due = Exists(accounts.filter(balance__gt=0))
    wanted = {"due": due, "settled": Exists(accounts.filter(balance__lte=0)), "none": ~Exists(accounts)}
    found = Q()
    for answer in answers:
        found |= Q(wanted[answer])
    return entries.filter(found)


FEES = [("due", _("Due")), ("settled", _("Settled")), ("none", _("No fee"))]
MADE_BY_AI = (Extent.ASSISTED, Extent.GENERATED)


def team_choices(here: Surroundings) -> Choices:
    return [("me", gettext("Me")), ("nobody", gettext("Nobody yet")), *here.team]


def leanings(here: Surroundings) -> Choices:
    return [("open", gettext("Nothing said yet")), *[(one.value, str(one.label)) for one in Leaning]]


FILTERS: tuple[Filter, ...] = (
    Filter("stage", _("Stage"), at_stages, lambda here: STAGES),
    Filter(
        "category",
        _("Category"),
        lambda e, v, here: e.filter(category__slug__in=v),
        lambda here: here.categories,
    ),
    Filter(
        "section", _("Section"), lambda e, v, here: e.filter(section__slug__in=v), lambda here: here.sections
    ),
    Filter(
        "decision",
        _("Decision"),
        lambda e, v, here: e.filter(decision__in=v),
        lambda here: Decision.choices,
        DECISIONS,
    ),
    Filter(
        "flag", _("Flag"), with_flags, lambda here: [*FlagColour.choices, ("none", gettext("None"))], OFFICE
    ),
    Filter(
        "tag",
        _("Tag"),
        lambda e, v, here: e.filter(pk__in=e.model.objects.filter(taggings__tag__in=v).values("pk")),
        lambda here: here.tags,
        OFFICE,
    ),
    Filter("person", _("Pre-selector"), given_to, team_choices, OFFICE),
    Filter("leaning", _("Pre-selection"), with_leanings, leanings, OFFICE),
    Filter(
        "notes",
        _("Has notes"),
        with_notes,
        lambda here: [("yes", gettext("Yes")), ("no", gettext("No"))],
        OFFICE,
    ),
    Filter(
        "verdict",
        _("Technical check"),
        with_verdicts,
        lambda here: [(key, label) for key, (label, _q) in VERDICTS.items()],
    ),
    Filter(
        "changed",
        _("Changes nobody has looked at"),
        with_fresh_changes,
        lambda here: [("yes", gettext("Yes"))],
        OFFICE,
    ),
    Filter(
        "premiere",
        _("Premiere"),
        lambda e, v, here: e.filter(premiere_status__in=v),
        lambda here: PremiereStatus.choices,
    ),
    Filter("made", _("How it was made"), made_with, lambda here: Extent.choices),
    Filter("fee", _("Entry fee"), with_fees, lambda here: FEES, OFFICE),
    Filter("state", _("State"), lambda e, v, here: e.filter(state__in=v), lambda here: AT_THE_DESK),
    Filter(
        "shape",
        _("Format"),
        lambda e, v, here: e.filter(measured_shape__in=v),
        lambda here: SHAPES,
        measured=True,
    ),
    Filter("country", _("Country"), of_countries, lambda here: here.countries),
    Filter(
        "language",
        _("Language"),
        lambda e, v, here: e.filter(languages__overlap=v),
        lambda here: here.languages,
    ),
    Filter(
        "shortest",
        _("At least"),
        lambda e, v, here: e.filter(measured_s__gte=v[0] * 60),
        kind="number",
        measured=True,
    ),
    Filter(
        "longest",
        _("At most"),
        lambda e, v, here: e.filter(measured_s__lte=v[0] * 60),
        kind="number",
        measured=True,
    ),
    Filter(
        "since",
        _("Submitted from"),
        lambda e, v, here: e.filter(submitted_at__gte=midnight(v[0], here)),
        kind="day",
    ),
    Filter(
        "until",
        _("Submitted until"),
        lambda e, v, here: e.filter(submitted_at__lt=midnight(min(v[0], date.max - A_DAY) + A_DAY, here)),
        kind="day",
    ),
)
BY_NAME = {one.name: one for one in FILTERS}
