"""Marks are chained by the database, and a change behind its back is found and named."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import InternalError, connection, transaction

from judging import actions
from judging.models import Criterion, Score, ScoreChain
from judging.score_chain import first_break
from tests.factories import judging as make


@pytest.fixture
def marks(judged, seat, films):
    """Six marks on three films."""
    for number, film in enumerate(films):
        make.score(judged, seat, film, 5 + number, 7)
    return list(Score.objects.order_by("number"))


def behind_the_trigger(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE judging_score DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        cursor.execute("ALTER TABLE judging_score ENABLE TRIGGER USER")


def verify(capsys, **options):
    """Exit code and what was printed."""
    try:
        call_command("verify_scores", **options)
        code = 0
    except SystemExit as ended:
        code = ended.code
    return code, capsys.readouterr().out


def test_marks_are_numbered_and_chained(judged, marks, capsys):
    assert [mark.number for mark in marks] == [1, 2, 3, 4, 5, 6]
    assert len({mark.digest for mark in marks}) == 6
    end = ScoreChain.objects.get()
    assert (end.round_id, end.length, end.digest) == (judged.pk, 6, marks[-1].digest)
    assert verify(capsys) == (0, "1 rounds verified, 0 broken\n")


def test_rounds_have_chains_of_their_own(jury, seat, films, marks):
    other = make.open_round(jury, films, name={"en": "Second"})
    make.score(other, seat, films[0], 3, 3)
    assert list(Score.objects.filter(round=other).values_list("number", flat=True)) == [1, 2]
    assert first_break(other) is None


def test_a_mark_edited_behind_the_trigger_is_named(judged, seat, films, marks, capsys):
    behind_the_trigger("UPDATE judging_score SET value = 10 WHERE id = %s", marks[2].pk)
    line = (
        f"round {judged.pk}: mark 3 (row {marks[2].pk}, {seat}, entry {films[1].pk}) was changed\n"
        "1 rounds verified, 1 broken\n"
    )
    assert verify(capsys) == (1, line)
    assert verify(capsys, round=judged.pk) == (1, line)


@pytest.mark.parametrize(
    "change",
    ["given_at = '2020-01-01T00:00:00Z'", "giver = 1", "digest = ''", "scorecard_id = scorecard_id + 1"],
)
def test_every_column_is_under_the_digest(judged, marks, change):
    behind_the_trigger(f"UPDATE judging_score SET {change} WHERE id = %s", marks[1].pk)  # noqa: S608
    assert first_break(judged).number == 2


def test_a_mark_that_changed_hands_is_found_but_a_closed_account_is_not_held_against_it(
    judged, marks, stranger
):
    Score.objects.filter(pk=marks[4].pk).update(given_by=None)
    assert first_break(judged) is None
    behind_the_trigger("UPDATE judging_score SET given_by_id = %s WHERE id = %s", stranger.pk, marks[3].pk)
    assert first_break(judged).number == 4


def test_a_mark_taken_out_of_the_middle_or_off_the_end_is_missed(judged, marks, capsys):
    behind_the_trigger("DELETE FROM judging_score WHERE id = %s", marks[5].pk)
    assert verify(capsys)[1].startswith(f"round {judged.pk}: mark 6 and all after it are missing")
    behind_the_trigger("DELETE FROM judging_score WHERE id = %s", marks[2].pk)
    assert (first_break(judged).number, first_break(judged).what) == (3, "missing")


def test_marks_and_tallies_are_not_emptied_away(judged, marks, director):
    actions.close_round(judged, by=director)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("judging_score", "judging_tally"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER judging_never_emptied")
            with pytest.raises(InternalError), transaction.atomic():
                cursor.execute(f"TRUNCATE {table} CASCADE")
            with pytest.raises(InternalError), transaction.atomic():
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608


def test_a_round_that_does_not_exist_is_said(db):
    with pytest.raises(CommandError):
        call_command("verify_scores", round=9)


@pytest.mark.django_db(transaction=True)
def test_two_jurors_at_the_same_moment_make_one_chain(edition, category):
    jury = make.jury(edition)
    seats = [make.seat(jury, name=f"at-once-{n}") for n in range(2)]
    films = [make.entry(edition) for _n in range(4)]
    judged = make.open_round(jury, films)
    criteria = list(Criterion.objects.filter(round=judged))
    start = threading.Barrier(2)

    def judge(seat):
        try:
            start.wait(timeout=10)
            for film in films:
                given = make.assignment(judged, seat, film)
                for criterion in criteria:
                    actions.save_score(given, criterion, 6, by=seat.membership.user)
        finally:
            connection.close()

    threads = [threading.Thread(target=judge, args=[seat]) for seat in seats]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert Score.objects.count() == 16
    assert first_break(judged) is None
