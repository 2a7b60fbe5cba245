"""Two people, or two clicks, at the same moment: real transactions in real threads."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from festival.enums import Role
from festival.exceptions import Conflict
from festival.models import Letter
from media_pipeline.models import Asset
from submissions.actions import begin_entry, settle_film, submit_entry, withdraw_entry
from submissions.actions.reserve import move_up
from submissions.exceptions import AlreadySubmitted
from submissions.models import Entry
from tests.factories import festival as house
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """What each deed returned, or the refusal it met."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        start.wait(timeout=20)
        try:
            return deed()
        except Conflict as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def handed_in(edition, owner):
    entry = make.draft(edition, owner)
    make.film_upload(entry, film="ready")
    return entry


def submit(entry):
    return submit_entry(Entry.objects.get(pk=entry.pk), by=entry.owner, regulations_accepted=True).number


def test_two_films_at_once_get_two_numbers_in_a_row():
    edition, owner = house.edition(), house.user("filmmaker")
    house.category(edition)
    films = [handed_in(edition, owner) for _film in range(3)]
    numbers = at_once(*(lambda film=film: submit(film) for film in films))
    assert sorted(numbers) == [1, 2, 3]


def test_two_clicks_on_submit_are_one_submission_and_one_receipt():
    edition = house.edition()
    house.category(edition)
    film = handed_in(edition, house.user("filmmaker"))
    answers = at_once(lambda: submit(film), lambda: submit(film))
    assert sorted(answers, key=str) == [1, AlreadySubmitted]
    assert Letter.objects.count() == 1


def test_two_clicks_on_begin_are_one_draft():
    category, owner = house.category(house.edition()), house.user("filmmaker")
    token = "6f0c1b8e-0d5f-4a38-8a5e-0a5b3a1f5e11"
    drafts = at_once(*(lambda: begin_entry(category, by=owner, token=token).pk for _click in range(2)))
    assert len(set(drafts)) == 1
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(("state", "kind"), [("ready", "film_passed"), ("refused", "film_needs_attention")])
def test_news_of_one_film_that_come_twice_at_once_are_one_letter(state, kind):
    edition = house.edition()
    house.category(edition)
    draft = make.draft(edition, house.user("filmmaker"))
    make.film_upload(draft, film=state)
    film = Asset.objects.get()
    at_once(*(lambda: settle_film(Asset.objects.get(pk=film.pk)) for _worker in range(3)))
    assert list(Letter.objects.values_list("kind", flat=True)) == [f"submissions/{kind}"]


def test_two_films_up_from_the_reserve_take_one_place_once():
    """Two directors fill the same place with two films at the same moment: one of them is told that it is taken."""
    edition = house.edition()
    house.category(edition)
    director = house.member(edition, Role.DIRECTOR)
    gone = make.submitted(edition, house.user("filmmaker"), decision="selected")
    waiting = [make.submitted(edition, house.user(name), decision="reserve") for name in ("one", "other")]
    make.told(gone)
    withdraw_entry(gone, by=gone.owner)

    def up(film):
        return move_up(Entry.objects.get(pk=film.pk), by=director, instead_of=gone)

    answers = at_once(*(lambda film=film: up(film) for film in waiting))
    assert sorted(isinstance(answer, Entry) for answer in answers) == [False, True]
    assert Entry.objects.submitted().filter(decision="selected").count() == 1
