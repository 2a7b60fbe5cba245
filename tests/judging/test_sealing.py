"""The private note: sealed for its author, migrated, told to its author alone."""

import json

import pytest
from django.core.management import call_command
from django.urls import reverse

from festival.archive.rows import to_json
from festival.personal_data import HOLDINGS
from judging import actions, notes
from judging.models import Scorecard
from judging.sealing import NoteUnreadable, reseal, seal, unseal
from tests.factories import judging as make_judging

NOTE = "The third act drags, at 1:23."


@pytest.fixture
def noted(assignment, juror):
    actions.save_words(assignment, by=juror, private_note=NOTE)
    assignment.refresh_from_db()
    return assignment


def test_a_note_opens_for_its_author_only():
    sealed = seal(NOTE, 7)
    assert NOTE not in sealed
    assert unseal(sealed, 7) == NOTE
    with pytest.raises(NoteUnreadable):
        unseal(sealed, 8)
    assert (seal("", 7), unseal("", 7)) == ("", "")


def test_secrets_change_without_a_note_being_lost(settings, noted, juror):
    old, new = settings.NOTE_SECRETS[0], "another-secret-" + "z" * 40
    settings.NOTE_SECRETS = [new, old]
    assert notes.private_note(noted, noted.scorecard, juror) == NOTE
    call_command("reseal_notes")
    settings.NOTE_SECRETS = [new]
    card = Scorecard.objects.get()
    assert notes.private_note(noted, card, juror) == NOTE
    settings.NOTE_SECRETS = [old]
    with pytest.raises(NoteUnreadable):
        reseal(card.sealed_note, juror.pk)


def test_a_note_whose_key_is_gone_is_not_written_over(settings, client, noted, juror):
    sealed = Scorecard.objects.get().sealed_note
    settings.NOTE_SECRETS = ["a-new-one-" + "z" * 40]
    client.force_login(juror)
    at = {"round_pk": noted.round_id, "pk": noted.pk}
    page = client.get(reverse("jury:film", kwargs=at))
    assert page.context["card"].note_problem.startswith("Your private note was sealed with a key")
    posted = {"private_note": "again", "remark": "kept"}
    answer = client.post(reverse("jury:save", kwargs=at), posted, headers={"Accept": "application/json"})
    card = Scorecard.objects.get()
    assert (answer.status_code, card.sealed_note, card.remark) == (422, sealed, "kept")


def test_nobody_else_reads_it(noted, director, juror):
    card = noted.scorecard
    readers = (None, director, juror)
    assert [notes.private_note(noted, card, reader) for reader in readers] == ["", "", NOTE]


def test_ones_own_archive_tells_it_and_nobody_elses_does(noted, juror, director):
    jury_room = HOLDINGS["judging"]
    (told,) = jury_room.tell(juror)["scorecards"]
    assert (told["private_note"], "sealed_note" in told) == (NOTE, False)
    assert NOTE not in json.dumps(jury_room.tell(director), default=str)


def test_an_editions_archive_carries_it_empty(noted):
    told = to_json(Scorecard.objects.get())
    assert (told["sealed_note"], told["version"]) == ("", 1)


def test_another_juror_with_the_same_film_has_an_empty_page(client, jury, seat, films):
    other = make_judging.seat(jury, name="other")
    judged = make_judging.open_round(jury, films)
    actions.save_words(make_judging.assignment(judged, seat, films[0]), by=None, private_note=NOTE)
    theirs = make_judging.assignment(judged, other, films[0])
    client.force_login(other.membership.user)
    page = client.get(reverse("jury:film", args=[judged.pk, theirs.pk]))
    assert page.context["card"].private_note == ""
