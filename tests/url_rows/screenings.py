from types import SimpleNamespace
from typing import Any

from screenings import actions
from tests.factories import funnel as make_funnel
from tests.factories import judging as make_judging
from tests.factories import screenings as make
from tests.url_rows import DESK, DIRECTORS, EVERYBODY, PROGRAMMERS, Row, edition_kwargs


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


def with_venue(cast: SimpleNamespace) -> dict[str, Any]:
    return {**edition_kwargs(cast), "pk": make.screen(cast.edition).venue_id}


def with_screen(cast: SimpleNamespace) -> dict[str, Any]:
    return {**edition_kwargs(cast), "pk": make.screen(cast.edition).pk}


def with_block(cast: SimpleNamespace) -> dict[str, Any]:
    film = make.film(cast.category, cast.filmmaker)
    return {**edition_kwargs(cast), "pk": make.block(cast.edition, film).pk}


def with_session(cast: SimpleNamespace) -> dict[str, Any]:
    session = actions.create_session(cast.edition, {"en": "Panel"})
    return {**edition_kwargs(cast), "pk": session.pk}


def with_draft(cast: SimpleNamespace) -> dict[str, Any]:
    make.draft(cast.edition)
    return edition_kwargs(cast)


def with_version(cast: SimpleNamespace) -> dict[str, Any]:
    version = make.released_programme(cast.edition, make.film(cast.category, cast.filmmaker))
    return {**edition_kwargs(cast), "pk": version.pk}


def desk(kwargs: Any = edition_kwargs) -> Row:
    """For whoever may enter the desk."""
    return Row(allow=DESK, kwargs=kwargs)


def planning(kwargs: Any = edition_kwargs, **more: Any) -> Row:
    """For those who programme; the rest of the desk knows of it and may not."""
    return Row(allow=PROGRAMMERS, kwargs=kwargs, special=dict.fromkeys(DESK - PROGRAMMERS, 403), **more)


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
    "programme_desk:home": desk(),
    "programme_desk:next_year": Row(
        allow=DIRECTORS, kwargs=edition_kwargs, special=dict.fromkeys(DESK - DIRECTORS, 403)
    ),
    "programme_desk:programme": desk(),
    "programme_desk:versions": desk(),
    "programme_desk:version": desk(with_version),
    "programme_desk:drop_draft": planning(method="post", ok=302),
    "programme_desk:release": planning(with_draft),
    "programme_desk:screening": planning(told_screening),
    "programme_desk:move": planning(told_screening, method="post", ok=302),
    "programme_desk:blocks": planning(),
    "programme_desk:new_block": planning(),
    "programme_desk:block": planning(with_block),
    "programme_desk:block_words": planning(with_block),
    "programme_desk:delete_block": planning(with_block, method="post", ok=302),
    "programme_desk:sessions": planning(),
    "programme_desk:new_session": planning(),
    "programme_desk:session": planning(with_session),
    "programme_desk:delete_session": planning(with_session, method="post", ok=302),
    "programme_desk:venues": planning(),
    "programme_desk:new_venue": planning(),
    "programme_desk:venue": planning(with_venue),
    "programme_desk:delete_venue": planning(with_venue, method="post", ok=302),
    "programme_desk:new_screen": planning(with_venue),
    "programme_desk:screen": planning(with_screen),
}


def a_vote(cast):
    films = [make_judging.entry(cast.edition) for _film in range(2)]
    return {**edition_kwargs(cast), "pk": make_funnel.poll(cast.edition, films).pk}


def two_votes(cast):
    a_vote(cast)
    a_vote(cast)
    return edition_kwargs(cast)


def voting(**more):
    return Row(allow=EVERYBODY, kwargs=a_vote, method="post", **more)


ROWS |= {
    "public:votes": Row(allow=EVERYBODY, kwargs=two_votes),
    "public:vote": Row(allow=EVERYBODY, kwargs=a_vote),
    "public:cast_vote": voting(ok=403),  # nobody here has proved an address
    "public:send_vote_code": voting(data=lambda cast: {"email": "viewer@example.org"}),
    "public:prove_vote_code": voting(data=lambda cast: {"email": "viewer@example.org"}, ok=422),
    "public:vote_ticket": voting(data=lambda cast: {"ticket": "0001-AAAAA-AAAAA"}, ok=422),
    "public:scan_ticket": Row(allow=EVERYBODY, kwargs=lambda cast: {**a_vote(cast), "code": "0001"}, ok=422),
    "public:leave_vote": voting(ok=302),
}
