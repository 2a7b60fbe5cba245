import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from festival.exceptions import Conflict
from submissions.actions import begin_entry, begin_film_upload, change_category
from submissions.enums import EntryState
from submissions.exceptions import BadFilmFile, CallClosed, EntryLocked, FilmLocked
from submissions.models import Entry
from tests.factories import festival as house
from tests.factories import media
from tests.factories import submissions as make


def test_the_same_form_twice_is_one_draft(category, filmmaker, rival):
    token = uuid.uuid4()
    first = begin_entry(category, by=filmmaker, token=token)
    again = begin_entry(category, by=filmmaker, token=token)
    assert first == again
    assert (first.state, first.edition, first.number) == (EntryState.DRAFT, category.edition, None)
    assert begin_entry(category, by=rival, token=token) != first
    assert Entry.objects.count() == 2


def test_no_draft_when_the_call_is_closed(filmmaker):
    now = timezone.now()
    closed = house.edition(call_opens_at=now - timedelta(days=2), call_closes_at=now)
    with pytest.raises(CallClosed):
        begin_entry(house.category(closed), by=filmmaker)
    assert Entry.objects.count() == 0


def test_an_upload_carries_the_rules_of_its_category(edition, filmmaker):
    category = house.category(edition, max_duration_s=600, orientation="vertical", min_short_side=720)
    entry = make.draft(edition, filmmaker, category=category)
    upload = begin_film_upload(entry, by=filmmaker, filename="他.mov", size=5_000_000)
    assert (upload.owner, upload.filename, upload.length) == (filmmaker, "他.mov", 5_000_000)
    rules = {key: upload.spec[key] for key in ("max_duration_s", "orientation", "min_short_side")}
    assert rules == {"max_duration_s": 600, "orientation": "vertical", "min_short_side": 720}
    assert upload.film_upload.entry == entry


def test_a_new_upload_gives_up_the_unfinished_one(edition, filmmaker):
    entry = make.draft(edition, filmmaker)
    first = begin_film_upload(entry, by=filmmaker, filename="a.mp4", size=10)
    second = begin_film_upload(entry, by=filmmaker, filename="b.mp4", size=10)
    first.refresh_from_db()
    assert (first.state, second.state) == ("terminated", "open")


@pytest.mark.parametrize(
    ("name", "size"), [("film.exe", 10), ("film", 10), ("film.mp4", 0), ("film.m3u8", 10)]
)
def test_what_cannot_be_a_film_is_refused_before_the_first_byte(edition, filmmaker, name, size):
    entry = make.draft(edition, filmmaker)
    with pytest.raises(BadFilmFile):
        begin_film_upload(entry, by=filmmaker, filename=name, size=size)
    assert filmmaker.uploads.count() == 0


def test_a_submitted_film_is_locked_unless_refused(edition, filmmaker):
    entry = make.submitted(edition, filmmaker)
    with pytest.raises(FilmLocked):
        begin_film_upload(entry, by=filmmaker, filename="a.mp4", size=10)
    refused = make.submitted(edition, filmmaker, film=media.asset(filmmaker, state="refused"))
    assert begin_film_upload(refused, by=filmmaker, filename="a.mp4", size=10).state == "open"
    edition.call_closes_at = timezone.now()
    edition.save()
    with pytest.raises(CallClosed):
        begin_film_upload(refused, by=filmmaker, filename="a.mp4", size=10)


def test_another_category_judges_the_film_anew(edition, filmmaker):
    shorts, long = house.category(edition, max_duration_s=60), house.category(edition, "long")
    entry = make.draft(edition, filmmaker, category=shorts, film=media.asset(filmmaker, state="refused"))
    arriving = make.film_upload(entry, state="open").upload
    change_category(entry, long, by=filmmaker)
    arriving.refresh_from_db()
    assert (entry.category, entry.film.state) == (long, "received")
    assert (entry.film.spec["max_duration_s"], arriving.spec["max_duration_s"]) == (None, None)


def test_the_category_is_locked_with_the_submission_and_stays_in_its_edition(edition, filmmaker):
    submitted, draft = make.submitted(edition, filmmaker), make.draft(edition, filmmaker)
    with pytest.raises(EntryLocked):
        change_category(submitted, house.category(edition, "long"), by=filmmaker)
    elsewhere = house.category(house.edition(edition.festival, slug="2019"))
    with pytest.raises(Conflict):
        change_category(draft, elsewhere, by=filmmaker)
