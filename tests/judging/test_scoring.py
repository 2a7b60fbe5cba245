from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from festival.exceptions import FestivalError, NotReady
from festival.models import AuditRecord
from judging import actions, notes
from judging.enums import CardState
from judging.exceptions import CardConfirmed, RoundNotOpen, SteppedBack
from judging.models import Criterion, Score, Scorecard, Viewing
from submissions.enums import EntryState
from tests.factories import judging as make_judging


def values(assignment):
    return [str(score.value) for score in Score.objects.filter(scorecard__assignment=assignment)]


@pytest.fixture
def story(judged):
    return Criterion.objects.get(round=judged, key="story")


@pytest.fixture
def editing(judged):
    return Criterion.objects.get(round=judged, key="editing")


def test_a_juror_scores_confirms_and_opens_again(assignment, story, editing, juror):
    actions.save_score(assignment, story, "7", by=juror)
    actions.save_score(assignment, editing, 9, by=juror)
    card = actions.confirm_scorecard(assignment, by=juror)
    assert (card.state, card.confirmed_at is not None) == (CardState.CONFIRMED, True)
    with pytest.raises(CardConfirmed):
        actions.save_score(assignment, story, 8, by=juror)
    actions.reopen_scorecard(assignment, by=juror)
    actions.save_score(assignment, story, 8, by=juror)
    assert values(assignment) == ["7.00", "9.00", "8.00"]


def test_the_same_mark_twice_is_written_once(assignment, story, juror):
    for _time in range(3):
        actions.save_score(assignment, story, 7, by=juror)
    assert values(assignment) == ["7.00"]


def test_the_newest_mark_counts_and_an_empty_one_takes_it_back(assignment, story, juror):
    for mark in (3, 5, None):
        actions.save_score(assignment, story, mark, by=juror)
    assert [score.value for score in Score.objects.current()] == [None]
    assert Score.objects.count() == 3


@pytest.mark.parametrize("mark", [11, -1, "7.5", "NaN", "Infinity", "seven", "1e1", "٧", True])
def test_a_mark_out_of_range_is_refused(assignment, story, juror, mark):
    with pytest.raises(FestivalError) as refusal:
        actions.save_score(assignment, story, mark, by=juror)
    assert str(refusal.value) == "“Story” takes marks from 0 to 10 in steps of 1."
    assert not Score.objects.exists()


def test_the_database_refuses_what_slips_past(assignment, story, jury, films, juror):
    card = actions.save_score(assignment, story, 7, by=juror)
    other = make_judging.open_round(jury, films, name={"en": "Second round"})
    foreign = Criterion.objects.get(round=other, key="story")
    score = Score.objects.get()
    attempts = [
        lambda: Score.objects.create(scorecard=card, criterion=story, value=11),
        lambda: Score.objects.create(scorecard=card, criterion=story, value="0.5"),
        lambda: Score.objects.create(scorecard=card, criterion=foreign, value=7),
        lambda: Score.objects.update(value=1),
        score.delete,
    ]
    for attempt in attempts:
        with pytest.raises(InternalError), transaction.atomic():
            attempt()
    with pytest.raises(IntegrityError), transaction.atomic():
        Scorecard.objects.update(state=CardState.CONFIRMED)
    assert values(assignment) == ["7.00"]


def test_confirming_lists_everything_that_is_missing(jury, seat, films, juror):
    judged = make_judging.open_round(jury, films, min_watched_percent=80)
    assignment = make_judging.assignment(judged, seat, films[0])
    with pytest.raises(NotReady) as refusal:
        actions.confirm_scorecard(assignment, by=juror)
    assert refusal.value.problems == [
        "“Story” has no mark yet.",
        "“Editing” has no mark yet.",
        "You have watched 0\N{NO-BREAK SPACE}% of the film; this round asks for 80\N{NO-BREAK SPACE}%.",
    ]


def test_watching_is_merged_on_the_server(assignment):
    make_judging.sent(assignment, (0, 90))
    actions.record_watching(assignment, [[0, 40]])
    Viewing.objects.update(heard_at=timezone.now() - timedelta(minutes=1))
    actions.record_watching(assignment, [[30, 60], [80, 500]])
    assert Viewing.objects.get().seconds == 70
    assert actions.watched_percent(assignment) == 78


def test_stepping_back_needs_a_reason_and_leaves_the_count(judged, assignment, story, juror):
    with pytest.raises(NotReady):
        actions.step_back(assignment, by=juror, reason=" ")
    card = actions.step_back(assignment, by=juror, reason="I know the editor")
    assert (card.abstained, card.state) == (True, CardState.CONFIRMED)
    assert list(judged.assignments.counting()) == []
    with pytest.raises(CardConfirmed):
        actions.save_score(assignment, story, 7, by=juror)
    actions.reopen_scorecard(assignment, by=juror)
    actions.save_score(assignment, story, 7, by=juror)
    Scorecard.objects.update(abstained=True)
    with pytest.raises(SteppedBack):
        actions.save_score(assignment, story, 8, by=juror)


def test_nothing_is_scored_outside_the_round(judged, assignment, story, juror, director):
    actions.close_round(judged, by=director)
    with pytest.raises(RoundNotOpen):
        actions.save_score(assignment, story, 7, by=juror)
    actions.reopen_round(judged, by=director, reason="A juror was ill")
    actions.save_score(assignment, story, 7, by=juror)
    judged.closes_at = timezone.now()
    judged.save()
    with pytest.raises(RoundNotOpen):
        actions.save_words(assignment, by=juror, private_note="too late")
    with pytest.raises(RoundNotOpen):
        actions.record_watching(assignment, [[0, 1]])


def test_a_recused_juror_scores_nothing_and_what_was_scored_does_not_count(
    judged, seat, films, juror, director
):
    given = make_judging.score(judged, seat, films[0], 9, 9)
    assert list(judged.assignments.counting()) == [given]
    actions.recuse(seat, films[0], by=director, reason="Married to the producer")
    assert list(judged.assignments.counting()) == []
    with pytest.raises(FestivalError):
        actions.reopen_scorecard(given, by=juror)
    assert values(given) == ["9.00", "9.00"]


def test_a_withdrawn_film_leaves_the_jury_room(judged, seat, films, juror):
    films[0].state, films[0].withdrawn_at = EntryState.WITHDRAWN, timezone.now()
    films[0].save()
    left = set(judged.assignments.visible_to(juror).values_list("entry", flat=True))
    assert left == {films[1].pk, films[2].pk}


def test_words_and_flag_are_kept_without_touching_the_rest(assignment, juror):
    actions.save_words(assignment, by=juror, private_note="Second half drags")
    card = actions.save_words(assignment, by=juror, flag="green", remark="Beautiful light")
    card.refresh_from_db()
    note = notes.private_note(assignment, card, juror)
    assert (note, card.flag, card.remark) == ("Second half drags", "green", "Beautiful light")
    with pytest.raises(FestivalError):
        actions.save_words(assignment, by=juror, flag="purple")
    with pytest.raises(FestivalError):
        actions.save_words(assignment, by=juror, private_note="x" * 5001)


def test_confirming_twice_is_refused_and_opening_twice_changes_nothing(judged, seat, films, juror):
    given = make_judging.score(judged, seat, films[0], 9, 9)
    with pytest.raises(CardConfirmed):
        actions.confirm_scorecard(given, by=juror)
    for _time in range(2):
        assert actions.reopen_scorecard(given, by=juror).state == CardState.DRAFT
    assert AuditRecord.objects.filter(action="scorecard.draft").count() == 1
