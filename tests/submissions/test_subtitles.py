"""Subtitle files beside a film: sent by its maker or the office, by ordinary forms."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from festival.models import AuditRecord
from media_pipeline import subtitling
from media_pipeline.models import SubtitleTrack
from submissions import rules
from submissions.actions import adopt_film
from submissions.models import Entry
from tests.factories import media
from tests.factories import submissions as make
from tests.submissions.test_filmmakers_room import step_url

pytestmark = pytest.mark.django_db

SRT = b"1\n00:00:01,000 --> 00:00:03,000\nAre you awake?\n\n2\n00:20:00,000 --> 00:20:02,000\nToo late.\n"


def sent(data: bytes = SRT, name: str = "en.srt", **answers: object) -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, data), "language": "en", **answers}


def page_of(entry: Entry) -> str:
    return reverse("entries:subtitles", kwargs={"pk": entry.pk})


def desk_page_of(entry: Entry) -> str:
    keys = (entry.edition.festival.slug, entry.edition.slug, entry.pk)
    return reverse("entry_desk:subtitles", args=keys)


def deeds(entry: Entry) -> list[str]:
    lines = AuditRecord.objects.filter(target_id=str(entry.pk), action__startswith="entry.subtitles")
    return [line.action for line in lines.order_by("pk")]


@pytest.fixture
def entry(edition, filmmaker) -> Entry:
    return make.draft(edition, filmmaker, settled=True, languages=["fr"])


@pytest.fixture
def room(client, filmmaker):
    client.force_login(filmmaker)
    return client


def closed(entry: Entry) -> None:
    entry.edition.call_closes_at = timezone.now() - timedelta(minutes=1)
    entry.edition.save()


def test_a_file_is_sent_shown_with_its_findings_and_first_words(room, entry):
    answer = room.post(page_of(entry), sent(), follow=True)
    text = answer.content.decode()
    assert "The subtitles are offered to everybody who watches the film: English." in text
    assert "Subtitles after the end of the film: 1 of 2; the last at 20:00, the film ends at 1:01." in text
    assert "Are you awake?" in text
    film_step = room.get(step_url(entry, "film")).content.decode()
    assert 'srclang="en" label="English" default' in film_step
    assert deeds(entry) == ["entry.subtitles_added"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04", "This is no subtitle file but an archive"),
        (b"{1}{25}Hello\n", "This file counts frames instead of seconds"),
        (b"x" * (5 * 1024**2 + 1), "Subtitle files have"),
        (b"", "The submitted file is empty"),
    ],
)
def test_what_cannot_be_shown_is_refused_beside_the_field(room, entry, data, sentence):
    answer = room.post(page_of(entry), sent(data))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not SubtitleTrack.objects.exists()


def test_a_language_must_be_chosen(room, entry):
    assert room.post(page_of(entry), sent(language="")).status_code == 422


def test_a_file_is_replaced_and_removed(room, entry):
    room.post(page_of(entry), sent())
    old = entry.film.subtitle_tracks.get()
    room.post(
        page_of(entry),
        sent(b"WEBVTT\n\n00:01.000 --> 00:02.000\nNew\n", "en.vtt", replaces=old.pk, for_the_deaf="on"),
    )
    new = entry.film.subtitle_tracks.current().get()
    assert (new.original_name, new.name) == ("en.vtt", "English (CC)")
    room.post(f"{page_of(entry)}{new.pk}/remove/")
    assert not entry.film.subtitle_tracks.current().exists()
    assert deeds(entry) == ["entry.subtitles_added", "entry.subtitles_replaced", "entry.subtitles_removed"]


def test_nobody_touches_the_subtitles_of_another_film(room, edition, rival, entry):
    foreign = make.draft(edition, rival, settled=True)
    track = subtitling.receive(foreign.film, SRT, name="en.srt", language="en", by=rival)
    assert room.post(page_of(foreign), sent()).status_code == 404
    assert room.post(f"{page_of(entry)}{track.pk}/remove/").status_code == 404
    answer = room.post(page_of(entry), sent(replaces=track.pk))
    assert answer.status_code == 422
    assert list(foreign.film.subtitle_tracks.current()) == [track]


def test_after_the_submission_subtitles_may_come_until_the_call_closes(room, edition, filmmaker):
    entry = make.submitted(edition, filmmaker)
    assert room.post(page_of(entry), sent()).status_code == 302
    assert (
        "Add or change subtitles"
        in room.get(reverse("entries:entry", kwargs={"pk": entry.pk})).content.decode()
    )
    closed(entry)
    assert room.post(page_of(entry), sent()).status_code == 409
    assert "can no longer be changed" in room.get(page_of(entry)).content.decode()
    assert entry.film.subtitle_tracks.count() == 1


def test_without_a_film_there_is_nothing_to_put_subtitles_on(room, edition, filmmaker):
    entry = make.draft(edition, filmmaker)
    assert "Send the film first" in room.get(page_of(entry)).content.decode()
    assert room.post(page_of(entry), sent()).status_code == 409


def test_the_office_helps_also_after_the_deadline(client, programmer, edition, filmmaker):
    entry = make.submitted(edition, filmmaker)
    closed(entry)
    client.force_login(programmer)
    assert client.post(desk_page_of(entry), sent(language="zh-hans")).status_code == 302
    page = client.get(reverse("entry_desk:entry", args=[*desk_page_of(entry).split("/")[2:4], entry.pk]))
    text = page.content.decode()
    assert "简体中文" in text
    assert "The language given is 简体中文, but the text is written in Latin letters." in text
    (line,) = AuditRecord.objects.filter(target_id=str(entry.pk), action="entry.subtitles_added")
    assert line.actor == programmer
    track = entry.film.subtitle_tracks.get()
    assert client.post(f"{desk_page_of(entry)}{track.pk}/remove/").status_code == 302


def test_the_page_says_which_of_the_festivals_languages_are_wanted(room, edition, entry):
    edition.languages = ["en", "fr", "zh-hans"]
    edition.save()
    entry.category.subtitles_required = True
    entry.category.save()
    text = room.get(page_of(entry)).content.decode()
    assert "This category asks for subtitles." in text
    assert "audience would also read: English, Simplified Chinese." in text
    room.post(page_of(entry), sent())
    text = room.get(page_of(entry)).content.decode()
    assert "This category asks for subtitles." not in text
    assert "audience would also read: Simplified Chinese." in text


def test_a_draft_is_its_makers_own(edition, filmmaker, programmer):
    entry = make.draft(edition, filmmaker, settled=True)
    assert rules.can_send_subtitles(filmmaker, entry)
    assert not rules.can_send_subtitles(programmer, entry)


def test_a_new_film_file_keeps_the_subtitles_that_were_sent(edition, filmmaker):
    entry = make.draft(edition, filmmaker, settled=True)
    subtitling.receive(entry.film, SRT, name="en.srt", language="en", by=filmmaker)
    newer = make.film_upload(entry, film="ready").upload.asset
    assert adopt_film(entry) == newer
    (track,) = newer.subtitle_tracks.current()
    assert (track.original_name, track.cues) == ("en.srt", 2)


def test_a_list_of_many_tracks_costs_one_query(room, entry, django_assert_num_queries):
    counts = []
    for _ in range(2):
        subtitling.receive(entry.film, SRT, name="en.srt", language="en", by=entry.owner)
        with django_assert_num_queries(14):
            counts.append(room.get(page_of(entry)).content.count(b"track__name"))
    assert counts == [1, 2]


def test_the_public_page_names_the_languages(client, edition, filmmaker):
    entry = make.submitted(edition, filmmaker, decision="selected", film=media.asset(filmmaker))
    edition.selection_released_at = timezone.now()
    edition.save()
    for language in ("en", "zh-hans", "en"):
        subtitling.receive(entry.film, SRT, name="x.srt", language=language, by=filmmaker)
    page = client.get(reverse("public:film", args=(edition.festival.slug, edition.slug, entry.slug)))
    assert "<dt>Subtitles</dt><dd>English, 简体中文</dd>" in page.content.decode()
