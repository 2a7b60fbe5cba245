"""The one act of telling, its letters, an hour set for it, and corrections."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from festival.exceptions import Conflict
from festival.models import AuditRecord, Letter
from submissions.actions import (
    cancel_release,
    decide,
    decide_rest,
    release_selection,
    schedule_release,
    withdraw_entry,
)
from submissions.actions.releasing import release_of, write_letter
from submissions.models import Release, Telling
from submissions.tasks import keep_releases, write_decision_letters
from tests.factories import festival as house
from tests.factories import submissions as make


@pytest.fixture
def films(edition, filmmaker, rival):
    """The rival has sent two; of the three, the first and the second are chosen."""
    return [
        make.submitted(edition, owner, decision=decision)
        for owner, decision in ((filmmaker, "selected"), (rival, "selected"), (rival, "not_selected"))
    ]


@pytest.fixture
def told(films, edition, director):
    release = release_selection(edition, by=director)
    write_decision_letters(release.pk)
    return release


def letters_to(person):
    return list(Letter.objects.filter(recipient=person).order_by("pk"))


def test_one_letter_a_person_however_many_films(told, films, filmmaker, rival):
    (one,), (mixed,) = letters_to(filmmaker), letters_to(rival)
    assert (one.kind, mixed.kind) == ("submissions/film_selected", "submissions/decisions_mixed")
    assert [film.title in mixed.text for film in films] == [False, True, True]
    assert mixed.text.index(films[1].title) < mixed.text.index(films[2].title)
    told.refresh_from_db()
    assert told.letters_done_at
    assert (told.state, Telling.objects.exclude(posted_at=None).count()) == ("done", 2)


def test_several_films_with_one_answer_are_listed(edition, rival, director, filmmaker):
    both = [make.submitted(edition, rival, decision="not_selected") for _film in range(2)]
    make.submitted(edition, filmmaker, decision="selected")
    write_decision_letters(release_selection(edition, by=director).pk)
    (letter,) = letters_to(rival)
    assert letter.kind == "submissions/film_not_selected"
    assert [film.title in letter.text for film in both] == [True, True]


def test_a_co_owner_is_told_of_all_their_films_in_one_letter(films, edition, director, filmmaker):
    make.co_owner(films[1], filmmaker)
    make.co_owner(films[2], filmmaker, wants_letters=False)
    write_decision_letters(release_selection(edition, by=director).pk)
    (letter,) = letters_to(filmmaker)
    assert letter.kind == "submissions/film_selected"
    assert [film.title in letter.text for film in films] == [True, True, False]


def test_the_order_of_the_letters_says_nothing(edition, director):
    people = [house.user(f"maker{n}") for n in range(12)]
    for n, person in enumerate(people):
        make.submitted(edition, person, decision="selected" if n < 6 else "not_selected")
    release = release_selection(edition, by=director)
    order = list(Telling.objects.order_by("pk").values_list("recipient_id", flat=True))
    by_number, by_name = [p.pk for p in people], sorted(p.pk for p in people)
    assert sorted(order) == by_name
    assert order not in (by_number, by_number[::-1])
    assert release_of(edition) == release


def test_the_release_itself_writes_no_letter_and_asks_few_questions(
    edition, director, django_assert_num_queries
):
    for n in range(3):
        make.submitted(edition, house.user(f"maker{n}"), decision="selected")
    with django_assert_num_queries(20):
        release_selection(edition, by=director)
    assert (Letter.objects.count(), len(mail.outbox)) == (0, 0)


def test_a_correction_sends_exactly_one_letter_that_replaces_the_former(told, films, rival, director):
    decide(films[2], "selected", by=director, note="Counted wrongly.")
    for _time in range(2):
        write_decision_letters(told.pk)
    former, correction = letters_to(rival)
    assert correction.kind == "submissions/decision_corrected"
    assert (former.subject in correction.text, former.pk < correction.pk) == (True, True)
    assert [film.title in correction.text for film in films] == [False, True, True]
    assert list(Telling.objects.filter(recipient=rival).values_list("number", flat=True)) == [1, 2]


def test_a_correction_before_the_letter_is_written_is_only_one_letter(films, edition, rival, director):
    release = release_selection(edition, by=director)
    decide(films[2], "selected", by=director, note="A slip.")
    write_decision_letters(release.pk)
    (letter,) = letters_to(rival)
    assert letter.kind == "submissions/film_selected"


def test_a_correction_that_is_corrected_at_once_is_no_letter(told, films, rival, director):
    decide(films[2], "selected", by=director, note="A slip.")
    decide(films[2], "not_selected", by=director, note="The other film was meant.")
    write_decision_letters(told.pk)
    assert [letter.kind for letter in letters_to(rival)] == ["submissions/decisions_mixed"]


def test_who_withdraws_before_the_letter_is_written_is_not_told(films, edition, filmmaker, rival, director):
    release = release_selection(edition, by=director)
    withdraw_entry(films[0], by=filmmaker)
    withdraw_entry(films[2], by=rival)
    write_decision_letters(release.pk)
    assert [letter.kind for letter in letters_to(filmmaker)] == ["submissions/entry_withdrawn"]
    assert [letter.kind for letter in letters_to(rival)][-1] == "submissions/film_selected"


def test_a_letter_is_written_once_whoever_asks(films, edition, director):
    release_selection(edition, by=director)
    waiting = Telling.objects.first()
    assert [write_letter(waiting.pk) for _time in range(2)] == [True, False]
    Telling.objects.filter(pk=waiting.pk).update(posted_at=None)  # as if a worker had died in between
    assert write_letter(waiting.pk) is True
    assert Letter.objects.count() == 1


def test_an_edition_announced_before_there_were_rows_is_corrected_too(edition, rival, director):
    film = make.submitted(edition, rival, decision="not_selected")
    edition.selection_released_at = timezone.now()
    edition.save()
    decide(film, "selected", by=director, note="Counted wrongly.")
    write_decision_letters(Release.objects.get().pk)
    assert [letter.kind for letter in letters_to(rival)] == ["submissions/film_selected"]


@pytest.fixture
def hour(films, edition, director):
    """Set for a moment that has come meanwhile."""
    release = schedule_release(edition, at=timezone.now() + timedelta(hours=1), by=director)
    Release.objects.filter(pk=release.pk).update(due_at=timezone.now())
    return release


def test_at_its_hour_the_selection_is_announced(hour, edition, director):
    keep_releases()
    edition.refresh_from_db()
    hour.refresh_from_db()
    assert (edition.selection_released_at, hour.state) == (hour.released_at, "done")
    record = AuditRecord.objects.get(action="edition.selection_released")
    assert record.actor == director


def test_an_hour_can_be_called_off_and_set_anew(hour, edition, director):
    later = schedule_release(edition, at=timezone.now() + timedelta(days=1), by=director)
    keep_releases()
    edition.refresh_from_db()
    assert edition.selection_released_at is None
    for _time in range(2):
        cancel_release(edition, by=director)
    states = Release.objects.order_by("pk").values_list("pk", "state")
    assert list(states) == [(hour.pk, "cancelled"), (later.pk, "cancelled")]


def test_an_hour_that_cannot_be_kept_is_told_to_the_directors_only(hour, edition, director, filmmaker):
    make.submitted(edition, filmmaker)
    for _time in range(2):
        keep_releases()
    edition.refresh_from_db()
    hour.refresh_from_db()
    assert (edition.selection_released_at, hour.state) == (None, "failed")
    (letter,) = Letter.objects.all()
    assert (letter.kind, letter.recipient) == ("submissions/release_failed", director)
    assert "1 film is not decided about." in letter.text


def test_no_hour_in_the_past_and_none_after_the_telling(films, edition, director):
    with pytest.raises(Conflict):
        schedule_release(edition, at=timezone.now(), by=director)
    release_selection(edition, by=director)
    with pytest.raises(Conflict):
        schedule_release(edition, at=timezone.now() + timedelta(hours=1), by=director)
    assert Release.objects.count() == 1


def test_five_hundred_letters_go_on_by_themselves(edition, director, monkeypatch):
    monkeypatch.setattr("submissions.tasks.LETTERS_AT_ONCE", 2)
    for n in range(3):
        make.submitted(edition, house.user(f"maker{n}"), decision="selected")
    decide_rest(edition, by=director)
    release = release_selection(edition, by=director)
    write_decision_letters(release.pk)
    release.refresh_from_db()
    assert (Letter.objects.count(), release.letters_done_at) == (2, None)
    write_decision_letters(release.pk)
    assert Letter.objects.count() == 3
