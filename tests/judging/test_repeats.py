"""A film shown twice: drawn at the end of the list, marked or declined, kept for good, and counted nowhere."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from festival.exceptions import Conflict, FestivalError, NotReady
from festival.models import AuditRecord
from judging import actions
from judging.enums import RepeatState
from judging.exceptions import CardConfirmed, RoundNotOpen
from judging.models import (
    Assignment,
    ConflictFind,
    Criterion,
    Repeat,
    RepeatMark,
    Score,
    Scorecard,
    ScoreChain,
)
from judging.people_enums import FindKind, FindState, FindStrength
from judging.repeat_draw import Seen, draw
from judging.repeats import RepeatProgress, progress_of_repeats
from judging.score_chain import first_break, first_repeat_break
from tests.factories import judging as make
from tests.factories import repeats as again


@pytest.fixture
def listed(edition, category):
    return again.films(edition)


@pytest.fixture
def judged(jury, seat, listed):
    return again.repeating_round(jury, listed)


@pytest.fixture
def repeat(judged, seat):
    [only] = again.finish(judged, seat)
    return only


# --- the draw


def test_drawn_when_two_films_are_left(judged, seat, listed):
    assert again.finish(judged, seat, leave=3) == []
    make.score(judged, seat, listed[7], 5, 5)
    assert Repeat.objects.count() == 1


def test_not_in_a_round_that_declares_none(jury, seat, listed):
    assert again.finish(again.repeating_round(jury, listed, repeats=0), seat) == []


def test_not_for_a_juror_with_few_films(jury, seat, edition, category):
    assert again.finish(again.repeating_round(jury, again.films(edition, 7)), seat) == []


def test_two_different_films_and_never_more(jury, seat, listed):
    judged = again.repeating_round(jury, listed, repeats=2)
    shown = again.finish(judged, seat)
    assert len({one.assignment.entry_id for one in shown}) == 2
    last = judged.assignments.order_by("-position").first()
    actions.reopen_scorecard(last, by=None)
    actions.confirm_scorecard(last, by=None)
    assert Repeat.objects.count() == 2


def test_never_a_film_with_a_conflict_or_that_the_juror_cannot_judge_afresh(jury, seat, listed):
    """Of the first six only one is left: each of the others is ruled out for another reason."""
    judged = make.draft_round(jury, listed)
    actions.declare_rules(judged, by=None, hidden_repeats=1)
    actions.declare_calibration(judged, [listed[3].pk], shows_others=False, counts=True, by=None)
    judged = actions.open_round(judged, by=None)
    tasks = [make.assignment(judged, seat, film) for film in listed]
    about = {"kind": FindKind.NAME, "strength": FindStrength.SAME, "how": "name", "ours": "A", "theirs": "A"}
    ConflictFind.objects.create(juror=seat, entry=listed[1], state=FindState.OPEN, **about)
    cleared = {"state": FindState.CLEARED, "answered_at": timezone.now()}
    ConflictFind.objects.create(juror=seat, entry=listed[5], **about, **cleared)
    make.cards_in_bulk([*tasks[:2], *tasks[3:9]], [[5, 5]] * 8)
    for place, task in enumerate(tasks):
        then = timezone.now() - timedelta(minutes=20 - place)
        Scorecard.objects.filter(assignment=task).update(confirmed_at=then)
    actions.recuse(seat, listed[0], reason="Cousins", by=None)
    Scorecard.objects.filter(assignment=tasks[4]).update(others_seen_at=timezone.now())
    actions.step_back(tasks[2], by=None, reason="No idea")
    make.score(judged, seat, listed[9], 5, 5)
    assert [one.assignment.entry for one in Repeat.objects.all()] == [listed[5]]


def test_the_draw_can_be_repeated_from_the_trail(judged, seat, repeat):
    told = AuditRecord.objects.get(action="repeat.drawn").facts
    assert (told["seed"], told["turn"]) == (repeat.seed, 0)
    marks = {card.assignment_id: card for card in Scorecard.objects.all()}
    order = sorted(marks, key=lambda key: (marks[key].confirmed_at, key))
    totals = {
        key: float(
            sum(
                score.value * score.criterion.weight
                for score in Score.objects.filter(scorecard=marks[key]).select_related("criterion")
            )
            / 100
        )
        for key in order
    }
    entries = dict(Assignment.objects.values_list("pk", "entry_id"))
    before = [key for key in order if marks[key].confirmed_at <= repeat.drawn_at]
    seen = [Seen(key, str(entries[key]), round(totals[key], 1), key in told["among"]) for key in before]
    assert draw(seen, wanted=1, seed=told["seed"], turn=0) == [repeat.assignment_id]


def test_a_blind_round_gives_it_a_number_of_its_own(jury, seat, listed):
    judged = again.repeating_round(jury, listed, blindness="film_only")
    [repeat] = again.finish(judged, seat)
    numbers = set(judged.round_entries.values_list("number", flat=True))
    assert repeat.number is not None
    assert repeat.number not in numbers


def test_where_titles_are_shown_it_needs_no_number(repeat):
    assert repeat.number is None


def test_its_key_is_no_assignments(repeat):
    later = Assignment.objects.create(
        round=repeat.assignment.round,
        juror=repeat.assignment.juror,
        entry=make.entry(repeat.assignment.round.edition),
    )
    assert later.pk == repeat.pk + 1


# --- marking


def test_marked_and_confirmed(repeat, juror):
    again.mark(repeat, 4, 5)
    repeat.refresh_from_db()
    assert (repeat.state, repeat.settled_at is not None, repeat.version) == ("confirmed", True, 2)
    assert [mark.value for mark in repeat.marks.all()] == [4, 5]
    assert AuditRecord.objects.filter(action="repeat.confirmed").get().actor == juror
    with pytest.raises(CardConfirmed):
        actions.confirm_repeat(repeat, by=juror)


def test_without_all_marks_it_cannot_be_confirmed(repeat, juror):
    again.mark(repeat, 4, confirm=False)
    with pytest.raises(NotReady) as refused:
        actions.confirm_repeat(repeat, by=juror)
    assert refused.value.problems == ["“Editing” has no mark yet."]


def test_nobody_has_to_watch_it_again(jury, seat, listed):
    """The round asks for 80 per cent, which the second viewing does not."""
    judged = make.draft_round(jury, listed, min_watched_percent=80)
    actions.declare_rules(judged, by=None, hidden_repeats=1)
    judged = actions.open_round(judged, by=None)
    *before, last = judged.assignments.order_by("position")
    make.cards_in_bulk(before, [[5, 6]] * len(before))
    make.watch(make.assignment(judged, seat, last.entry), (0, 90))
    make.score(judged, seat, last.entry, 5, 6)
    repeat = again.mark(Repeat.objects.get(), 5, 5)
    assert (repeat.state, repeat.seconds) == (RepeatState.CONFIRMED, 0)


def test_a_second_viewing_is_measured_apart(repeat):
    first = make.watch(
        make.assignment(repeat.assignment.round, repeat.assignment.juror, repeat.assignment.entry), (0, 20)
    )
    actions.record_repeat_watching(repeat, [(0, 10), (5, 12)])
    repeat.refresh_from_db()
    first.refresh_from_db()
    assert (repeat.seconds, first.seconds) == (12, 20)


def test_a_save_sent_twice_is_kept_once_and_another_window_is_not_written_over(repeat, juror):
    criteria = list(Criterion.objects.filter(round=repeat.assignment.round_id))
    first, second = (f"criterion_{one.pk}" for one in criteria)
    actions.save_repeat(repeat, criteria, {first: "4"}, by=juror, base=0, key="a")
    actions.save_repeat(repeat, criteria, {first: "9"}, by=juror, base=0, key="a")
    saved = actions.save_repeat(repeat, criteria, {first: "7", second: "5"}, by=juror, base=0, key="b")
    assert saved.conflicts == {first: "4"}
    assert [mark.value for mark in RepeatMark.objects.all()] == [4, 5]
    wrong = actions.save_repeat(repeat, criteria, {second: "11"}, by=juror)
    assert wrong.problems == ["“Editing” takes marks from 0 to 10 in steps of 1."]


def test_declined_with_one_word_and_taken_back(repeat, juror):
    actions.decline_repeat(repeat, by=juror)
    actions.decline_repeat(repeat, by=juror)
    assert AuditRecord.objects.filter(action="repeat.declined").count() == 1
    criteria = list(Criterion.objects.filter(round=repeat.assignment.round_id))
    refused = actions.save_repeat(repeat, criteria, {f"criterion_{criteria[0].pk}": "4"}, by=juror)
    assert isinstance(refused.refusal, CardConfirmed)
    actions.reopen_repeat(repeat, by=juror)
    repeat.refresh_from_db()
    assert (repeat.state, repeat.settled_at) == ("waiting", None)


def test_a_closed_round_takes_no_second_marks(repeat, judged, juror):
    actions.close_round(judged, by=None)
    for deed in (actions.confirm_repeat, actions.decline_repeat, actions.reopen_repeat):
        with pytest.raises(RoundNotOpen):
            deed(repeat, by=juror)
    with pytest.raises(RoundNotOpen):
        actions.record_repeat_watching(repeat, [(0, 5)])


def test_a_recusal_takes_it_away(repeat, judged, juror):
    assert list(Repeat.objects.visible_to(juror)) == [repeat]
    actions.recuse(repeat.assignment.juror, repeat.assignment.entry, reason="Cousins", by=None)
    assert list(Repeat.objects.visible_to(juror)) == []
    assert progress_of_repeats(judged) == RepeatProgress(0, 0, 0)
    with pytest.raises(FestivalError):
        actions.decline_repeat(repeat, by=juror)


def test_progress_says_how_many(repeat, judged):
    assert progress_of_repeats(judged) == RepeatProgress(1, 0, 0)
    again.mark(repeat, 4, 5)
    assert progress_of_repeats(judged) == RepeatProgress(1, 1, 0)


# --- what the database keeps


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_marks_are_never_changed(repeat, deed):
    again.mark(repeat, 4, 5)
    for model in (RepeatMark, Repeat):
        rows = model.objects.all()
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(
                **{"value": 1} if model is RepeatMark else {"seed": "x"}
            ) if deed == "update" else rows.delete()


def test_marks_lie_in_the_range_of_their_own_round(repeat, jury, listed):
    criterion = Criterion.objects.filter(round=repeat.assignment.round_id).first()
    other = Criterion.objects.filter(round=make.draft_round(jury, listed[:1])).first()
    for row in ({"criterion": criterion, "value": 11}, {"criterion": other, "value": 5}):
        with pytest.raises(DatabaseError), transaction.atomic():
            RepeatMark.objects.create(repeat=repeat, **row)


def test_their_chain_is_apart_from_the_one_that_counts(repeat, judged, capsys):
    before = ScoreChain.objects.values("length", "digest").get()
    again.mark(repeat, 4, 5)
    end = ScoreChain.objects.get()
    assert {"length": end.length, "digest": end.digest} == before
    assert (end.repeat_length, end.repeat_digest) == (2, RepeatMark.objects.last().digest)
    assert (first_break(judged), first_repeat_break(judged)) == (None, None)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE judging_repeatmark DISABLE TRIGGER USER")
        cursor.execute("UPDATE judging_repeatmark SET value = 9 WHERE number = 2")
        cursor.execute("ALTER TABLE judging_repeatmark ENABLE TRIGGER USER")
    assert first_break(judged) is None
    with pytest.raises(SystemExit):
        call_command("verify_scores")
    line, _sum = capsys.readouterr().out.splitlines()
    assert line.startswith(f"round {judged.pk}: mark of a repeated film 2 (row ")
    assert line.endswith("was changed")


# --- the setting


def test_declared_before_the_opening_and_frozen_by_it(judged, jury, listed):
    with pytest.raises(Conflict):
        actions.declare_rules(judged, by=None, hidden_repeats=2)
    with pytest.raises(DatabaseError), transaction.atomic():
        type(judged.declared).objects.filter(round=judged).update(hidden_repeats=0)
    draft = make.draft_round(jury, listed)
    with pytest.raises(FestivalError):
        actions.declare_rules(draft, by=None, hidden_repeats=3)


def test_only_a_scored_round_has_it(jury, listed):
    draft = make.draft_round(jury, listed, mode="qualifying", criteria=())
    with pytest.raises(FestivalError):
        actions.declare_rules(draft, by=None, hidden_repeats=1)
