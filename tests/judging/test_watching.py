from datetime import timedelta

import pytest
from django.utils import timezone

from judging import actions
from judging.models import Viewing
from judging.watching import allowance, believable, both, length, merge, seconds
from tests.factories import judging as make_judging


def test_overlapping_stretches_become_one():
    merged = merge([[0, 10]], [[8, 20], [40, 50], [20.3, 22]], duration_s=60)
    assert merged == [[0.0, 22.0], [40.0, 50.0]]
    assert seconds(merged) == 32


def test_sending_the_same_twice_changes_nothing():
    once = merge([], [[1, 9]], duration_s=60)
    assert merge(once, [[1, 9]], duration_s=60) == once


def test_nonsense_and_what_lies_outside_the_film_are_left_out():
    spans = [[-5, 3], [50, 99], [7, 7], [9, 8], [float("nan"), 4], [0, float("inf")]]
    assert merge([], spans, duration_s=60) == [[0.0, 3.0], [50.0, 60.0]]


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        ([], [[0, 5]], []),
        ([[0, 10]], [[5, 20]], [[5, 10]]),
        ([[0, 10], [20, 30]], [[5, 25]], [[5, 10], [20, 25]]),
        ([[0, 5]], [[5, 9]], []),
    ],
)
def test_what_lies_in_both(one, other, common):
    assert (both(one, other), both(other, one)) == (common, common)


@pytest.mark.parametrize(
    ("known", "new", "believed"),
    [
        ([], [[0, 100]], [[0, 10]]),
        ([[0, 50]], [[0, 100]], [[0, 60]]),
        ([[50, 100]], [[0, 100]], [[0, 10], [50, 100]]),
        ([[0, 50]], [[10, 40]], [[0, 50]]),
        ([], [[0, 4], [20, 24], [40, 44]], [[0, 4], [20, 24], [40, 42]]),
    ],
)
def test_no_more_is_believed_than_the_clock_allows(known, new, believed):
    assert believable(known, new, duration_s=100, allowance_s=10) == believed


def test_crumbs_with_small_gaps_gain_nothing():
    crumbs = [[n * 0.5, n * 0.5 + 0.01] for n in range(200)]
    assert length(believable([], crumbs, duration_s=100, allowance_s=10)) <= 11


def test_the_allowance_is_twice_the_clock_and_a_little():
    assert [allowance(s) for s in (-5, 0, 10)] == [15, 15, 35]


def test_what_was_never_sent_is_no_credit(assignment):
    assert actions.record_watching(assignment, [[0, 90]]).seconds == 0
    make_judging.sent(assignment, (0, 30))
    assert actions.record_watching(assignment, [[0, 12]]).seconds == 12
    assert actions.watched_percent(assignment) == 13


def test_what_was_sent_and_not_played_is_no_credit(assignment):
    make_judging.sent(assignment, (0, 90))
    assert actions.record_watching(assignment, [[0, 6]]).seconds == 6


def test_a_film_cannot_be_played_in_a_moment(assignment):
    make_judging.sent(assignment, (0, 90))
    actions.record_watching(assignment, [[0, 1]])
    assert actions.record_watching(assignment, [[0, 90]]).seconds <= 16
    Viewing.objects.update(heard_at=timezone.now() - timedelta(seconds=10))
    assert actions.record_watching(assignment, [[0, 90]]).seconds <= 16 + 36
    Viewing.objects.update(heard_at=timezone.now() - timedelta(minutes=3))
    assert actions.record_watching(assignment, [[0, 90]]).seconds == 90


def test_somebody_elses_viewing_is_no_credit(jury, seat, films):
    other = make_judging.seat(jury, name="other")
    judged = make_judging.open_round(jury, films)
    make_judging.sent(make_judging.assignment(judged, other, films[0]), (0, 90))
    mine = make_judging.assignment(judged, seat, films[0])
    assert actions.record_watching(mine, [[0, 30]]).seconds == 0


def test_a_round_that_asks_for_watching_is_not_deceived(jury, seat, films, juror):
    judged = make_judging.open_round(jury, films, min_watched_percent=80)
    assignment = make_judging.assignment(judged, seat, films[0])
    for criterion in judged.criteria.all():
        actions.save_score(assignment, criterion, 5, by=juror)
    actions.record_watching(assignment, [[0, 90]])
    card = assignment.scorecard
    assert actions.confirming_problems(assignment, card) == [
        "You have watched 0\N{NO-BREAK SPACE}% of the film; this round asks for 80\N{NO-BREAK SPACE}%."
    ]
    Viewing.objects.update(heard_at=None)
    make_judging.watch(assignment, (0, 75))
    assert actions.confirming_problems(assignment, card) == []
