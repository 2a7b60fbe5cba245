"""An edition is closed only when nothing is left open, and says in words what is."""

import pytest
from django.urls import reverse
from django.utils import timezone

from festival.actions.closing import close_edition, reopen_edition
from festival.exceptions import Conflict, EditionClosed, NotReady
from festival.models import AuditRecord, Letter
from festival.phases import Phase
from judging.models import Round
from submissions.actions import (
    ask_to_complete,
    decide,
    disqualify_entry,
    release_selection,
    submit_entry,
    withdraw_entry,
)
from submissions.tasks import write_decision_letters
from tests.factories import submissions as make


@pytest.fixture
def film(edition, filmmaker):
    return make.submitted(edition, filmmaker, decision="selected")


@pytest.fixture
def told(film, edition, director):
    write_decision_letters(release_selection(edition, by=director).pk)
    Letter.objects.update(state="sent", sent_at=timezone.now())
    return film


def test_everything_that_is_open_is_named_at_once(edition, filmmaker, rival, director):
    make.submitted(edition, filmmaker)
    make.entry(edition, rival, state="incomplete")
    make.told(make.submitted(edition, rival, decision="selected"))
    edition.selection_released_at = None
    edition.save()
    jury = edition.juries.create(name={"en": "Jury"})
    Round.objects.create(
        edition=edition, jury=jury, name={"en": "Final"}, state="open", opened_at=timezone.now()
    )
    with pytest.raises(NotReady) as refusal:
        close_edition(edition, by=director)
    assert refusal.value.problems == [
        "1 letter is not sent yet.",
        "1 film is not decided about.",
        "1 film is incomplete: it is back with its maker.",
        "The selection is not announced.",
        "1 decision letter is not written yet.",
        "The round “Final” is still open.",
    ]
    edition.refresh_from_db()
    assert edition.closed_at is None


def test_closed_it_is_an_archive_in_which_nothing_changes(told, edition, director, programmer, filmmaker):
    close_edition(edition, by=director)
    edition.refresh_from_db()
    assert edition.phase == Phase.ARCHIVE
    for deed in (
        lambda: close_edition(edition, by=director),
        lambda: decide(told, "not_selected", by=director, note="Late."),
        lambda: disqualify_entry(told, by=programmer, reason="Late."),
        lambda: ask_to_complete(told, parts=[], message="?", due_on=edition.ends_on, by=programmer),
        lambda: withdraw_entry(told, by=filmmaker),
        lambda: submit_entry(
            make.draft(edition, filmmaker, settled=True), by=filmmaker, regulations_accepted=True
        ),
    ):
        with pytest.raises(EditionClosed):
            deed()
    told.refresh_from_db()
    assert (told.state, told.decision) == ("submitted", "selected")


def test_opened_again_with_a_reason(told, edition, director):
    with pytest.raises(Conflict):
        reopen_edition(edition, by=director, reason="Too early.")
    close_edition(edition, by=director)
    reopen_edition(edition, by=director, reason="An award was forgotten.")
    edition.refresh_from_db()
    assert edition.closed_at is None
    record = AuditRecord.objects.get(action="edition.reopened")
    assert (record.actor, record.note) == (director, "An award was forgotten.")


def test_an_edition_without_entries_may_be_closed(edition, director):
    close_edition(edition, by=director)
    assert edition.closed_at


def test_the_pages(client, told, edition, director):
    client.force_login(director)
    close, reopen = (
        reverse(f"desk:{name}", args=[edition.festival.slug, edition.slug])
        for name in ("close_edition", "reopen_edition")
    )
    make.submitted(edition, director)
    assert "1 film is not decided about." in client.get(close).content.decode()
    assert client.post(close).status_code == 422
    edition.entries.filter(owner=director).delete()
    assert client.post(close).status_code == 302
    assert client.post(reopen, {"reason": ""}).status_code == 422
    assert client.post(reopen, {"reason": "A slip."}).status_code == 302
    edition.refresh_from_db()
    assert edition.closed_at is None
