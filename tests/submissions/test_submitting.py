from datetime import timedelta

import pytest
from django.utils import timezone

from festival.exceptions import MoveNotAllowed, NotReady
from festival.models import AuditRecord, Letter
from media_pipeline.models import Asset
from media_pipeline.signals import asset_settled
from submissions.actions import adopt_film, settle_film, submit_entry, withdraw_entry
from submissions.enums import Stage
from submissions.exceptions import AlreadySubmitted, CallClosed
from submissions.signals import entry_withdrawn
from submissions.tasks import take_over_settled_film
from tests.factories import media
from tests.factories import submissions as make


@pytest.fixture
def ready(edition, filmmaker):
    """Complete, its film just arrived and still being checked."""
    entry = make.draft(edition, filmmaker, title="他", title_international="Him", title_language="zh-hans")
    make.film_upload(entry, film="checking", filename="him.mov")
    return entry


def letters():
    return list(Letter.objects.order_by("pk").values_list("kind", "to_email"))


def test_submit_while_the_film_is_being_checked(ready, filmmaker):
    submit_entry(ready, by=filmmaker, regulations_accepted=True)
    ready.refresh_from_db()
    assert (ready.state, ready.number, ready.slug, ready.stage) == ("submitted", 1, "him", Stage.CHECKING)
    assert ready.regulations_accepted_at == ready.submitted_at
    assert letters() == [("submissions/entry_received", "filmmaker@example.org")]
    receipt = Letter.objects.get()
    assert receipt.subject == "Received: Him (No. 1)"
    assert [line for line in receipt.text.splitlines() if line.startswith(("File", "Size"))] == [
        "File: him.mov",
        "Size: 1000 bytes",
    ]


def test_submitting_twice_is_one_submission(ready, filmmaker):
    submit_entry(ready, by=filmmaker, regulations_accepted=True)
    with pytest.raises(AlreadySubmitted):
        submit_entry(ready, by=filmmaker, regulations_accepted=True)
    assert len(letters()) == 1
    assert AuditRecord.objects.filter(action="entry.submitted").count() == 1


def test_everything_missing_is_said_at_once(edition, filmmaker):
    entry = make.draft(edition, filmmaker, title="", synopsis={}, director="")
    with pytest.raises(NotReady) as refusal:
        submit_entry(entry, by=filmmaker, regulations_accepted=False)
    assert [str(problem) for problem in refusal.value.problems] == [
        "Upload the film.",
        "Write the film's original title.",
        "Write a synopsis, in at least one language.",
        "Name at least one director.",
        "Agree to the regulations of the festival.",
    ]
    entry.refresh_from_db()
    assert (entry.state, entry.number) == ("draft", None)
    assert letters() == []


def test_a_refused_film_stays_with_the_filmmaker(edition, filmmaker):
    entry = make.draft(edition, filmmaker)
    make.film_upload(entry, film="refused")
    with pytest.raises(NotReady):
        submit_entry(entry, by=filmmaker, regulations_accepted=True)
    assert entry.stage == Stage.NEEDS_FILM


def test_an_unfinished_upload_does_not_meet_the_deadline(edition, filmmaker):
    entry = make.draft(edition, filmmaker)
    make.film_upload(entry, state="open")
    with pytest.raises(NotReady) as refusal:
        submit_entry(entry, by=filmmaker, regulations_accepted=True)
    assert len(refusal.value.problems) == 1


def test_after_the_deadline_nothing_is_submitted(ready, filmmaker, edition):
    edition.call_closes_at = timezone.now()
    edition.save()
    with pytest.raises(CallClosed):
        submit_entry(ready, by=filmmaker, regulations_accepted=True)


def test_numbers_have_no_gaps_and_addresses_do_not_meet(edition, filmmaker):
    submitted = []
    for title in ("Him", "Him", "!!!"):
        entry = make.draft(edition, filmmaker, title=title)
        make.film_upload(entry, film="ready")
        submitted.append(submit_entry(entry, by=filmmaker, regulations_accepted=True))
    assert [(entry.number, entry.slug) for entry in submitted] == [(1, "him"), (2, "him-2"), (3, "film-3")]


def test_a_film_that_fails_after_submission_can_be_replaced_once_mended(ready, filmmaker):
    submit_entry(ready, by=filmmaker, regulations_accepted=True)
    Asset.objects.filter(pk=ready.film_id).update(state="refused", reason="Black.")
    settle_film(Asset.objects.get(pk=ready.film_id))
    settle_film(Asset.objects.get(pk=ready.film_id))  # the signal came twice: one letter
    assert letters()[1:] == [("submissions/film_needs_attention", "filmmaker@example.org")]
    ready.refresh_from_db()
    assert ready.stage == Stage.NEEDS_FILM
    mended = make.film_upload(ready, film="ready", filename="mended.mov").upload.asset
    assert adopt_film(ready) == mended
    assert ready.stage == Stage.IN_CONSIDERATION
    make.film_upload(ready, film="ready", filename="second-thoughts.mov")
    assert adopt_film(ready) == mended


def test_a_replacement_that_was_finished_too_late_is_not_taken(edition, filmmaker):
    refused = media.asset(filmmaker, state="refused")
    entry = make.submitted(edition, filmmaker, film=refused)
    make.film_upload(entry, film="ready", finished_at=edition.call_closes_at + timedelta(seconds=1))
    assert adopt_film(entry) == refused


def test_our_own_failure_is_not_the_filmmakers_letter(ready):
    adopt_film(ready)
    Asset.objects.filter(pk=ready.film_id).update(state="failed", reason="Disk full.")
    settle_film(Asset.objects.get(pk=ready.film_id))
    assert letters() == []


def test_withdrawing_tells_the_rooms_up_the_street(ready, filmmaker, django_capture_on_commit_callbacks):
    submit_entry(ready, by=filmmaker, regulations_accepted=True)
    heard = []

    def listen(**news):
        heard.append((news["entry_id"], news["edition_id"]))

    entry_withdrawn.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_entry(ready, by=filmmaker, reason="Other plans.")
    entry_withdrawn.disconnect(listen)
    assert heard == [(ready.pk, ready.edition_id)]
    assert ready.withdrawn_at
    assert ready.stage == Stage.WITHDRAWN
    with pytest.raises(MoveNotAllowed):
        withdraw_entry(ready, by=filmmaker)


def test_news_from_the_workshop_reaches_the_entry(ready, django_capture_on_commit_callbacks):
    """The receiver is connected, and it only enqueues."""
    with django_capture_on_commit_callbacks() as enqueued:
        asset_settled.send(Asset, asset=media.asset(ready.owner))
    assert len(enqueued) == 1
    assert ready.film is None


def test_the_task_takes_the_film_over(ready):
    film = Asset.objects.get()
    Asset.objects.update(state="refused", reason="Black.")
    take_over_settled_film(str(film.pk))
    ready.refresh_from_db()
    assert (ready.film, letters()) == (
        film,
        [("submissions/film_needs_attention", "filmmaker@example.org")],
    )
    take_over_settled_film("00000000-0000-0000-0000-000000000000")  # gone meanwhile
