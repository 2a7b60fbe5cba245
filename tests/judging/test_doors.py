"""A juror who may no longer watch a film loses it at once, also in the middle of it."""

import pytest

from judging import actions
from judging.models import Assignment
from judging.screening import playback_of
from submissions import snapshots
from submissions.actions import withdraw_entry
from submissions.models import SnapshotCause
from tests.factories import judging as make_judging
from tests.factories import media_pipeline as make_film

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(assignment, juror) -> str:
    return playback_of(assignment, juror).hls


@pytest.fixture
def watching(client, juror):
    client.force_login(juror)
    return client


def status(client, link: str) -> int:
    return client.get(link).status_code


def test_a_juror_on_duty_watches(watching, link):
    assert status(watching, link) == 200


def test_who_is_recused_loses_the_film(watching, link, assignment, programmer):
    recusal = actions.recuse(assignment.juror, assignment.entry, by=programmer, reason="They are married.")
    assert status(watching, link) == 403
    actions.lift_recusal(recusal, by=programmer)
    assert status(watching, link) == 200


def test_a_film_that_leaves_is_lost_to_the_jury(watching, link, assignment):
    withdraw_entry(assignment.entry, by=assignment.entry.owner)
    assert status(watching, link) == 403


def test_who_leaves_the_jury_leaves_the_cinema(watching, link, assignment):
    Assignment.objects.filter(pk=assignment.pk).delete()
    assert status(watching, link) == 403


def test_a_round_that_is_taken_back_to_its_draft_shows_nothing(watching, link, judged):
    type(judged).objects.filter(pk=judged.pk).update(state="draft", opened_at=None)
    assert status(watching, link) == 403


def test_a_film_that_was_replaced_is_shown_until_the_round_moves_to_the_new_one(watching, link, assignment):
    entry = assignment.entry
    entry.film = make_film.stored_without_work(entry.owner)
    entry.save()
    snapshots.keep(entry, SnapshotCause.FILM, by=None)
    assert status(watching, link) == 200
    row = assignment.round.round_entries.get(entry=entry)
    actions.move_to_newest(row, by=None, reason="The first file had no sound")
    assert status(watching, link) == 403


def test_the_link_is_no_use_to_another_juror(client, link, jury):
    another = make_judging.seat(jury)
    client.force_login(another.membership.user)
    assert status(client, link) == 403


def test_asking_at_the_door_is_one_query(watching, link, django_assert_num_queries):
    with django_assert_num_queries(5):  # session, user, door, film, sizes
        watching.get(link)
