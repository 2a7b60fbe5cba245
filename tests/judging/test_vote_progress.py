"""How far a vote is: who has ranked, compared, confirmed; and turnout instead of scorecards for an audience's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from judging.actions import ballots, pairs
from judging.holdings import blocks
from judging.models import RankedBallot
from judging.progress import progress_of
from judging.reminders import readers_of
from judging.round_people import people_lines
from tests.factories import judging as make
from tests.factories import votes as make_votes

PROGRESS_QUERIES = 6


@pytest.fixture
def seats(jury, seat):
    return [seat, make.seat(jury)]


def keys(*films):
    return [[str(film.pk)] for film in films]


def figures(judged):
    sheet = progress_of(judged)
    people = [(one.assigned, one.begun, one.done) for _juror, one in sheet.by_juror]
    return people, (sheet.whole.assigned, sheet.whole.begun, sheet.whole.done)


def test_a_ranked_round_counts_what_was_ranked_and_confirmed(jury, seats, films):
    vote = make_votes.open_vote(jury, films)
    assert figures(vote) == ([(3, 0, 0), (3, 0, 0)], (2, 0, 0))
    ballots.save_order(vote, seats[0], keys(*films[:2]), by=None)
    assert figures(vote) == ([(3, 2, 0), (3, 0, 0)], (2, 1, 0))
    ballots.confirm_ballot(vote, seats[0], by=None)
    assert figures(vote) == ([(3, 0, 3), (3, 0, 0)], (2, 0, 1))
    assert [film.done for _film, film in progress_of(vote).by_film] == [1, 1, 1]
    ballots.reopen_ballot(vote, seats[0], by=None)
    assert figures(vote) == ([(3, 2, 0), (3, 0, 0)], (2, 1, 0))


def test_pairs_count_as_begun_and_as_done_when_they_are_enough(jury, seats, films):
    vote = make_votes.open_pairs(jury, films)
    first, second, third = (str(film.pk) for film in films)
    pairs.vote_on_pair(vote, seats[0], first, second, "left", by=None)
    assert figures(vote) == ([(3, 2, 0), (3, 0, 0)], (2, 1, 0))
    pairs.vote_on_pair(vote, seats[0], second, first, "left", by=None)  # the same two films again
    pairs.vote_on_pair(vote, seats[0], first, third, "left", by=None)
    assert figures(vote)[1] == (2, 1, 0)
    pairs.vote_on_pair(vote, seats[0], third, second, "left", by=None)
    assert figures(vote) == ([(3, 0, 3), (3, 0, 0)], (2, 0, 1))


def test_reminders_and_a_closing_account_know_who_has_voted(jury, seats, films):
    vote = make_votes.open_vote(jury, films)
    person = seats[0].membership.user
    assert len(blocks(person)) == 1
    ballots.save_order(vote, seats[0], keys(*films), by=None)
    lines = people_lines(vote, readers_of(vote))
    assert [(line.scored, line.last_seen is not None) for line in lines] == [(3, True), (0, False)]
    assert [reader.has_work for reader in readers_of(vote)] == [True, True]
    ballots.confirm_ballot(vote, seats[0], by=None)
    assert [reader.has_work for reader in readers_of(vote)] == [False, True]
    assert blocks(person) == []


def test_the_desk_says_jurors_and_asks_no_questions(client, director, jury, seats, films):
    vote = make_votes.open_vote(jury, films)
    ballots.save_order(vote, seats[0], keys(*films), by=None)
    ballots.confirm_ballot(vote, seats[0], by=None)
    client.force_login(director)
    where = {"festival": jury.edition.festival.slug, "edition": jury.edition.slug}

    def page(name, **more):
        return client.get(reverse(f"jury_desk:{name}", kwargs={**where, **more})).content.decode()

    said = "1 of 2 jurors have voted"
    assert said in page("progress", pk=vote.pk)
    assert ["Questions" in page("round", pk=one.pk) for one in (vote, make.open_round(jury, films))] == [
        False,
        True,
    ]


@pytest.mark.parametrize("jurors", [1, 3])
def test_queries_of_a_votes_progress_do_not_grow(client, director, jury, films, jurors):
    seats = [make.seat(jury) for _ in range(jurors)]
    vote = make_votes.open_vote(jury, films)
    for one in seats:
        ballots.save_order(vote, one, keys(*films), by=None)
    with CaptureQueriesContext(connection) as asked:
        progress_of(vote)
    assert (len(asked), RankedBallot.objects.count()) == (PROGRESS_QUERIES, jurors)
