"""What anybody may read, and when: results after their publication, the programme after its release."""

import pytest
from django.utils import timezone

from judging import actions
from screenings.actions import create_session, release_schedule
from submissions.actions import withdraw_entry
from submissions.models import Entry
from tests.factories import judging as jury_room
from tests.factories import screenings as auditorium

RESULTS = "/api/v1/editions/lumen/2026/results/"
PROGRAMME = "/api/v1/editions/lumen/2026/programme/"


@pytest.fixture
def winner(edition):
    return jury_room.entry(edition, "The Winner")


@pytest.fixture
def grand_prix(edition, winner, director):
    award = jury_room.award(edition)
    actions.prepare_award(award, winner, by=director, citation={"en": "For its light."})
    return award


def test_before_publication_the_results_do_not_exist(anybody, client, director, grand_prix):
    client.force_login(director)
    for asking in (anybody, client):
        assert asking.get(RESULTS).status_code == 404


def test_published_results(anybody, edition, grand_prix, winner):
    edition.results_published_at = timezone.now()
    edition.save()
    (honour,) = anybody.get(RESULTS).json()["honours"]
    assert (honour["award"], honour["citation"]) == ("grand-prix", {"en": "For its light."})
    assert honour["film"] == {
        "slug": winner.slug,
        "category": "shorts",
        "title": "The Winner",
        "title_original": "",
        "title_language": "",
        "directors": [],
        "countries": [],
        "languages": [],
        "runtime_s": 90.0,
        "logline": {},
    }


def test_before_its_release_the_programme_does_not_exist(anybody, client, programmer, category, filmmaker):
    edition = auditorium.announce_selection(category.edition)
    version = auditorium.draft(edition)
    block = auditorium.block(edition, auditorium.film(category, filmmaker))
    auditorium.slot(
        version, auditorium.showing(block), auditorium.screen(edition), auditorium.at(edition, 20)
    )
    client.force_login(programmer)
    for asking in (anybody, client):
        assert asking.get(PROGRAMME).status_code == 404


def test_the_released_programme(anybody, edition, category, filmmaker):
    film = auditorium.film(category, filmmaker, "Our Tree")
    auditorium.released_programme(edition, film)
    told = anybody.get(PROGRAMME).json()
    (item,) = told["items"]
    assert (told["number"], told["time_zone"]) == (1, "Europe/Rome")
    assert (item["status"], item["title"], item["session"]) == ("confirmed", {"en": "Shorts 1"}, None)
    assert item["place"] == {
        "venue": {"en": "Lumen Cinema"},
        "address": {"en": "1 Projector Lane"},
        "step_free": False,
        "screen": {"en": "Grand"},
        "kind": "horizontal",
    }
    assert [shown["title"] for shown in item["films"]] == ["Our Tree"]


def test_pencilled_and_internal_items_and_withdrawn_films_are_not_told(anybody, edition, category, filmmaker):
    films = [auditorium.film(category, filmmaker, title) for title in ("Our Tree", "Gone")]
    auditorium.announce_selection(edition)
    version, screen = auditorium.draft(edition), auditorium.screen(edition)
    showing = auditorium.showing(auditorium.block(edition, *films))
    pencilled = auditorium.showing(auditorium.block(edition, films[0], title="Secret plan"))
    closed = auditorium.showing(auditorium.block(edition, films[0], title="Press only"), kind="press")
    jury = create_session(edition, {"en": "Secret talk"}, kind="deliberation", duration_min=30)
    internal = auditorium.actions.create_screening(edition, session=jury)
    for hour, shown, status in (
        (10, showing, "confirmed"),
        (13, pencilled, "pencilled"),
        (16, closed, "confirmed"),
        (20, internal, "confirmed"),
    ):
        auditorium.slot(version, shown, screen, auditorium.at(edition, hour), status=status)
    release_schedule(version)
    withdraw_entry(Entry.objects.get(pk=films[1].pk), by=filmmaker)
    (item,) = anybody.get(PROGRAMME).json()["items"]
    assert [film["title"] for film in item["films"]] == ["Our Tree"]


def test_the_pages_cost_the_same_whatever_their_length(
    anybody, edition, category, filmmaker, director, django_assert_num_queries
):
    films = [auditorium.film(category, filmmaker, f"Film {number}") for number in range(3)]
    auditorium.released_programme(edition, *films)
    for number, film in enumerate(films):
        actions.prepare_award(jury_room.award(edition, f"award-{number}"), film, by=director)
    edition.results_published_at = timezone.now()
    edition.save()
    with django_assert_num_queries(5):
        anybody.get(PROGRAMME)
    with django_assert_num_queries(6):
        anybody.get(RESULTS)
