from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from festival.models import Edition
from festival.scope import public_edition
from judging.audience.telling import told_polls
from judging.results import corrections_of, honours_of, published_honours
from media_pipeline.captions import names_of
from screenings import wording
from screenings.audience import told_rows
from screenings.cards import award_rows, film_card, shape_of, titles
from screenings.frontage import address, draw
from screenings.lobby import cards_with_honours
from screenings.measures import picture_sentence
from screenings.programme import announced_films, showings_of
from screenings.stills import still_url
from screenings.structured import movie
from submissions.answer_reading import public_lines
from submissions.declarations import declaration_of, making_card
from submissions.enums import CreditRole
from submissions.enums_film import PictureKind
from submissions.models import Entry


def films(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """The official selection, once it has been announced; grouped by section where there are sections."""
    found = public_edition(request, festival, edition)
    if found.selection_released_at is None:
        raise Http404
    selected = list(announced_films(found).select_related("section"))
    groups: dict[Any, list[dict[str, Any]]] = {}
    for entry in sorted(selected, key=lambda entry: entry.section.position if entry.section else -1):
        groups.setdefault(str(entry.section) if entry.section else "", []).append(film_card(entry))
    rows = [(name, cards, shape_of(cards)) for name, cards in groups.items()]
    context = {"groups": rows, "count": len(selected)}
    return draw(request, "public/films.html", found, context)


def film(request: HttpRequest, festival: str, edition: str, slug: str) -> HttpResponse:
    found = public_edition(request, festival, edition)
    entry = public_film(found, slug)
    honours = honours_of(entry)
    context = {
        "film": entry,
        **titles(entry),
        "still": still_url(entry, 1600),
        **_pictures(entry),
        "honours": honours,
        "facts": _facts(entry),
        "credits": _credits(entry),
        "answers": public_lines(entry),
        "making": making_card(entry) if declaration_of(entry).shown_to_audience else None,
        "showings": showings_of(entry),
        "structured": movie(entry, honours),
        "more": _more(found, entry),
    }
    return draw(request, "public/film.html", found, context)


def awards(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    found = public_edition(request, festival, edition)
    if found.results_published_at is None:
        raise Http404
    honours = published_honours(found)
    rows = award_rows(honours, cards_with_honours(found, honours))
    told = [{"poll": one, "films": told_rows(found, one)} for one in told_polls(found)]
    context = {"awards": rows, "corrections": corrections_of(found), "audience": told}
    return draw(request, "public/awards.html", found, context)


def public_film(edition: Edition, slug: str) -> Entry:
    """404 for everything that the public may not know, as if it were not there."""
    return get_object_or_404(announced_films(edition).with_making(), slug=slug)


def _pictures(entry: Entry) -> dict[str, Any]:
    """What hangs beside the main still: further stills, and who made the film. One query."""
    sent = list(entry.pictures.all())
    stills = [picture for picture in sent if picture.kind == PictureKind.STILL]
    portrait = next((picture for picture in sent if picture.kind == PictureKind.PORTRAIT), None)
    return {"stills": stills[1:], "portrait": portrait}


def _facts(entry: Entry) -> list[dict[str, Any]]:
    return [
        {"label": _("Countries"), "value": ", ".join(country.name for country in entry.countries)},
        {"label": _("Running time"), "value": wording.runtime(entry.runtime_s) if entry.runtime_s else ""},
        {"label": _("Languages"), "value": ", ".join(map(wording.language_name, entry.languages))},
        {"label": _("Subtitles"), "value": ", ".join(_subtitles(entry))},
        {"label": _("Completed"), "value": str(entry.completed_on.year) if entry.completed_on else ""},
        {"label": _("Picture"), "value": picture_sentence(entry)},
        {"label": _("Category"), "value": str(entry.category)},
    ]


def _subtitles(entry: Entry) -> list[str]:
    """Each language once, in its own words."""
    return names_of(entry.film.subtitle_tracks.shown()) if entry.film else []


def _credits(entry: Entry) -> list[dict[str, Any]]:
    """Roles in the order of the house, people in the order of the maker."""
    order = {role: place for place, role in enumerate(CreditRole.values)}
    by_role: dict[str, list[str]] = {}
    for credit in sorted(entry.credits.all(), key=lambda credit: order[credit.role]):
        by_role.setdefault(credit.role_label, []).append(credit.full_name)
    return [{"label": label, "value": ", ".join(names)} for label, names in by_role.items()]


def _more(edition: Edition, entry: Entry) -> dict[str, Any]:
    """The next film of the selection, so that one can leaf through it."""
    order = list(announced_films(edition).values_list("slug", "title_international", "title_original"))
    here = next((place for place, row in enumerate(order) if row[0] == entry.slug), 0)
    if len(order) < 2:
        return {}
    before, after = order[here - 1], order[(here + 1) % len(order)]
    return {
        name: {"title": row[1] or row[2], "url": address("film", edition, slug=row[0])}
        for name, row in (("previous", before), ("next", after))
    }
