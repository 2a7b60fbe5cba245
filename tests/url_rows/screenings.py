from types import SimpleNamespace
from typing import Any

from tests.factories import screenings as make
from tests.url_rows import EVERYBODY, Row, edition_kwargs


def told_film(cast: SimpleNamespace) -> dict[str, Any]:
    make.announce_selection(cast.edition)
    film = make.film(cast.category, cast.filmmaker)
    return {**edition_kwargs(cast), "slug": film.slug}


def told_selection(cast: SimpleNamespace) -> dict[str, Any]:
    make.announce_selection(cast.edition)
    return edition_kwargs(cast)


def told_results(cast: SimpleNamespace) -> dict[str, Any]:
    edition = make.announce_selection(cast.edition)
    edition.results_published_at = edition.selection_released_at
    edition.save(update_fields=["results_published_at"])
    return edition_kwargs(cast)


def told_programme(cast: SimpleNamespace) -> dict[str, Any]:
    make.released_programme(cast.edition, make.film(cast.category, cast.filmmaker))
    return edition_kwargs(cast)


def told_screening(cast: SimpleNamespace) -> dict[str, Any]:
    version = make.released_programme(cast.edition, make.film(cast.category, cast.filmmaker))
    return {**edition_kwargs(cast), "pk": version.slots.get().screening_id}


def film_with_picture(cast: SimpleNamespace) -> dict[str, Any]:
    make.announce_selection(cast.edition)
    film = make.with_still(make.film(cast.category, cast.filmmaker))
    return {**edition_kwargs(cast), "slug": film.slug, "width": 480}


def festival_only(cast: SimpleNamespace) -> dict[str, Any]:
    return {"festival": cast.edition.festival.slug}


def public(kwargs: Any = edition_kwargs, ok: int = 200) -> Row:
    return Row(allow=EVERYBODY, kwargs=kwargs, ok=ok)


ROWS: dict[str, Row] = {
    "public:home": Row(allow=EVERYBODY),
    "public:robots": Row(allow=EVERYBODY),
    "public:sitemap": Row(allow=EVERYBODY),
    "public:festival": public(festival_only, ok=302),
    "public:edition_home": public(),
    "public:call": public(),
    "public:films": public(told_selection),
    "public:film": public(told_film),
    "public:still": public(film_with_picture),
    "public:awards": public(told_results),
    "public:programme": public(told_programme),
    "public:programme_ics": public(told_programme),
    "public:screening": public(told_screening),
    "public:screening_ics": public(told_screening),
}
