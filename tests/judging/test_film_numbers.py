"""The numbers of a blind round are drawn by lot, once, and tell no order of submission."""

import pytest
from django.db import DatabaseError, connection, transaction

from judging import actions
from judging.actions import deliberation
from judging.film_numbers import shown_numbers
from judging.holdings import tell
from judging.models import Assignment, RoundEntry
from judging.queue import juror_round
from judging.voting.session_view import juror_items
from tests.factories import judging as make


@pytest.fixture
def blind(edition):
    """Forty films and two jurors; by chance alone their order survives once in 10^47."""
    jury = make.jury(edition)
    seats = [make.seat(jury) for _ in range(2)]
    films = [make.entry(edition) for _ in range(40)]
    return make.draft_round(jury, films, blindness="film_only"), seats, films


def test_opening_draws_every_number_once_and_not_in_the_order_of_submission(blind):
    judged, _seats, films = blind
    assert list(shown_numbers(judged).values()) == list(range(1, 41))
    assert list(shown_numbers(judged)) == [str(film.pk) for film in films]
    actions.open_round(judged, by=None)
    drawn = shown_numbers(judged)
    assert sorted(drawn.values()) == list(range(1, 41))
    assert [drawn[str(film.pk)] for film in films] != list(range(1, 41))


def test_each_jurors_list_follows_the_numbers_and_begins_where_it_began(blind):
    judged, seats, films = blind
    before = [Assignment.objects.filter(juror=seat).order_by("position").first().entry_id for seat in seats]
    actions.open_round(judged, by=None)
    lists = [[slip.number for slip in juror_round(seat.membership.user, judged).slips] for seat in seats]
    starts = [1 + [film.pk for film in films].index(first) for first in before]
    assert lists == [[*range(start, 41), *range(1, start)] for start in starts]


def test_numbers_are_the_same_at_every_door(blind, client):
    judged, (seat, _other), films = blind
    actions.open_round(judged, by=None)
    drawn = shown_numbers(judged)
    duty = make.assignment(judged, seat, films[0])
    here = f"Film {drawn[str(films[0].pk)]}"
    client.force_login(seat.membership.user)
    assert client.get(f"/jury/{judged.pk}/{duty.pk}/").context["film"].title == here
    assert client.get(f"/api/v1/scorecards/{duty.pk}/").json()["film"]["title"] == here
    session = deliberation.create_deliberation(
        judged.edition, jury=judged.jury, title="Last", by=None, round=judged
    )
    deliberation.add_film(session, films[0], by=None)
    deliberation.open_deliberation(session, by=None)
    assert [item.film.title for item in juror_items(session, seat)] == [here]
    actions.save_words(duty, by=seat.membership.user, remark="Strong")
    assert tell(seat.membership.user)["scorecards"][0]["film_number"] == drawn[str(films[0].pk)]


def test_closing_and_opening_again_keeps_the_numbers(blind):
    judged, _seats, _films = blind
    actions.open_round(judged, by=None)
    drawn = shown_numbers(judged)
    actions.close_round(judged, by=None)
    actions.reopen_round(judged, by=None, reason="A juror was ill")
    assert shown_numbers(judged) == drawn


def test_the_database_keeps_a_number_that_was_drawn(blind):
    judged, _seats, films = blind
    actions.open_round(judged, by=None)
    row = RoundEntry.objects.get(round=judged, entry=films[0])
    for value in (99, None):
        with pytest.raises(DatabaseError, match="drawn by lot"), transaction.atomic():
            RoundEntry.objects.filter(pk=row.pk).update(number=value)


def test_a_number_stands_once_in_a_round(blind):
    judged, _seats, _films = blind
    with pytest.raises(DatabaseError, match="one_film_per_drawn_number"), transaction.atomic():
        judged.round_entries.update(number=7)
    assert connection.needs_rollback is False


def test_where_titles_are_shown_nothing_is_drawn(edition):
    jury = make.jury(edition)
    make.seat(jury)
    films = [make.entry(edition) for _ in range(3)]
    judged = make.open_round(jury, films)
    assert list(shown_numbers(judged).items()) == [(str(film.pk), at) for at, film in enumerate(films, 1)]
    assert judged.round_entries.exclude(number=None).count() == 0


def test_a_film_given_later_stands_at_its_number(blind):
    judged, (seat, _other), films = blind
    Assignment.objects.filter(juror=seat, entry=films[3]).delete()
    actions.open_round(judged, by=None)
    given = actions.give_film(judged, seat, films[3], by=None)
    assert given.position == shown_numbers(judged)[str(films[3].pk)]


def test_a_round_that_shows_films_twice_leaves_numbers_free_among_the_others(blind):
    judged, seats, films = blind
    before = [Assignment.objects.filter(juror=seat).order_by("position").first().entry_id for seat in seats]
    actions.declare_rules(judged, by=None, hidden_repeats=1)
    actions.open_round(judged, by=None)
    drawn = sorted(shown_numbers(judged).values())
    assert len(set(drawn)) == 40
    assert (drawn[0] >= 1, drawn[-1] <= 45) == (True, True)
    lists = [[slip.number for slip in juror_round(seat.membership.user, judged).slips] for seat in seats]
    starts = [[film.pk for film in films].index(first) for first in before]
    assert lists == [[*drawn[start:], *drawn[:start]] for start in starts]
