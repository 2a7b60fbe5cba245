"""Drafts that were never submitted: their makers are warned when the edition is closed, then the films go."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from festival.models import AuditRecord, Letter
from media_pipeline.enums import UploadState
from media_pipeline.models import Asset, Upload
from submissions.actions.giving_up import given_up, remove_films, warn_makers
from submissions.models import Entry, GivenUp
from submissions.tasks import forget_given_up_films
from tests.factories import media
from tests.factories import submissions as make

LATER = timedelta(days=settings.GIVEN_UP_FILM_DAYS, minutes=1)


@pytest.fixture
def closed(edition, category):
    edition.closed_at = timezone.now()
    edition.save()
    return edition


def with_film(edition, owner, **fields):
    entry = make.draft(edition, owner, **fields)
    make.film_upload(entry, film="ready")
    film = Asset.objects.get(upload__film_upload__entry=entry)
    Entry.objects.filter(pk=entry.pk).update(film=film)
    return Entry.objects.get(pk=entry.pk)


def everything_stored():
    return Asset.objects.count(), Upload.objects.count()


def test_warned_once_and_deleted_so_many_days_later(closed, filmmaker, rival):
    drafts = [with_film(closed, filmmaker), with_film(closed, filmmaker), with_film(closed, rival)]
    now = timezone.now()
    assert (warn_makers(now), warn_makers(now), remove_films(now)) == (3, 0, 0)
    letters = Letter.objects.order_by("to_email").values_list("kind", "to_email")
    assert list(letters) == [
        ("submissions/films_go", filmmaker.email),
        ("submissions/films_go", rival.email),
    ]
    assert remove_films(now + LATER - timedelta(minutes=2)) == 0
    assert (remove_films(now + LATER), remove_films(now + LATER)) == (3, 0)
    assert everything_stored() == (0, 0)
    draft = Entry.objects.get(pk=drafts[0].pk)
    assert (draft.film, draft.state, draft.title) == (None, "draft", drafts[0].title)
    assert AuditRecord.objects.filter(action="entry.film_removed").count() == 3


def test_nothing_of_a_submitted_entry_ever(closed, filmmaker):
    states = ("submitted", "incomplete", "disqualified", "withdrawn")
    for state in states:
        entry = make.entry(closed, filmmaker, state=state)
        make.film_upload(entry)
    stored = everything_stored()
    now = timezone.now()
    assert (list(given_up()), warn_makers(now), remove_films(now + LATER)) == ([], 0, 0)
    GivenUp.objects.bulk_create(GivenUp(entry=entry, warned_at=now) for entry in Entry.objects.all())
    assert (remove_films(now + LATER), everything_stored()) == (0, stored)


def test_a_file_that_a_submitted_entry_shares_stays(closed, filmmaker):
    film = media.asset(filmmaker)
    make.submitted(closed, filmmaker, film=film)
    draft = make.draft(closed, filmmaker, film=film)
    now = timezone.now()
    warn_makers(now)
    assert (remove_films(now + LATER), Asset.objects.get()) == (1, film)
    draft.refresh_from_db()
    assert draft.film is None


def test_a_draft_of_an_edition_that_is_open_or_open_again_stays(edition, category, filmmaker):
    with_film(edition, filmmaker)
    now = timezone.now()
    assert warn_makers(now) == 0
    edition.closed_at = now
    edition.save()
    assert warn_makers(now) == 1
    edition.closed_at = None
    edition.save()
    assert remove_films(now + LATER) == 0
    edition.closed_at = now + LATER  # closed again: warned again, and only then deleted
    edition.save()
    assert (remove_films(now + 2 * LATER), warn_makers(now + 2 * LATER), Letter.objects.count()) == (0, 1, 2)
    assert remove_films(now + 4 * LATER) == 1


def test_an_upload_that_was_never_finished_goes_too(closed, filmmaker):
    entry = make.draft(closed, filmmaker)
    make.film_upload(entry, state=UploadState.OPEN)
    now = timezone.now()
    assert (warn_makers(now), remove_films(now + LATER), everything_stored()) == (1, 1, (0, 0))


def test_the_house_may_keep_them_for_ever(closed, filmmaker, settings):
    with_film(closed, filmmaker)
    settings.GIVEN_UP_FILM_DAYS = 0
    forget_given_up_films()
    assert Letter.objects.count() == 0
    settings.GIVEN_UP_FILM_DAYS = 5
    forget_given_up_films()
    assert Letter.objects.count() == 1
