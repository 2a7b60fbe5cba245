"""The front page of an edition on any day of its life: which face it shows, and what stands on it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from festival.models import Edition
from festival.phases import Phase
from judging.results import awards_offered, published_honours
from screenings import wording
from screenings.cards import film_card, titles, winners_by_film
from screenings.frontage import address
from screenings.planning.days import festival_day
from screenings.programme import Day, announced_films, programme_of
from screenings.stills import still_url
from screenings.structured import festival_event
from submissions.models import Entry

FILMS_ON_FRONT_PAGE = 12
# Which template tells which phase.
FACES = {
    Phase.UPCOMING: "call",
    Phase.CALL: "call",
    Phase.JURY: "jury",
    Phase.SELECTION: "films",
    Phase.PROGRAMME: "programme",
    Phase.DELIBERATION: "films",
    Phase.RESULTS: "results",
    Phase.ARCHIVE: "results",
}


@dataclass(frozen=True)
class Home:
    phase: Phase
    face: str
    dates: list[dict[str, Any]]
    films: list[dict[str, Any]] = field(default_factory=list)
    film_count: int = 0
    winners: list[dict[str, Any]] = field(default_factory=list)
    offered: list[Any] = field(default_factory=list)
    day: Day | None = None
    day_is_today: bool = False
    hero_picture: str = ""
    hero_credit: str = ""
    other_editions: list[dict[str, Any]] = field(default_factory=list)
    structured: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class EditionCard:
    """One festival on the portal's own front page."""

    edition: Edition
    url: str
    picture: str
    line: str


def home_of(edition: Edition, now: datetime) -> Home:
    phase = edition.phase_at(now)
    films = list(announced_films(edition))
    cards = {film.pk: film_card(film) for film in films}
    honours = published_honours(edition)
    first = next(iter(_first_pictures(honours, films)), None)
    day, is_today = _day_for(edition, now) if phase in (Phase.PROGRAMME, Phase.SELECTION) else (None, False)
    return Home(
        phase=phase,
        face=FACES[phase],
        dates=key_dates(edition, phase),
        films=list(cards.values())[:FILMS_ON_FRONT_PAGE],
        film_count=len(films),
        winners=winners_by_film(honours, _with_withdrawn(cards, honours)),
        offered=awards_offered(edition) if not honours else [],
        day=day,
        day_is_today=is_today,
        hero_picture=still_url(first, 1600) if first else "",
        hero_credit=f"{first.title} – {', '.join(first.directors)}" if first else "",
        other_editions=_other_editions(edition),
        structured=festival_event(edition, address("edition_home", edition)),
    )


def current_editions(now: datetime) -> list[EditionCard]:
    """The newest public edition of each festival."""
    newest: dict[int, Edition] = {}
    for edition in Edition.objects.public().select_related("festival").order_by("-starts_on"):
        newest.setdefault(edition.festival_id, edition)
    return [_edition_card(edition, now) for edition in newest.values()]


def key_dates(edition: Edition, phase: Phase) -> list[dict[str, Any]]:
    """The four dates of a festival's year, and at which of them we are."""
    return [
        {
            "label": _("Call for entries"),
            "text": _between(
                edition.call_opens_at.astimezone(edition.tz), edition.call_closes_at.astimezone(edition.tz)
            ),
            "state": "current" if phase == Phase.CALL else "",
        },
        {
            "label": _("Decisions"),
            "text": wording.day_and_year(edition.decisions_on) if edition.decisions_on else "",
            "state": "current" if phase == Phase.JURY else "",
        },
        {
            "label": _("Festival"),
            "text": wording.days_between(edition.starts_on, edition.ends_on),
            "state": "current" if phase in (Phase.SELECTION, Phase.PROGRAMME) else "",
        },
    ]


def phase_line(edition: Edition, phase: Phase) -> str:
    """One sentence for a card: what one can do here today."""
    closes = wording.day_and_year(edition.call_closes_at.astimezone(edition.tz).date())
    return {
        Phase.UPCOMING: _("The call opens soon"),
        Phase.CALL: _("Enter a film until %(date)s") % {"date": closes},
        Phase.JURY: _("The jury is watching"),
        Phase.SELECTION: _("The official selection is out"),
        Phase.PROGRAMME: _("The festival is on"),
        Phase.DELIBERATION: _("The jury is deciding"),
        Phase.RESULTS: _("The awards are out"),
        Phase.ARCHIVE: _("Films and awards"),
    }[phase]


def _first_pictures(honours: list[Any], films: list[Entry]) -> list[Entry]:
    """Who may be on the cover: the winners in order of prestige, then any film, upright ones last."""
    by_key = {film.pk: film for film in films}
    winners = [by_key[honour.entry_id] for honour in honours if honour.entry_id in by_key]
    rest = sorted(films, key=lambda film: film.is_vertical)
    return [film for film in (*winners, *rest) if still_url(film)]


def cards_with_honours(edition: Edition, honours: list[Any]) -> dict[Any, dict[str, Any]]:
    """Cards of the honoured films. One that was withdrawn since keeps its line, without picture or page."""
    cards = {film.pk: film_card(film) for film in announced_films(edition)}
    return _with_withdrawn(cards, honours)


def _with_withdrawn(cards: dict[Any, dict[str, Any]], honours: list[Any]) -> dict[Any, dict[str, Any]]:
    missing = {honour.entry_id: honour.entry for honour in honours if honour.entry_id not in cards}
    return cards | {key: _bare_card(entry) for key, entry in missing.items()}


def _bare_card(entry: Entry) -> dict[str, Any]:
    return {**titles(entry), "director": ", ".join(entry.directors)}


def _day_for(edition: Edition, now: datetime) -> tuple[Day | None, bool]:
    """Today's programme, else that of the next day on which something happens."""
    today = festival_day(now, edition.tz)
    coming = [day for day in programme_of(edition) if day.date >= today]
    return (coming[0], coming[0].date == today) if coming else (None, False)


def _other_editions(edition: Edition) -> list[dict[str, Any]]:
    others = Edition.objects.public().filter(festival=edition.festival).exclude(pk=edition.pk)
    return [
        {"label": str(other.name), "url": address("edition_home", _with_festival(other, edition))}
        for other in others.order_by("-starts_on")
    ]


def _with_festival(other: Edition, edition: Edition) -> Edition:
    other.festival = edition.festival
    return other


def _edition_card(edition: Edition, now: datetime) -> EditionCard:
    films = list(announced_films(edition))
    cover = next(iter(_first_pictures(published_honours(edition), films)), None)
    return EditionCard(
        edition=edition,
        url=address("edition_home", edition),
        picture=still_url(cover, 1600) if cover else "",
        line=phase_line(edition, edition.phase_at(now)),
    )


def _between(opens: datetime, closes: datetime) -> str:
    return wording.days_between(_date(opens), _date(closes))


def _date(moment: datetime) -> date:
    return moment.date()
